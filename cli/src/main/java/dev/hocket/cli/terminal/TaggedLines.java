package dev.hocket.cli.terminal;

import dev.hocket.jobs.exec.ExactText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes on lines, each behind a tag, and each as a whole. Safe for use by several threads, whose
 * parts of lines may meet in one.
 */
public final class TaggedLines extends OutputStream {
    /** A longer line is passed on in parts, each a line of its own, so that memory is enough. */
    private static final int LONGEST = 1 << 20;

    private final byte[] tag;
    private final OutputStream to;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    public TaggedLines(String tag, OutputStream to) {
        this.tag = ExactText.bytes(tag + "\t");
        this.to = to;
        line.writeBytes(this.tag);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, from, i + 1 - from);
                pass();
                from = i + 1;
            }
        }
        line.write(bytes, from, offset + length - from);
        if (line.size() > LONGEST) {
            line.write('\n');
            pass();
        }
    }

    private void pass() throws IOException {
        byte[] whole = line.toByteArray();
        line.reset();
        line.writeBytes(tag);
        to.write(whole, 0, whole.length);
    }

    /** Ends a last line that has no end. */
    public synchronized void end() throws IOException {
        if (line.size() > tag.length) {
            line.write('\n');
            pass();
        }
    }
}
