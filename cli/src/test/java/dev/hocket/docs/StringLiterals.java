package dev.hocket.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * The texts in a Java source: literals, text blocks, and those that {@code +} joins as one. What
 * holds no blank is a name or a key, and is left out.
 */
final class StringLiterals {
    private static final String BLOCK = "\"\"\"";

    private final String source;
    private final List<String> texts = new ArrayList<>();
    private final StringBuilder joined = new StringBuilder();
    private int at;

    private StringLiterals(String source) {
        this.source = source;
    }

    static List<String> of(String source) {
        StringLiterals literals = new StringLiterals(source);
        literals.read();
        return literals.texts;
    }

    private void read() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (source.startsWith("//", at)) {
                skipTo("\n");
            } else if (source.startsWith("/*", at)) {
                skipTo("*/");
            } else if (source.startsWith(BLOCK, at)) {
                int end = source.indexOf(BLOCK, at + BLOCK.length());
                joined.append(source, at + BLOCK.length(), end);
                at = end + BLOCK.length();
            } else if (c == '"') {
                literal();
            } else if (c == '\'') {
                character();
            } else {
                if (c != '+' && !Character.isWhitespace(c)) {
                    end();
                }
                at++;
            }
        }
        end();
    }

    private void skipTo(String end) {
        int found = source.indexOf(end, at + 2);
        at = found < 0 ? source.length() : found + end.length();
    }

    private void literal() {
        at++;
        while (source.charAt(at) != '"') {
            if (source.charAt(at) == '\\') {
                at++;
                joined.append(source.charAt(at) == 'n' ? '\n' : source.charAt(at));
            } else {
                joined.append(source.charAt(at));
            }
            at++;
        }
        at++;
    }

    private void character() {
        end();
        at += source.charAt(at + 1) == '\\' ? 2 : 1;
        at = source.indexOf('\'', at + 1) + 1;
    }

    private void end() {
        String text = joined.toString();
        if (text.indexOf(' ') >= 0) {
            texts.add(text);
        }
        joined.setLength(0);
    }
}
