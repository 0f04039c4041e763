package dev.hocket.link.codec;

import dev.hocket.link.MessageReader;
import dev.hocket.link.MessageWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How tasks, inputs and outputs are written for the other process. */
public interface ValueCodec {

    /**
     * Something that can be written in any case: what could fail has been done.
     *
     * @param value the value itself, where it needs no serialization
     * @param bytes its serialized form, else null
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ready(@Nullable Object value, byte @Nullable [] bytes) {}

    /**
     * Prepares a value to be written.
     *
     * @throws IOException if it cannot be serialized; the message names the class that cannot
     */
    Ready ready(@Nullable Object value) throws IOException;

    /** Whether a value takes a few bytes at most, so that it is written in no time. */
    boolean isSmall(@Nullable Object value);

    /** Writes it; fails only with the link. */
    void write(MessageWriter out, Ready ready) throws IOException;

    /** Takes a value off the link; fails only with the link. */
    Ready read(MessageReader in) throws IOException;

    /**
     * The value.
     *
     * @param loader finds its classes
     * @throws IOException if it cannot be deserialized
     */
    @Nullable Object value(Ready ready, ClassLoader loader)
            throws IOException, ClassNotFoundException;
}
