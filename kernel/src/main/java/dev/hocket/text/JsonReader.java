package dev.hocket.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object from bytes in UTF-8, field by field, without creating objects for values that
 * are skipped. It is strict, except for the characters of skipped strings.
 */
public final class JsonReader {
    private static final int MAX_DEPTH = 100;
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private boolean firstField;

    /** What was read is not a JSON object. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        public Malformed(String what) {
            super(what, null, false, false);
        }
    }

    /** Creates a reader; {@link #begin} gives it an object to read. */
    public JsonReader() {}

    /** Starts to read the object in {@code bytes[from, to)}. */
    public void begin(byte[] source, int from, int to) throws Malformed {
        bytes = source;
        at = from;
        end = to;
        expect('{');
        firstField = true;
    }

    /**
     * Reads the next field's name; its value must then be read or skipped.
     *
     * @return false at the end of the object, which only blanks may follow
     */
    public boolean next(JsonText name) throws Malformed {
        char c = peek();
        if (c == '}') {
            at++;
            blanks();
            if (at != end) {
                throw new Malformed("text after the end of the object");
            }
            return false;
        }
        if (!firstField) {
            expect(',');
        }
        firstField = false;
        string(name);
        expect(':');
        return true;
    }

    /** The first character of the next value. */
    public char peek() throws Malformed {
        blanks();
        if (at == end) {
            throw new Malformed("it is cut short");
        }
        return (char) (bytes[at] & 0xff);
    }

    /** Reads a whole number. */
    public long integer() throws Malformed {
        int from = at;
        String text = number();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notWhole) {
            at = from;
            throw new Malformed("'" + text + "' where a whole number was expected");
        }
    }

    /** Reads a string. */
    public void string(JsonText into) throws Malformed {
        expect('"');
        into.length = 0;
        while (true) {
            plain(into);
            if (at == end) {
                throw new Malformed("an unterminated string");
            }
            byte b = bytes[at++];
            if (b == '"') {
                return;
            }
            if (b == '\\') {
                into.append(escaped());
            } else if (b >= 0) {
                throw new Malformed("a control character in a string");
            } else {
                multibyte(b, into);
            }
        }
    }

    /** Reads as far as characters are plain ASCII, as nearly all are. */
    private void plain(JsonText into) {
        byte[] from = bytes;
        char[] to = into.chars;
        int i = at;
        int n = into.length;
        int most = Math.min(end, i + to.length - n);
        while (i < most) {
            byte b = from[i];
            if (b < 0x20 || b == '"' || b == '\\') {
                break;
            }
            to[n++] = (char) b;
            i++;
        }
        at = i;
        into.length = n;
        if (i == most && i < end) {
            into.grow();
            plain(into);
        }
    }

    private void skipString() throws Malformed {
        expect('"');
        while (at < end) {
            byte b = bytes[at++];
            if (b == '"') {
                return;
            }
            if (b == '\\') {
                at++;
            } else if (b >= 0 && b < 0x20) {
                throw new Malformed("a control character in a string");
            }
        }
        throw new Malformed("an unterminated string");
    }

    /** Begins an array; each element is preceded by {@link #element}. */
    public void beginArray() throws Malformed {
        expect('[');
    }

    /** Whether the array has another element; skips its comma. */
    public boolean element(boolean first) throws Malformed {
        if (peek() == ']') {
            at++;
            return false;
        }
        if (!first) {
            expect(',');
        }
        return true;
    }

    /** Skips a value. */
    public void skip() throws Malformed {
        skip(0);
    }

    /**
     * Reads a value: a {@link java.util.Map} that keeps its order, a {@link List}, a {@link
     * String}, a {@link Long}, a {@link Double}, a {@link Boolean}, or null.
     */
    public @Nullable Object value() throws Malformed {
        return value(0);
    }

    private @Nullable Object value(int depth) throws Malformed {
        if (depth > MAX_DEPTH) {
            throw new Malformed("nested too deeply");
        }
        return switch (peek()) {
            case '"' -> {
                JsonText text = new JsonText();
                string(text);
                yield text.toString();
            }
            case '{' -> object(depth);
            case '[' -> {
                at++;
                List<@Nullable Object> values = new ArrayList<>();
                for (boolean first = true; element(first); first = false) {
                    values.add(value(depth + 1));
                }
                yield values;
            }
            case 't' -> {
                word("true");
                yield true;
            }
            case 'f' -> {
                word("false");
                yield false;
            }
            case 'n' -> {
                word("null");
                yield null;
            }
            default -> amount(number());
        };
    }

    private Map<String, @Nullable Object> object(int depth) throws Malformed {
        expect('{');
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        JsonText name = new JsonText();
        for (boolean first = true; peek() != '}'; first = false) {
            if (!first) {
                expect(',');
            }
            string(name);
            expect(':');
            fields.put(name.toString(), value(depth + 1));
        }
        at++;
        return fields;
    }

    private static Object amount(String text) throws Malformed {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notWhole) {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException notNumber) {
                throw new Malformed("'" + text + "' where a value was expected");
            }
        }
    }

    /** Reads one value that fills {@code bytes[from, to)}, of any kind. */
    static @Nullable Object only(byte[] source, int from, int to) throws Malformed {
        JsonReader reader = new JsonReader();
        reader.bytes = source;
        reader.at = from;
        reader.end = to;
        Object value = reader.value();
        reader.blanks();
        if (reader.at != to) {
            throw new Malformed("text after the end of the value");
        }
        return value;
    }

    private void skip(int depth) throws Malformed {
        if (depth > MAX_DEPTH) {
            throw new Malformed("nested too deeply");
        }
        switch (peek()) {
            case '"' -> skipString();
            case '{' -> {
                at++;
                for (boolean first = true; peek() != '}'; first = false) {
                    if (!first) {
                        expect(',');
                    }
                    skipString();
                    expect(':');
                    skip(depth + 1);
                }
                at++;
            }
            case '[' -> {
                at++;
                for (boolean first = true; element(first); first = false) {
                    skip(depth + 1);
                }
            }
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> {
                String text = number();
                try {
                    double _ = Double.parseDouble(text);
                } catch (NumberFormatException notNumber) {
                    throw new Malformed("'" + text + "' where a value was expected");
                }
            }
        }
    }

    private void word(String word) throws Malformed {
        for (int i = 0; i < word.length(); i++) {
            if (at == end || bytes[at++] != word.charAt(i)) {
                throw new Malformed("neither a string nor a number nor " + word);
            }
        }
    }

    private String number() throws Malformed {
        char _ = peek();
        int from = at;
        while (at < end && isOfNumber(bytes[at])) {
            at++;
        }
        if (at == from) {
            throw new Malformed("'" + (char) (bytes[at] & 0xff) + "' where a value was expected");
        }
        return new String(bytes, from, at - from, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static boolean isOfNumber(byte b) {
        return (b >= '0' && b <= '9') || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
    }

    private char escaped() throws Malformed {
        if (at == end) {
            throw new Malformed("an unterminated string");
        }
        byte b = bytes[at++];
        return switch (b) {
            case '"', '\\', '/' -> (char) b;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            default -> throw new Malformed("an unknown escape in a string");
        };
    }

    private char unicode() throws Malformed {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < end ? Character.digit(bytes[at++], 16) : -1;
            if (digit < 0) {
                throw new Malformed("an escape that is not four hexadecimal digits");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    private void multibyte(byte lead, JsonText into) throws Malformed {
        int codePoint;
        if ((lead & 0xe0) == 0xc0) {
            codePoint = lead & 0x1f;
            codePoint = codePoint << 6 | tail();
            check(codePoint >= 0x80);
        } else if ((lead & 0xf0) == 0xe0) {
            codePoint = lead & 0x0f;
            codePoint = codePoint << 6 | tail();
            codePoint = codePoint << 6 | tail();
            check(codePoint >= 0x800 && (codePoint < 0xd800 || codePoint > 0xdfff));
        } else {
            check((lead & 0xf8) == 0xf0);
            codePoint = lead & 0x07;
            codePoint = codePoint << 6 | tail();
            codePoint = codePoint << 6 | tail();
            codePoint = codePoint << 6 | tail();
            check(codePoint >= 0x10000 && codePoint <= 0x10ffff);
        }
        if (Character.isBmpCodePoint(codePoint)) {
            into.append((char) codePoint);
        } else {
            into.append(Character.highSurrogate(codePoint));
            into.append(Character.lowSurrogate(codePoint));
        }
    }

    private int tail() throws Malformed {
        check(at < end && (bytes[at] & 0xc0) == 0x80);
        return bytes[at++] & 0x3f;
    }

    private static void check(boolean valid) throws Malformed {
        if (!valid) {
            throw new Malformed("bytes that are not UTF-8");
        }
    }

    private void expect(char c) throws Malformed {
        char found = peek();
        if (found != c) {
            throw new Malformed("'" + found + "' where '" + c + "' was expected");
        }
        at++;
    }

    private void blanks() {
        while (at < end
                && (bytes[at] == ' '
                        || bytes[at] == '\t'
                        || bytes[at] == '\r'
                        || bytes[at] == '\n')) {
            at++;
        }
    }
}
