package dev.hocket.jobs.crawl;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Finds the links of a page in its bytes, without making a tree: it goes from tag to tag as the
 * tokenizer of HTML does (WHATWG HTML, 13.2.5), skips comments and elements whose content is no
 * markup, and looks at the attributes of the few elements that lead elsewhere. For pages whose
 * charset has ASCII in its place.
 *
 * <p>Of links that differ in their fragments only the first is kept: a manual has a dozen of them
 * to each page that it leads to.
 */
final class LinkScanner {
    private static final int NONE = -1;

    /** Elements whose content is text; their names have 3 to 8 letters. */
    private static final String[] TEXTS = {
        "xmp", "title", "style", "script", "iframe", "noembed", "textarea", "noframes"
    };

    private final byte[] bytes;
    private final int end;
    private final boolean xml;
    private final ByteSpans links;
    private int at;

    private int baseFrom = NONE;
    private int baseTo;
    private int canonicalFrom = NONE;
    private int canonicalTo;
    private int titleFrom = NONE;
    private int titleTo;
    private int refreshFrom = NONE;
    private int refreshTo;
    private boolean nofollow;

    // The attributes of the tag at hand that matter.
    private int hrefFrom;
    private int hrefTo;
    private int srcFrom;
    private int srcTo;
    private int relFrom;
    private int relTo;
    private int nameFrom;
    private int nameTo;
    private int contentFrom;
    private int contentTo;

    LinkScanner(byte[] bytes, int length) {
        this(bytes, length, false);
    }

    /**
     * @param xml whether the page is XML, in which every element may be empty ({@code <script/>})
     *     and none holds text that is not markup, but for CDATA sections
     */
    LinkScanner(byte[] bytes, int length, boolean xml) {
        this.xml = xml;
        this.bytes = bytes;
        this.end = length;
        this.links = new ByteSpans(bytes);
    }

    /** Reads the whole page. */
    LinkScanner scan() {
        while (at < end) {
            if (bytes[at++] != '<' || at >= end) {
                continue;
            }
            byte b = bytes[at];
            if (isLetter(b)) {
                startTag();
            } else if (b == '/' && at + 1 < end && isLetter(bytes[at + 1])) {
                at++;
                skipName();
                attributes(false);
            } else if (b == '!' && startsWith(at + 1, "--")) {
                comment();
            } else if (xml && startsWith(at, "![CDATA[")) {
                characterData();
            } else if (b == '!' || b == '?' || b == '/') {
                skipPast('>');
            }
        }
        return this;
    }

    private static boolean isLetter(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r' || b == '\f';
    }

    private void skipPast(char c) {
        while (at < end && bytes[at++] != c) {
            // continues
        }
    }

    private void comment() {
        at += 3;
        if (at < end && bytes[at] == '>') {
            at++;
            return;
        }
        if (startsWith(at, "->")) {
            at += 2;
            return;
        }
        while (at < end) {
            if (bytes[at] == '-' && (startsWith(at, "-->") || startsWith(at, "--!>"))) {
                at += bytes[at + 2] == '>' ? 3 : 4;
                return;
            }
            at++;
        }
    }

    /** Text of XML that is not markup, whatever it looks like. */
    private void characterData() {
        while (at < end && !startsWith(at, "]]>")) {
            at++;
        }
        at = Math.min(end, at + 3);
    }

    private boolean startsWith(int from, String text) {
        if (from + text.length() > end) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void skipName() {
        while (at < end && bytes[at] != '>' && bytes[at] != '/' && !isSpace(bytes[at])) {
            at++;
        }
    }

    private void startTag() {
        int from = at;
        skipName();
        int to = at;
        boolean wanted = isWanted(from, to);
        if (!attributes(wanted)) {
            return; // the page ends within the tag, which is none then
        }
        if (wanted) {
            element(from);
        }
        if (!xml) {
            skipContent(from, to);
        } else if (bytes[at - 2] != '/' && is(from, to, "title")) {
            skipText("title");
        }
    }

    /** Skips the content of an element if it is text. */
    private void skipContent(int from, int to) {
        int length = to - from;
        if (length >= 3 && length <= 8) {
            for (String text : TEXTS) {
                if (is(from, to, text)) {
                    skipText(text);
                    return;
                }
            }
        } else if (is(from, to, "plaintext")) {
            at = end;
        }
    }

    private boolean isWanted(int from, int to) {
        return switch (to - from) {
            case 1 -> is(from, to, "a");
            case 4 ->
                    is(from, to, "area")
                            || is(from, to, "base")
                            || is(from, to, "link")
                            || is(from, to, "meta");
            case 5 -> is(from, to, "frame");
            case 6 -> is(from, to, "iframe");
            default -> false;
        };
    }

    private boolean is(int from, int to, String name) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if ((bytes[from + i] | 0x20) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Skips the content of an element that holds no markup, up to its end tag. */
    private void skipText(String name) {
        int content = at;
        while (at < end && !isEndOf(name)) {
            at++;
        }
        if (titleFrom == NONE && name.equals("title")) {
            titleFrom = content;
            titleTo = at;
        }
    }

    private boolean isEndOf(String name) {
        if (bytes[at] != '<' || at + 1 >= end || bytes[at + 1] != '/') {
            return false;
        }
        int after = at + 2 + name.length();
        return after < end
                && is(at + 2, after, name)
                && (bytes[after] == '>' || bytes[after] == '/' || isSpace(bytes[after]));
    }

    private void element(int from) {
        byte first = (byte) (bytes[from] | 0x20);
        if (first == 'a') {
            addLink(hrefFrom, hrefTo);
        } else if (first == 'f' || first == 'i') {
            addLink(srcFrom, srcTo);
        } else if (first == 'b' && baseFrom == NONE && hrefFrom != NONE) {
            baseFrom = hrefFrom;
            baseTo = hrefTo;
        } else if (first == 'l' && canonicalFrom == NONE && hrefFrom != NONE) {
            if (relFrom != NONE && hasWord(relFrom, relTo, "canonical")) {
                canonicalFrom = hrefFrom;
                canonicalTo = hrefTo;
            }
        } else if (first == 'm' && contentFrom != NONE) {
            if (nameFrom != NONE && is(nameFrom, nameTo, "robots")) {
                nofollow |=
                        hasWord(contentFrom, contentTo, "nofollow")
                                || hasWord(contentFrom, contentTo, "none");
            } else if (nameFrom != NONE && is(nameFrom, nameTo, "refresh")) {
                refresh();
            }
        }
    }

    /** The place in {@code 5; url=PLACE}. */
    private void refresh() {
        for (int i = contentFrom; i + 4 < contentTo; i++) {
            if (is(i, i + 3, "url") && bytes[i + 3] == '=') {
                int from = i + 4;
                int to = contentTo;
                if (bytes[from] == '\'' || bytes[from] == '"') {
                    from++;
                    to -= bytes[to - 1] == bytes[from - 1] ? 1 : 0;
                }
                refreshFrom = from;
                refreshTo = to;
                return;
            }
        }
    }

    private boolean hasWord(int from, int to, String word) {
        for (int i = from; i + word.length() <= to; i++) {
            boolean starts = i == from || !isLetter(bytes[i - 1]);
            int after = i + word.length();
            if (starts && is(i, after, word) && (after == to || !isLetter(bytes[after]))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads up to the end of the tag.
     *
     * @param wanted whether the attributes matter
     * @return false if the page ends first
     */
    private boolean attributes(boolean wanted) {
        if (wanted) {
            hrefFrom = srcFrom = relFrom = nameFrom = contentFrom = NONE;
        }
        while (at < end) {
            byte b = bytes[at];
            if (b == '>') {
                at++;
                return true;
            }
            if (b == '/' || isSpace(b)) {
                at++;
            } else {
                attribute(wanted);
            }
        }
        return false;
    }

    private void attribute(boolean wanted) {
        int from = at++;
        while (at < end && bytes[at] != '=' && bytes[at] != '>' && bytes[at] != '/') {
            if (isSpace(bytes[at])) {
                break;
            }
            at++;
        }
        int to = at;
        skipSpace();
        if (at >= end || bytes[at] != '=') {
            return;
        }
        at++;
        skipSpace();
        if (at >= end || bytes[at] == '>') {
            return;
        }
        byte quote = bytes[at];
        int value;
        int valueEnd;
        if (quote == '"' || quote == '\'') {
            value = ++at;
            while (at < end && bytes[at] != quote) {
                at++;
            }
            valueEnd = at++;
        } else {
            value = at;
            while (at < end && bytes[at] != '>' && !isSpace(bytes[at])) {
                at++;
            }
            valueEnd = at;
        }
        if (wanted) {
            keep(from, to, value, Math.min(valueEnd, end));
        }
    }

    private void skipSpace() {
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
    }

    private void keep(int from, int to, int value, int valueEnd) {
        if (hrefFrom == NONE && is(from, to, "href")) {
            hrefFrom = value;
            hrefTo = valueEnd;
        } else if (srcFrom == NONE && is(from, to, "src")) {
            srcFrom = value;
            srcTo = valueEnd;
        } else if (relFrom == NONE && is(from, to, "rel")) {
            relFrom = value;
            relTo = valueEnd;
        } else if (nameFrom == NONE && (is(from, to, "name") || is(from, to, "http-equiv"))) {
            nameFrom = value;
            nameTo = valueEnd;
        } else if (contentFrom == NONE && is(from, to, "content")) {
            contentFrom = value;
            contentTo = valueEnd;
        }
    }

    private void addLink(int from, int to) {
        if (from == NONE) {
            return;
        }
        int cut = from;
        while (cut < to && (bytes[cut] != '#' || (cut > from && bytes[cut - 1] == '&'))) {
            cut++;
        }
        if (cut > from) { // else it is within this page
            links.add(from, cut);
        }
    }

    /** The links, without fragments. */
    ByteSpans links() {
        return links;
    }

    /** Where the page says relative links begin, or null. */
    @Nullable String base(Charset charset) {
        return text(baseFrom, baseTo, charset);
    }

    /** The URL that the page calls its own, or null. */
    @Nullable String canonical(Charset charset) {
        return text(canonicalFrom, canonicalTo, charset);
    }

    /** Where the page sends browsers after a while, or null. */
    @Nullable String refresh(Charset charset) {
        return text(refreshFrom, refreshTo, charset);
    }

    /** The title, or nothing. */
    String title(Charset charset) {
        return titleFrom == NONE
                ? ""
                : HtmlText.title(new String(bytes, titleFrom, titleTo - titleFrom, charset));
    }

    /** Whether the page asks not to follow its links. */
    boolean isNofollow() {
        return nofollow;
    }

    private @Nullable String text(int from, int to, Charset charset) {
        return from == NONE ? null : HtmlText.decoded(new String(bytes, from, to - from, charset));
    }
}
