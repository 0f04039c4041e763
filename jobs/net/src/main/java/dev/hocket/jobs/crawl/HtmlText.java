package dev.hocket.jobs.crawl;

import org.jsoup.parser.Parser;

/** Texts of HTML. */
final class HtmlText {
    private HtmlText() {}

    /** The value of an attribute, its character references replaced. */
    static String decoded(String text) {
        return decoded(text, true);
    }

    private static String decoded(String text, boolean attribute) {
        int and = text.indexOf('&');
        if (and < 0) {
            return text;
        }
        String plain = text.replace("&amp;", "\0");
        return plain.indexOf('&') < 0
                ? plain.replace('\0', '&')
                : Parser.unescapeEntities(text, attribute);
    }

    /** The text of a title: references replaced, white space made one. */
    static String title(String text) {
        String decoded = decoded(text, false);
        StringBuilder title = new StringBuilder(decoded.length());
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (!isBlank(c)) {
                title.append(c);
            } else if (!title.isEmpty() && title.charAt(title.length() - 1) != ' ') {
                title.append(' ');
            }
        }
        return title.toString().strip();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r' && c != '\u000b') || c == '\u00a0';
    }
}
