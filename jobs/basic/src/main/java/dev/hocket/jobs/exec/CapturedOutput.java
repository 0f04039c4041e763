package dev.hocket.jobs.exec;

import dev.hocket.jobs.exec.output.StoredOutput;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;

/**
 * What a command wrote to one of its streams: in memory up to 1 MB, in a temporary file beyond.
 *
 * <p>The file has no name any more where the system allows that, so nothing of it remains even if
 * the JVM is killed; {@link #close} gives its space back at once. Safe for use by many threads.
 */
public final class CapturedOutput implements AutoCloseable, Serializable {
    private static final long serialVersionUID = 1;
    static final CapturedOutput EMPTY = new CapturedOutput(StoredOutput.EMPTY);

    private final StoredOutput stored;

    CapturedOutput(StoredOutput stored) {
        this.stored = stored;
    }

    /** How many bytes the command wrote. */
    public long size() {
        return stored.size();
    }

    /**
     * Copies all of it to {@code out}, byte by byte as it was written.
     *
     * @throws IOException if {@code out} cannot be written, or the temporary file not be read
     */
    public void writeTo(OutputStream out) throws IOException {
        stored.writeTo(out);
    }

    /**
     * All of it as UTF-8 text; bytes that are none become U+FFFD.
     *
     * @throws IOException if the temporary file cannot be read, or it is over 1 GB: use {@link
     *     #writeTo} then
     */
    public String text() throws IOException {
        return stored.text();
    }

    /** The last bytes, at most {@code count}, as text. */
    String tail(int count) {
        return stored.tail(count);
    }

    /**
     * Gives a temporary file's space back; afterwards an output over 1 MB cannot be read any more.
     */
    @Override
    public void close() {
        stored.close();
    }
}
