package dev.hocket.jobs.crawl;

import org.jsoup.parser.Parser;

/** Texts of HTML. */
final class HtmlText {
    private HtmlText() {}

    /** The value of an attribute, its character references replaced. */
    static String decoded(String text) {
        int and = text.indexOf('&');
        if (and < 0) {
            return text;
        }
        String plain = text.replace("&amp;", "\0");
        return plain.indexOf('&') < 0
                ? plain.replace('\0', '&')
                : Parser.unescapeEntities(text, true);
    }

    /** The text of a title: references replaced, white space made one. */
    static String title(String text) {
        String decoded = Parser.unescapeEntities(text, false);
        return decoded.replaceAll("[ \\t\\n\\f\\r\u00a0]+", " ").strip();
    }
}
