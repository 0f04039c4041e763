package dev.hocket.jobs.crawl;

import dev.hocket.http.UrlText;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The URLs of one page's links. Two spellings of one URL become the same text (RFC 3986, 6.2.2 and
 * 6.2.3), and ids of sessions and campaigns are taken out. Most links are plain relative paths and
 * take a short way, which gives the same as the long one.
 */
final class LinkResolver {
    private static final Set<String> SESSIONS =
            Set.of("phpsessid", "jsessionid", "aspsessionid", "cfid", "cftoken", "sessionid");
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char c = '-'; c <= 'z'; c++) {
            PLAIN[c] = Character.isLetterOrDigit(c) || "-._/".indexOf(c) >= 0;
        }
        PLAIN['~'] = true;
    }

    private final URI base;
    private final String root;
    private final String folder;

    /** The folder of the base and those above it, each with its root; empty if they need care. */
    private final byte[][] folders;

    /**
     * @param base what relative links are relative to
     */
    LinkResolver(URI base) {
        this.base = base;
        this.root = base.getScheme() + "://" + base.getRawAuthority();
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        this.folder = path.substring(0, path.lastIndexOf('/') + 1);
        this.folders = folders();
    }

    private byte[][] folders() {
        if (!isPlain(folder) || folder.isEmpty() || folder.contains("/.")) {
            return new byte[0][];
        }
        List<byte[]> above = new ArrayList<>();
        for (int end = folder.length(); end > 0; end = folder.lastIndexOf('/', end - 2) + 1) {
            above.add((root + folder.substring(0, end)).getBytes(StandardCharsets.ISO_8859_1));
        }
        return above.toArray(new byte[0][]);
    }

    /** The URL that bytes of a page name, without fragment, or null where it is none to follow. */
    @Nullable String of(byte[] bytes, int from, int to, Charset charset) {
        String plain = below(bytes, from, to);
        if (plain == null) {
            plain = plain(bytes, from, to);
        }
        if (plain != null) {
            return plain;
        }
        return of(HtmlText.decoded(new String(bytes, from, to - from, charset)));
    }

    /** The same of a text. */
    @Nullable String of(String href) {
        try {
            return normal(UrlText.resolve(base, href));
        } catch (IllegalArgumentException notFollowed) {
            return null;
        }
    }

    /** A path relative to the folder of the base, or to one above it: most links are such. */
    private @Nullable String below(byte[] bytes, int from, int to) {
        int up = 0;
        int start = from;
        while (start + 2 < to
                && bytes[start] == '.'
                && bytes[start + 1] == '.'
                && bytes[start + 2] == '/') {
            up++;
            start += 3;
        }
        if (up >= folders.length || start == to || bytes[start] == '/' || bytes[start] == '#') {
            return null;
        }
        int end = start;
        while (end < to && bytes[end] != '#') {
            byte b = bytes[end];
            boolean dots = b == '.' && (end == start || bytes[end - 1] == '/');
            if (b < 0 || !PLAIN[b] || dots) {
                return null;
            }
            end++;
        }
        byte[] folder = folders[up];
        byte[] url = Arrays.copyOf(folder, folder.length + end - start);
        System.arraycopy(bytes, start, url, folder.length, end - start);
        return new String(url, StandardCharsets.ISO_8859_1);
    }

    private @Nullable String plain(byte[] bytes, int from, int to) {
        int end = from;
        boolean dots = false;
        while (end < to && bytes[end] != '#') {
            byte b = bytes[end];
            if (b < 0 || !PLAIN[b]) {
                return null;
            }
            dots |= b == '.' && (end == from || bytes[end - 1] == '/');
            end++;
        }
        if (end == from || (bytes[from] == '/' && end > from + 1 && bytes[from + 1] == '/')) {
            return null;
        }
        String path = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
        if (bytes[from] != '/') {
            if (!isPlain(folder)) {
                return null;
            }
            path = (folder.isEmpty() ? "/" : folder) + path;
        }
        return root + (dots ? UrlText.withoutDots(path) : path);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !PLAIN[c]) {
                return false;
            }
        }
        return true;
    }

    /** One spelling for all that mean the same. */
    static String normal(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
        String port = scheme.equals("http") ? ":80" : ":443";
        if (authority.endsWith(port)) {
            authority = authority.substring(0, authority.length() - port.length());
        }
        String path = uri.getRawPath();
        path = path == null || path.isEmpty() ? "/" : UrlText.withoutDots(escapes(path));
        int session = path.toLowerCase(Locale.ROOT).indexOf(";jsessionid=");
        if (session >= 0) {
            int end = path.indexOf('/', session);
            path = path.substring(0, session) + (end < 0 ? "" : path.substring(end));
        }
        String query = uri.getRawQuery();
        String kept = query == null ? "" : parameters(escapes(query));
        return scheme + "://" + authority + path + (kept.isEmpty() ? "" : "?" + kept);
    }

    private static String parameters(String query) {
        StringBuilder kept = new StringBuilder();
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = (equals < 0 ? part : part.substring(0, equals)).toLowerCase(Locale.ROOT);
            if (!SESSIONS.contains(name) && !name.startsWith("utm_")) {
                kept.append(kept.isEmpty() ? "" : "&").append(part);
            }
        }
        return kept.toString();
    }

    /** Escapes in capitals, and none for characters that need none. */
    private static String escapes(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%' || i + 2 >= text.length()) {
                out.append(c);
                continue;
            }
            int value =
                    Character.digit(text.charAt(i + 1), 16) * 16
                            + Character.digit(text.charAt(i + 2), 16);
            boolean free =
                    value > 0
                            && value < 128
                            && (Character.isLetterOrDigit(value) || "-._~".indexOf(value) >= 0);
            out.append(free ? (char) value : '%');
            if (!free) {
                out.append(text.substring(i + 1, i + 3).toUpperCase(Locale.ROOT));
            }
            i += 2;
        }
        return out.toString();
    }

    /** The host and port of a normalised URL. */
    static String authority(String url) {
        int from = url.indexOf("://") + 3;
        int to = url.indexOf('/', from);
        return url.substring(from, to < 0 ? url.length() : to);
    }

    /** The host of a normalised URL. */
    static String host(String url) {
        String authority = authority(url);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    }
}
