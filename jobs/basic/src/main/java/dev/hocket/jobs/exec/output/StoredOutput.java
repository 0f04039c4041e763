package dev.hocket.jobs.exec.output;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a command wrote to one of its streams: in memory up to 1 MB, in a temporary file beyond.
 *
 * <p>The file has no name any more where the system allows that, so nothing of it remains even if
 * the JVM is killed; {@link #close} gives its space back at once. Safe for use by many threads.
 */
public final class StoredOutput implements AutoCloseable, Serializable {
    private static final long serialVersionUID = 1;
    private static final int MOST_TRAVELLING = 1 << 30;

    public static final StoredOutput EMPTY = new StoredOutput(new byte[0]);

    private final byte[] memory;
    private final transient @Nullable SpillFile file;
    private final long size;

    StoredOutput(byte[] memory) {
        this.memory = memory;
        this.file = null;
        this.size = memory.length;
    }

    StoredOutput(SpillFile file, long size) {
        this.memory = new byte[0];
        this.file = file;
        this.size = size;
    }

    /** How many bytes the command wrote. */
    public long size() {
        return size;
    }

    /**
     * Copies all of it to {@code out}, byte by byte as it was written.
     *
     * @throws IOException if {@code out} cannot be written, or the temporary file not be read
     */
    public void writeTo(OutputStream out) throws IOException {
        if (file == null) {
            out.write(memory);
        } else {
            file.copy(0, size, out);
        }
    }

    /**
     * All of it as UTF-8 text; bytes that are none become U+FFFD.
     *
     * @throws IOException if the temporary file cannot be read, or it is over 1 GB: use {@link
     *     #writeTo} then
     */
    public String text() throws IOException {
        if (file == null) {
            return new String(memory, StandardCharsets.UTF_8);
        }
        if (size > 1 << 30) {
            throw new IOException(
                    "an output of "
                            + size
                            + " bytes is too long for a string of at most 1 GB: use writeTo");
        }
        return new String(file.read(0, (int) size), StandardCharsets.UTF_8);
    }

    /** The last bytes, at most {@code count}, as text. */
    public String tail(int count) {
        if (file == null) {
            int from = Math.max(0, memory.length - count);
            return new String(
                    Arrays.copyOfRange(memory, from, memory.length), StandardCharsets.UTF_8);
        }
        try {
            return new String(file.read(size - count, count), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** In another process it is kept in memory. */
    private Object writeReplace() throws ObjectStreamException {
        if (file == null) {
            return this;
        }
        if (size > MOST_TRAVELLING) {
            throw new InvalidObjectException(
                    String.format(
                            Locale.ROOT,
                            "an output of %d bytes is too long to be sent to another process: the"
                                    + " limit is 1 GB",
                            size));
        }
        try {
            return new StoredOutput(file.read(0, (int) size));
        } catch (IOException unread) {
            InvalidObjectException failed = new InvalidObjectException("it cannot be read");
            failed.initCause(unread);
            throw failed;
        }
    }

    /**
     * Gives a temporary file's space back; afterwards an output over 1 MB cannot be read any more.
     */
    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
