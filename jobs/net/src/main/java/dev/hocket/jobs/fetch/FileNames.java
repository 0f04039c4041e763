package dev.hocket.jobs.fetch;

import dev.hocket.http.Headers;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The name of a fetched file: the one that the server gives (RFC 6266), else the last part of the
 * URL's path with the query, else {@code index.html}. Made safe: no folder, no hidden file, no
 * control character, not too long, whatever a server or a URL says.
 */
final class FileNames {
    private static final int LONGEST = 200;
    private static final String REPLACED = "\"*/:<>?\\|";
    private static final String INDEX = "index.html";

    private FileNames() {}

    /** The name by the URL alone. */
    static String of(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String name = last.isEmpty() ? INDEX : decoded(last, StandardCharsets.UTF_8);
        return safe(name + decoded(query, StandardCharsets.UTF_8));
    }

    /** The name that the server gives, or that of the URL. */
    static String of(Headers headers, URI uri) {
        String disposition = headers.text("Content-Disposition");
        String given = disposition == null ? null : given(disposition);
        if (given == null) {
            return of(uri);
        }
        int folder = Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\'));
        String bare = given.substring(folder + 1);
        return bare.isBlank() || bare.equals(".") || bare.equals("..") ? of(uri) : safe(bare);
    }

    /** The name in a {@code Content-Disposition}; the one with a charset goes first. */
    private static @Nullable String given(String field) {
        String plain = null;
        int at = field.indexOf(';');
        while (at >= 0 && at < field.length()) {
            int equals = field.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = field.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            int from = equals + 1;
            while (from < field.length() && field.charAt(from) == ' ') {
                from++;
            }
            StringBuilder value = new StringBuilder();
            at = value(field, from, value);
            if (name.equals("filename*")) {
                String extended = extended(value.toString());
                if (extended != null) {
                    return extended;
                }
            } else if (name.equals("filename") && plain == null) {
                plain = value.toString();
            }
        }
        return plain;
    }

    /** Reads a token or a quoted string; where the next semicolon is, or -1. */
    private static int value(String field, int from, StringBuilder value) {
        int at = from;
        if (at < field.length() && field.charAt(at) == '"') {
            for (at++; at < field.length() && field.charAt(at) != '"'; at++) {
                // A backslash quotes these two alone: some servers send the paths of Windows bare.
                boolean quotes =
                        field.charAt(at) == '\\'
                                && at + 1 < field.length()
                                && "\"\\".indexOf(field.charAt(at + 1)) >= 0;
                at += quotes ? 1 : 0;
                value.append(field.charAt(at));
            }
            return field.indexOf(';', Math.min(at, field.length()));
        }
        int end = field.indexOf(';', at);
        value.append(field.substring(at, end < 0 ? field.length() : end).strip());
        return end;
    }

    /** {@code UTF-8'en'a%20name} (RFC 8187), or null. */
    private static @Nullable String extended(String value) {
        int first = value.indexOf('\'');
        int second = value.indexOf('\'', first + 1);
        if (first < 0 || second < 0) {
            return null;
        }
        String charset = value.substring(0, first);
        boolean latin = charset.equalsIgnoreCase("ISO-8859-1");
        if (!latin && !charset.equalsIgnoreCase("UTF-8")) {
            return null;
        }
        return decoded(
                value.substring(second + 1),
                latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private static String decoded(String text, Charset charset) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            boolean escape =
                    text.charAt(i) == '%'
                            && i + 2 < text.length()
                            && HexFormat.isHexDigit(text.charAt(i + 1))
                            && HexFormat.isHexDigit(text.charAt(i + 2));
            if (escape) {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else {
                bytes.writeBytes(text.substring(i, i + 1).getBytes(charset));
            }
        }
        return bytes.toString(charset);
    }

    /** The name without what could harm. */
    static String safe(String name) {
        if (isPlain(name)) {
            return name;
        }
        StringBuilder safe = new StringBuilder(name.length());
        name.codePoints().map(c -> harmful(c) ? '_' : c).forEach(safe::appendCodePoint);
        if (safe.isEmpty() || safe.charAt(0) == '.' || safe.charAt(0) == '-') {
            safe.insert(0, '_');
        }
        int end = safe.length();
        while (end > 1 && (safe.charAt(end - 1) == '.' || safe.charAt(end - 1) == ' ')) {
            end--;
        }
        safe.setLength(end);
        if (safe.charAt(0) == ' ') {
            safe.setCharAt(0, '_');
        }
        String shortened = shortened(safe.toString());
        return PartialFiles.isPart(shortened) ? shortened + "_" : shortened;
    }

    /** Letters, digits and what stands between them in most names, which need no second look. */
    private static boolean isPlain(String name) {
        int length = name.length();
        if (length == 0 || length > LONGEST || PartialFiles.isPart(name)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            boolean letter =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '_';
            boolean between = (c == '.' || c == '-') && i > 0 && i < length - 1;
            if (!letter && !between) {
                return false;
            }
        }
        return true;
    }

    private static boolean harmful(int c) {
        return Character.isISOControl(c)
                || REPLACED.indexOf(c) >= 0
                || c == 0xfffd
                || Character.getType(c) == Character.FORMAT // such as those that turn text round
                || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }

    /** At most {@value #LONGEST} bytes; the extension stays. */
    private static String shortened(String name) {
        if (bytes(name) <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && bytes(name.substring(dot)) <= 16 ? name.substring(dot) : "";
        String start = name.substring(0, name.length() - extension.length());
        int room = LONGEST - bytes(extension);
        int end = 0;
        for (int used = 0; end < start.length(); ) {
            int c = start.codePointAt(end);
            used += bytes(Character.toString(c));
            if (used > room) {
                break;
            }
            end += Character.charCount(c);
        }
        return start.substring(0, end) + extension;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
