package dev.hocket.joblog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Stores outputs in files and reads them back. One thread writes at a time and one reads, possibly
 * at the same time.
 *
 * @param <O> the type of the outputs
 */
public interface ResultCodec<O extends @Nullable Object> {

    /**
     * Writes an output; the stream is buffered and closed by the caller.
     *
     * @throws IOException if that cannot be done; the run is halted
     */
    void write(O output, OutputStream to) throws IOException;

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the stream does not contain such an output; the input then runs again
     */
    O read(InputStream from) throws IOException;

    /** Texts in UTF-8. */
    static ResultCodec<String> text() {
        return new ResultCodec<>() {
            @Override
            public void write(String output, OutputStream to) throws IOException {
                to.write(output.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public String read(InputStream from) throws IOException {
                return new String(from.readAllBytes(), StandardCharsets.UTF_8);
            }
        };
    }

    /** Bytes as they are. */
    static ResultCodec<byte[]> bytes() {
        return new ResultCodec<>() {
            @Override
            public void write(byte[] output, OutputStream to) throws IOException {
                to.write(output);
            }

            @Override
            public byte[] read(InputStream from) throws IOException {
                return from.readAllBytes();
            }
        };
    }
}
