package dev.hocket.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Puts a tag before each line that it passes on, and keeps nothing, however long a line is. For one
 * thread, which writes the whole of something while nobody else writes.
 */
public final class LineTags extends OutputStream {
    private final byte[] tag;
    private final OutputStream to;
    private boolean inLine;

    /** Tags what goes to {@code to}. */
    public LineTags(String tag, OutputStream to) {
        this.tag = ExactText.bytes(tag + "\t");
        this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int from = offset; from < end; ) {
            int to = from;
            while (to < end && bytes[to] != '\n') {
                to++;
            }
            int next = Math.min(end, to + 1);
            begin();
            this.to.write(bytes, from, next - from);
            inLine = next == to;
            from = next;
        }
    }

    private void begin() throws IOException {
        if (!inLine) {
            to.write(tag, 0, tag.length);
        }
    }

    /** Ends a last line that has no end. */
    public void end() throws IOException {
        if (inLine) {
            to.write('\n');
            inLine = false;
        }
    }
}
