package dev.hocket.queue;

import dev.hocket.queue.json.JsonPayloads;
import org.jspecify.annotations.Nullable;

/**
 * Writes the inputs or outputs of a job as bytes, and reads them. What one program wrote is read by
 * another one, perhaps of another version, perhaps months later. Safe for use by several threads.
 *
 * @param <T> the type of the values
 */
public interface PayloadCodec<T extends @Nullable Object> {

    /**
     * The bytes of a value.
     *
     * @throws PayloadException if the value cannot be written; the message names the field
     */
    byte[] write(T value) throws PayloadException;

    /**
     * The value of these bytes.
     *
     * @throws PayloadException if they cannot be read; the message names the field
     */
    T read(byte[] payload) throws PayloadException;

    /**
     * Values as JSON: records, sealed interfaces of records, texts, numbers, booleans, enums, the
     * times of {@code java.time}, {@code UUID}, {@code URI}, {@code Path}, {@code byte[]} in
     * Base64, and lists, sets, maps, arrays and optionals of these. A record of a sealed interface
     * has the field {@code type} with the record's simple name.
     *
     * <p>When a value is read, unknown fields are ignored, so that fields can be added while older
     * workers run. A missing field is {@code null}, or an empty optional or collection; a missing
     * primitive is an error.
     *
     * @throws IllegalArgumentException if values of this type cannot be represented
     */
    static <T extends @Nullable Object> PayloadCodec<T> json(Class<T> type) {
        return new JsonPayloads<>(type);
    }

    /** Bytes as they are. */
    static PayloadCodec<byte[]> bytes() {
        return new PayloadCodec<>() {
            @Override
            public byte[] write(byte[] value) {
                return value;
            }

            @Override
            public byte[] read(byte[] payload) {
                return payload;
            }
        };
    }
}
