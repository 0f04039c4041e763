package dev.hocket.jobs.reduce.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** What a field of CSV says. */
final class FieldText {
    /** What texts are written in that are not UTF-8, most often. */
    private static final Charset OTHER = Charset.forName("windows-1252");

    private FieldText() {}

    /**
     * A field without its quotes, and without blanks around it, be they within the quotes or not.
     */
    static String of(byte[] bytes, int from, int to) {
        String text = trimmed(decoded(bytes, from, to));
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            return trimmed(text.substring(1, text.length() - 1).replace("\"\"", "\""));
        }
        return text;
    }

    private static String decoded(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException otherwise) {
            return new String(bytes, from, to - from, OTHER);
        }
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
