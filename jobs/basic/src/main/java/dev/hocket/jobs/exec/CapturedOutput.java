package dev.hocket.jobs.exec;

import dev.hocket.jobs.exec.output.OutputCapture;
import dev.hocket.jobs.exec.output.StoredOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;

/**
 * What a command wrote to one of its streams: in memory up to 1 MB, in a temporary file beyond.
 *
 * <p>The file is deleted while it is open if the system allows that, so nothing of it remains even
 * if the JVM is killed; {@link #close} frees its space at once. Safe for use by many threads.
 */
public final class CapturedOutput implements AutoCloseable, Serializable {
    private static final long serialVersionUID = 1;
    private static final int PIECE = 1 << 16;
    static final CapturedOutput EMPTY = new CapturedOutput(StoredOutput.EMPTY);

    private final StoredOutput stored;

    CapturedOutput(StoredOutput stored) {
        this.stored = stored;
    }

    /**
     * Reads the stored output of an earlier command: into memory up to 1 MB, into a temporary file
     * beyond.
     *
     * @throws IOException if it cannot be read, or the temporary file cannot be written
     */
    public static CapturedOutput readFrom(InputStream in) throws IOException {
        OutputCapture capture = new OutputCapture(null, true);
        boolean whole = false;
        try {
            byte[] buffer = new byte[PIECE];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                capture.add(buffer, count);
            }
            CapturedOutput read = new CapturedOutput(capture.finish());
            whole = true;
            return read;
        } finally {
            if (!whole) {
                capture.discard();
            }
        }
    }

    /** The number of bytes that the command wrote. */
    public long size() {
        return stored.size();
    }

    /**
     * Copies all of it to {@code out}, byte by byte as it was written.
     *
     * @throws IOException if {@code out} cannot be written, or the temporary file cannot be read
     */
    public void writeTo(OutputStream out) throws IOException {
        stored.writeTo(out);
    }

    /**
     * The output as UTF-8 text; bytes that are not UTF-8 become U+FFFD.
     *
     * @throws IOException if the temporary file cannot be read, or is larger than 1 GB; use {@link
     *     #writeTo} for such a file
     */
    public String text() throws IOException {
        return stored.text();
    }

    /** The last bytes, at most {@code count}, as text. */
    String tail(int count) {
        return stored.tail(count);
    }

    /**
     * Frees the space of a temporary file; afterwards, an output of more than 1 MB cannot be read.
     */
    @Override
    public void close() {
        stored.close();
    }
}
