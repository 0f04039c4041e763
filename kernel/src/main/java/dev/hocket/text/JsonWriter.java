package dev.hocket.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes JSON objects, one per line, into a reusable buffer of bytes. */
public final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private byte[] bytes = new byte[1 << 12];
    private int length;
    private boolean first = true;

    /** Creates a writer with an empty buffer. */
    public JsonWriter() {}

    /** The buffer; its first {@link #length()} bytes have been written. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
        if (bytes.length > 1 << 20) {
            bytes = new byte[1 << 12]; // one large group is no reason to keep its memory
        }
    }

    public void begin() {
        put('{');
        first = true;
    }

    public void end() {
        put('}');
        put('\n');
    }

    public JsonWriter field(String name, CharSequence value) {
        name(name);
        string(value);
        return this;
    }

    public JsonWriter field(String name, long value) {
        name(name);
        ascii(Long.toString(value));
        return this;
    }

    public JsonWriter field(String name, boolean value) {
        name(name);
        ascii(Boolean.toString(value));
        return this;
    }

    /** A time in nanoseconds as a number of seconds. */
    public JsonWriter seconds(String name, long nanos) {
        name(name);
        ascii(Long.toString(nanos / 1_000_000_000));
        long fraction = Math.floorMod(nanos, 1_000_000_000L);
        if (fraction != 0) {
            String digits = Long.toString(1_000_000_000 + fraction);
            int to = digits.length();
            while (digits.charAt(to - 1) == '0') {
                to--;
            }
            put('.');
            ascii(digits.substring(1, to));
        }
        return this;
    }

    public JsonWriter field(String name, Iterable<? extends CharSequence> values) {
        name(name);
        put('[');
        boolean firstValue = true;
        for (CharSequence value : values) {
            if (!firstValue) {
                put(',');
            }
            firstValue = false;
            string(value);
        }
        put(']');
        return this;
    }

    private void name(String name) {
        if (!first) {
            put(',');
        }
        first = false;
        string(name);
        put(':');
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void string(CharSequence text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                put('\\');
                put(c);
            } else if (c >= 0x20 && c < 0x7f) {
                put(c);
            } else if (c < 0x20 || c == 0x7f) {
                escape(c);
            } else if (!Character.isSurrogate(c)) {
                utf8(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                escape(c); // half a pair has no form in UTF-8, and must survive all the same
            }
        }
        put('"');
    }

    private void escape(char c) {
        switch (c) {
            case '\n' -> ascii("\\n");
            case '\t' -> ascii("\\t");
            case '\r' -> ascii("\\r");
            default -> {
                ascii("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    put(HEX[(c >> shift) & 0xf]);
                }
            }
        }
    }

    private void utf8(int codePoint) {
        if (codePoint < 0x800) {
            put(0xc0 | (codePoint >> 6));
        } else {
            if (codePoint < 0x10000) {
                put(0xe0 | (codePoint >> 12));
            } else {
                put(0xf0 | (codePoint >> 18));
                put(0x80 | ((codePoint >> 12) & 0x3f));
            }
            put(0x80 | ((codePoint >> 6) & 0x3f));
        }
        put(0x80 | (codePoint & 0x3f));
    }

    private void put(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) b;
    }
}
