package dev.hocket.jobs.reduce.text;

import dev.hocket.jobs.reduce.ReductionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes text of UTF-8, or of one byte a character, out of what comes: gzip and Zstandard are
 * unpacked, UTF-16 is converted, with its mark or without. Which of these it is shows in the first
 * two to four bytes; no more are waited for, since a pipe may pause.
 */
public final class TextInput {
    /** How many bytes tell. */
    public static final int HEAD = 4;

    private static final int LOWEST_TEXT = 0x20;

    private TextInput() {}

    /** What the first bytes tell. */
    private enum Form {
        UNSURE,
        PLAIN,
        GZIP,
        ZSTD,
        UTF_16LE,
        UTF_16BE,
        UTF_32
    }

    /** Whether a file that begins so is text as it lies. */
    public static boolean isPlain(byte[] head) {
        return form(head, head.length, true) == Form.PLAIN;
    }

    /**
     * Looks at a stream.
     *
     * @param name what it is called in errors
     * @return a stream of text, to be closed instead of {@code raw}
     */
    public static InputStream of(InputStream raw, String name) throws IOException {
        return of(raw, name, true);
    }

    private static InputStream of(InputStream raw, String name, boolean packed) throws IOException {
        byte[] head = new byte[HEAD];
        int length = 0;
        boolean ended = false;
        Form form = Form.UNSURE;
        while (form == Form.UNSURE) {
            int read = raw.read(head, length, HEAD - length);
            length += Math.max(0, read);
            ended = read < 0;
            form = form(head, length, ended || length == HEAD);
        }
        InputStream whole = new Joined(Arrays.copyOf(head, length), raw);
        return switch (form) {
            case GZIP -> packed ? of(new GzipInput(whole, name), name, false) : whole;
            case ZSTD -> packed ? of(new ZstdInput(whole, name), name, false) : whole;
            case UTF_16LE -> utf16(whole, head, StandardCharsets.UTF_16LE, name);
            case UTF_16BE -> utf16(whole, head, StandardCharsets.UTF_16BE, name);
            case UTF_32 ->
                    throw new ReductionException(
                            name
                                    + " is text in UTF-32, which is not supported; convert it to"
                                    + " UTF-8");
            case PLAIN, UNSURE -> whole;
        };
    }

    private static InputStream utf16(InputStream in, byte[] head, Charset charset, String name)
            throws IOException {
        boolean marked = (head[0] & head[1] & 0xff) == 0xfe;
        if (marked) {
            in.skipNBytes(2);
        }
        return new Utf16Input(in, charset, name);
    }

    /**
     * What a text begins with.
     *
     * @param last whether there are no more bytes to wait for
     */
    private static Form form(byte[] head, int length, boolean last) {
        int a = length > 0 ? head[0] & 0xff : -1;
        int b = length > 1 ? head[1] & 0xff : -1;
        int c = length > 2 ? head[2] & 0xff : -1;
        int d = length > 3 ? head[3] & 0xff : -1;
        if (length < 2) {
            return last ? Form.PLAIN : Form.UNSURE;
        }
        if (a == 0x1f && b == 0x8b) {
            return Form.GZIP;
        }
        if ((a == 0x28 && b == 0xb5) || ((a & 0xf0) == 0x50 && b == 0x2a)) {
            boolean frame = c == 0x2f && d == 0xfd;
            boolean passed = a != 0x28 && c == 0x4d && d == 0x18;
            return length < HEAD && !last ? Form.UNSURE : frame || passed ? Form.ZSTD : Form.PLAIN;
        }
        if (a == 0 && b == 0) {
            return length < HEAD && !last
                    ? Form.UNSURE
                    : c == 0xfe && d == 0xff ? Form.UTF_32 : Form.PLAIN;
        }
        if (a == 0xff && b == 0xfe) {
            return length < HEAD && !last
                    ? Form.UNSURE
                    : c == 0 && d == 0 ? Form.UTF_32 : Form.UTF_16LE;
        }
        if (a == 0xfe && b == 0xff || (a == 0 && isText(b))) {
            return Form.UTF_16BE;
        }
        return isText(a) && b == 0 ? Form.UTF_16LE : Form.PLAIN;
    }

    private static boolean isText(int b) {
        return (b >= LOWEST_TEXT && b < 0x7f) || b == '\t' || b == '\n' || b == '\r';
    }

    /** A few bytes, then a stream. */
    private static final class Joined extends InputStream {
        private final ByteArrayInputStream first;
        private final InputStream rest;

        Joined(byte[] first, InputStream rest) {
            this.first = new ByteArrayInputStream(first);
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            int one = first.read();
            return one < 0 ? rest.read() : one;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = first.read(to, offset, length);
            return count < 0 ? rest.read(to, offset, length) : count;
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }
}
