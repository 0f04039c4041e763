package dev.hocket.cli.json;

import dev.hocket.text.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Writes one object of JSON on a line, field by field. Long texts go through it piece by piece, and
 * none is ever held as a whole.
 */
public final class JsonLine {
    private final OutputStream to;
    private boolean first = true;

    /** Something that writes bytes, the same ones each time. */
    public interface Source {
        /** Writes all of them. */
        void writeTo(OutputStream to) throws IOException;
    }

    /** An object that is written to {@code to}. */
    public JsonLine(OutputStream to) throws IOException {
        this.to = to;
        raw("{");
    }

    /** A field with a value that {@link Json} can write. */
    public void field(String name, @Nullable Object value) throws IOException {
        name(name);
        raw(Json.text(value));
    }

    /** Begins an object in this one. */
    public void begin(String name) throws IOException {
        name(name);
        raw("{");
        first = true;
    }

    /** Ends an object in this one. */
    public void end() throws IOException {
        raw("}");
        first = false;
    }

    /**
     * A field with a text of any length. Bytes that are not UTF-8, which JSON cannot hold, are
     * written in base 64 in a field of the name {@code nameBase64} instead.
     */
    public void bytes(String name, Source source) throws IOException {
        Utf8Check check = new Utf8Check();
        source.writeTo(check);
        if (check.isUtf8()) {
            name(name);
            raw("\"");
            source.writeTo(new Escaped());
        } else {
            name(name + "Base64");
            raw("\"");
            OutputStream encoded = Base64.getEncoder().wrap(new Unclosed());
            source.writeTo(encoded);
            encoded.close();
        }
        raw("\"");
    }

    /** Ends the line. */
    public void endLine() throws IOException {
        raw("}\n");
    }

    private void name(String name) throws IOException {
        raw((first ? "" : ", ") + Json.text(name) + ": ");
        first = false;
    }

    private void raw(String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The inside of a string, of bytes that are UTF-8. */
    private final class Escaped extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            for (int i = offset; i < offset + length; i++) {
                byte b = bytes[i];
                if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
                    to.write(bytes, from, i - from);
                    String quoted = Json.text(String.valueOf((char) b));
                    raw(quoted.substring(1, quoted.length() - 1));
                    from = i + 1;
                }
            }
            to.write(bytes, from, offset + length - from);
        }
    }

    private final class Unclosed extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            to.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            to.write(bytes, offset, length);
        }
    }

    /** Whether all that is written is UTF-8. */
    private static final class Utf8Check extends OutputStream {
        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        private final CharBuffer chars = CharBuffer.allocate(1 << 12);
        private final ByteBuffer open = ByteBuffer.allocate(8);
        private boolean wrong;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int at = offset;
            int end = offset + length;
            while (!wrong && open.position() > 0 && at < end) { // a character in two pieces
                open.put(bytes[at++]);
                decode(open.flip());
                open.compact();
            }
            ByteBuffer in = ByteBuffer.wrap(bytes, at, end - at);
            decode(in);
            if (!wrong) {
                open.put(in);
            }
        }

        private void decode(ByteBuffer in) {
            while (!wrong) {
                var result = decoder.decode(in, chars, false);
                wrong = result.isError();
                chars.clear();
                if (result.isUnderflow()) {
                    return;
                }
            }
        }

        boolean isUtf8() {
            return !wrong && open.position() == 0;
        }
    }
}
