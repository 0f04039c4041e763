package dev.hocket.jobs.exec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Converts bytes that need not be UTF-8, such as file names, to text and back to exactly the same
 * bytes.
 *
 * <p>A byte that is not part of a UTF-8 character becomes a lone surrogate, U+DC80 to U+DCFF, which
 * no UTF-8 text contains (as in Python: {@code surrogateescape}, PEP 383). Such a text can be used
 * in strings, the joblog and templates like any other, and differs from every other text.
 */
public final class ExactText {
    private static final char FIRST = '\uDC80';
    private static final char LAST = '\uDCFF';
    private static final int ESCAPED = 0xDC00;

    private ExactText() {}

    /** Converts bytes to text. */
    public static String of(byte[] bytes, int offset, int length) {
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (bytes[i] < 0) {
                return decoded(bytes, offset, length);
            }
        }
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }

    private static String decoded(byte[] bytes, int offset, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        CharBuffer out = CharBuffer.allocate(length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int i = result.length(); i > 0; i--) {
                out.put((char) (ESCAPED + (in.get() & 0xFF)));
            }
            decoder.reset();
        }
    }

    /** Converts a text to bytes: UTF-8, except for lone surrogates that stand for other bytes. */
    public static byte[] bytes(String text) {
        if (isUtf8(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[3 * text.length()];
        int used = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && !isEscape(text, i)) {
                continue;
            }
            byte[] plain = text.substring(from, i).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(plain, 0, bytes, used, plain.length);
            used += plain.length;
            if (i < text.length()) {
                bytes[used++] = (byte) text.charAt(i);
            }
            from = i + 1;
        }
        return Arrays.copyOf(bytes, used);
    }

    /** Whether a text comes from valid UTF-8, so that other programs can read it. */
    public static boolean isUtf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Makes a text of one or several lines safe to print: {@code \xff} for a byte that is not text,
     * and {@code \x1b} for a control character, since file names may contain any.
     */
    public static String shown(String text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean raw = isEscape(text, i);
            boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
            if (raw || control) {
                shown = shown == null ? new StringBuilder(text).delete(i, text.length()) : shown;
                shown.append(HexFormat.of().withPrefix("\\x").formatHex(new byte[] {(byte) c}));
            } else if (isDirection(c)) {
                shown = shown == null ? new StringBuilder(text).delete(i, text.length()) : shown;
                shown.append("\\u").append(Integer.toHexString(c));
            } else if (shown != null) {
                shown.append(c);
            }
        }
        return shown == null ? text : shown.toString();
    }

    /** Whether it turns the direction of the text after it, which then reads as another one. */
    private static boolean isDirection(char c) {
        return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }

    private static boolean isEscape(String text, int at) {
        char c = text.charAt(at);
        return c >= FIRST
                && c <= LAST
                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
