package dev.hocket.http;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Parses URLs as users and pages write them: characters that are not allowed in a URL, such as
 * spaces, braces or umlauts, are encoded as browsers do (WHATWG URL: percent-encoding of UTF-8,
 * IDNA for hosts).
 */
public final class UrlText {
    private static final String KEPT = "!#$%&'()*+,-./:;=?@_~[]";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UrlText() {}

    /**
     * Parses an absolute URL.
     *
     * @param text the text; without a scheme, as in {@code example.org/a}, it is an http
     *     URL @throws IllegalArgumentException if that is no URL of http or https, with the reason
     */
    public static URI parse(String text) {
        String trimmed = text.strip();
        int colon = trimmed.indexOf("://");
        if (colon < 0 && !trimmed.startsWith("//") && schemeOnly(trimmed)) {
            throw refused(text, "it has no supported scheme; expected http: or https:");
        }
        String whole =
                colon > 0
                        ? trimmed
                        : "http:" + (trimmed.startsWith("//") ? trimmed : "//" + trimmed);
        int start = whole.indexOf("://") + 3;
        String scheme = whole.substring(0, start - 3).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw refused(text, "it has no supported scheme; expected http: or https:");
        }
        int end = start;
        while (end < whole.length() && "/?#\\".indexOf(whole.charAt(end)) < 0) {
            end++;
        }
        String authority = authority(text, whole.substring(start, end));
        String rest = whole.substring(end);
        try {
            URI uri =
                    new URI(
                            scheme
                                    + "://"
                                    + authority
                                    + dotless((rest.startsWith("/") ? "" : "/") + escaped(rest)));
            if (uri.getHost() == null || uri.getPort() > 65535) {
                throw refused(text, "it names no host; expected http://HOST/...");
            }
            return uri;
        } catch (URISyntaxException bad) {
            throw refused(text, bad.getReason() + " at character " + (bad.getIndex() + 1));
        }
    }

    /**
     * Parses a URL in a page or a header, relative to the URL of the page; without its fragment.
     *
     * @throws IllegalArgumentException if that is no URL of http or https, with the reason
     */
    public static URI resolve(URI base, String text) {
        String trimmed = text.strip().replace("\t", "").replace("\n", "").replace("\r", "");
        int hash = trimmed.indexOf('#');
        String place = hash < 0 ? trimmed : trimmed.substring(0, hash);
        int colon = place.indexOf(':');
        boolean absolute = isScheme(place, colon);
        if (absolute && place.regionMatches(true, 0, base.getScheme() + ":", 0, colon + 1)) {
            absolute = place.startsWith("//", colon + 1);
            place = absolute ? place : place.substring(colon + 1);
        }
        if (absolute || place.startsWith("//")) {
            return parse(absolute ? place : base.getScheme() + ":" + place);
        }
        try {
            String reference = escaped(place.replace('\\', '/'));
            if (reference.isEmpty() || reference.startsWith("?")) {
                String query = reference.isEmpty() ? base.getRawQuery() : reference.substring(1);
                String path = base.getRawPath().isEmpty() ? "/" : base.getRawPath();
                return new URI(root(base) + path + (query == null ? "" : "?" + query));
            }
            URI root = base.getRawPath().isEmpty() ? new URI(root(base) + "/") : base;
            URI whole = root.resolve(colonSafe(reference));
            String query = whole.getRawQuery() == null ? "" : "?" + whole.getRawQuery();
            return new URI(root(base) + dotless(whole.getRawPath()) + query);
        } catch (URISyntaxException | IllegalArgumentException bad) {
            throw refused(text, String.valueOf(bad.getMessage()));
        }
    }

    /** Whether the text up to {@code end} is the name of a scheme. */
    private static boolean isScheme(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean other = (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
            if (!letter && (i == 0 || !other)) {
                return false;
            }
        }
        return end > 0;
    }

    private static String colonSafe(String reference) {
        int colon = reference.indexOf(':');
        int slash = reference.indexOf('/');
        return colon >= 0 && (slash < 0 || colon < slash) ? "./" + reference : reference;
    }

    private static String root(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** A path, and what follows it, without dots in the path. */
    private static String dotless(String place) {
        int end = 0;
        while (end < place.length() && "?#".indexOf(place.charAt(end)) < 0) {
            end++;
        }
        String path = place.substring(0, end);
        return path.contains("/.") ? withoutDots(path) + place.substring(end) : place;
    }

    /**
     * Removes the segments {@code .} and {@code ..} from a path; {@code ..} does not lead above the
     * root.
     *
     * @param path a path that begins with a slash
     * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4">RFC 3986, 5.2.4</a>
     */
    public static String withoutDots(String path) {
        StringBuilder out = new StringBuilder(path.length());
        int at = 0;
        while (at < path.length()) {
            int end = path.indexOf('/', at + 1);
            boolean last = end < 0;
            String segment = path.substring(at, last ? path.length() : end);
            if (segment.equals("/..")) {
                out.setLength(Math.max(0, out.lastIndexOf("/")));
            } else if (!segment.equals("/.")) {
                out.append(segment);
            }
            if (last && (segment.equals("/..") || segment.equals("/."))) {
                out.append('/');
            }
            at = last ? path.length() : end;
        }
        return out.isEmpty() ? "/" : out.toString();
    }

    /** {@code mailto:x} and the like, but not {@code localhost:8080}. */
    private static boolean schemeOnly(String text) {
        int colon = text.indexOf(':');
        return colon > 0
                && colon + 1 < text.length()
                && !Character.isDigit(text.charAt(colon + 1))
                && text.substring(0, colon).chars().allMatch(Character::isLetter);
    }

    private static String authority(String text, String authority) {
        int at = authority.lastIndexOf('@') + 1;
        int colon = authority.indexOf(':', Math.max(at, authority.lastIndexOf(']')));
        String host = authority.substring(at, colon < 0 ? authority.length() : colon);
        if (host.isEmpty()) {
            throw refused(text, "it names no host; expected http://HOST/...");
        }
        String port =
                colon < 0 || colon == authority.length() - 1 ? "" : authority.substring(colon);
        return escaped(authority.substring(0, at)) + ascii(text, host) + port;
    }

    private static String ascii(String text, String host) {
        if (host.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return host.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException bad) {
            throw refused(text, "'" + host + "' is not a host name");
        }
    }

    /** The text with what no URL can have escaped; what is escaped already stays. */
    static String escaped(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        boolean fragment = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean percent =
                    c == '%' && !(i + 1 < text.length() && hex(text, i) && hex(text, i + 1));
            boolean secondHash = c == '#' && fragment;
            fragment |= c == '#';
            boolean kept = c < 0x80 && (Character.isLetterOrDigit(c) || KEPT.indexOf(c) >= 0);
            boolean bracket = c == '[' || c == ']';
            if (kept && !percent && !secondHash && !bracket) {
                out.append((char) c);
            } else {
                for (byte b : bytes(c)) {
                    HEX.toHexDigits(out.append('%'), b);
                }
            }
        }
        return out.toString();
    }

    /**
     * What a character is sent as. Half a surrogate pair from U+DC80 on stands for one byte of a
     * text that is not UTF-8 (PEP 383), and any other half for nothing, as browsers have it.
     */
    private static byte[] bytes(int c) {
        if (c >= 0xdc80 && c <= 0xdcff) {
            return new byte[] {(byte) c};
        }
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return Character.toString(half ? 0xfffd : c).getBytes(StandardCharsets.UTF_8);
    }

    /** Letters, digits and what stands between them in most URLs, which need no second look. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= '-' && c <= '9')
                            || (c >= 'A' && c <= 'Z')
                            || c == '_'
                            || c == '='
                            || c == '&'
                            || c == '?';
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** Removes the name and password before the host from a URL, even if it is not a valid one. */
    public static String withoutUser(String text) {
        int scheme = text.indexOf("://");
        int start = text.startsWith("//") ? 2 : scheme < 0 ? 0 : scheme + 3;
        int end = start;
        int at = -1;
        for (; end < text.length() && "/?#\\ \t".indexOf(text.charAt(end)) < 0; end++) {
            at = text.charAt(end) == '@' ? end : at;
        }
        return at < 0 ? text : text.substring(0, start) + text.substring(at + 1);
    }

    private static boolean hex(String text, int at) {
        return HexFormat.isHexDigit(text.charAt(at));
    }

    private static IllegalArgumentException refused(String text, String why) {
        String bare = withoutUser(text);
        String shown = bare.length() > 200 ? bare.substring(0, 200) + "..." : bare;
        return new IllegalArgumentException("'" + shown + "' is not a URL to fetch: " + why);
    }
}
