package dev.hocket.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes on lines, each behind a tag, and each as a whole. Safe for use by several threads, whose
 * parts of lines may meet in one.
 */
public final class TaggedLines extends OutputStream {
    private final byte[] tag;
    private final OutputStream to;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    public TaggedLines(String tag, OutputStream to) {
        this.tag = (tag + "\t").getBytes(StandardCharsets.UTF_8);
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
