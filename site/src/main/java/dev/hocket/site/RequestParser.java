package dev.hocket.site;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads the head of a request as RFC 9112 has it, and nothing that two readers might understand
 * differently: no folded lines, no space before a colon, no control characters. A line may end with
 * a line feed alone. One parser serves one thread, connection after connection.
 */
final class RequestParser {
    /** The most bytes of a head. */
    static final int MAX_HEAD = 16 << 10;

    private static final int MAX_TARGET = 8 << 10;
    private static final int MAX_FIELDS = 100;
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char c = '0'; c < 'z' + 1; c++) {
            TOKEN[c] = Character.isLetterOrDigit(c);
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            TOKEN[c] = true;
        }
    }

    private final String[] names = new String[MAX_FIELDS];
    private final String[] values = new String[MAX_FIELDS];
    private byte[] bytes = new byte[0];

    /**
     * The position after the empty line that ends a head, or -1 if that has not come yet.
     *
     * @param from where to look from: the head's start, or some bytes before what is new
     */
    static int end(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                int next = i + 1;
                if (next < to && bytes[next] == '\r') {
                    next++;
                }
                if (next < to && bytes[next] == '\n') {
                    return next + 1;
                }
            }
        }
        return -1;
    }

    /** Where a request begins: empty lines before it are skipped. */
    static int start(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
        return at;
    }

    /** What to say of a head that is longer than {@link #MAX_HEAD} and has not ended yet. */
    static RefusedRequestException tooLong(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return new RefusedRequestException(
                        431, "the fields take more than " + MAX_HEAD + " bytes");
            }
        }
        return new RefusedRequestException(
                414, "the target takes more than " + MAX_TARGET + " bytes");
    }

    /**
     * Reads a whole head.
     *
     * @param end what {@link #end} gave
     */
    SiteRequest parse(byte[] head, int from, int end) throws RefusedRequestException {
        bytes = head;
        int line = lineEnd(from, end);
        int method = token(from, line, ' ');
        int target = method + 1;
        while (target < line && bytes[target] > ' ' && bytes[target] != 0x7f) {
            target++;
        }
        if (target == method + 1 || target >= line || bytes[target] != ' ') {
            throw new RefusedRequestException(
                    400, "the request line is not 'METHOD TARGET HTTP/1.1'");
        }
        if (target - method - 1 > MAX_TARGET) {
            throw new RefusedRequestException(
                    414, "the target takes more than " + MAX_TARGET + " bytes");
        }
        int minor = minor(target + 1, line);
        int count = fields(next(line), end);
        boolean special = false;
        for (int i = 0; i < count; i++) {
            special |= names[i].startsWith("if-") || names[i].equals("range");
        }
        return new SiteRequest(
                text(from, method),
                origin(text(method + 1, target)),
                minor,
                Arrays.copyOf(names, count),
                Arrays.copyOf(values, count),
                special);
    }

    private int minor(int from, int line) throws RefusedRequestException {
        String version = text(from, line);
        return switch (version) {
            case "HTTP/1.1" -> 1;
            case "HTTP/1.0" -> 0;
            default -> {
                if (version.matches("HTTP/[0-9]\\.[0-9]") && !version.startsWith("HTTP/0")) {
                    if (version.startsWith("HTTP/1")) {
                        yield 1;
                    }
                    throw new RefusedRequestException(
                            505, version + " is not supported; use HTTP/1.1");
                }
                throw new RefusedRequestException(
                        400, "the request line does not end with HTTP/1.1");
            }
        };
    }

    /** The target without scheme and host, which proxies send. */
    private static String origin(String target) throws RefusedRequestException {
        if (target.charAt(0) == '/' || target.equals("*")) {
            return target;
        }
        String lower = target.toLowerCase(Locale.ROOT);
        int host = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
        if (host < 0) {
            throw new RefusedRequestException(400, "the target does not begin with '/'");
        }
        int end = host;
        while (end < target.length() && "/?".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String rest = target.substring(end);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private int fields(int from, int end) throws RefusedRequestException {
        int count = 0;
        int at = from;
        for (int line = lineEnd(at, end); line > at; line = lineEnd(at, end)) {
            int colon = token(at, line, ':');
            if (count == MAX_FIELDS) {
                throw new RefusedRequestException(
                        431, "there are more than " + MAX_FIELDS + " fields");
            }
            names[count] = text(at, colon).toLowerCase(Locale.ROOT);
            values[count++] = value(colon + 1, line);
            at = next(line);
        }
        return count;
    }

    private String value(int from, int line) throws RefusedRequestException {
        int start = from;
        int end = line;
        while (start < end && (bytes[start] == ' ' || bytes[start] == '\t')) {
            start++;
        }
        while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        for (int i = start; i < end; i++) {
            if ((bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t') || bytes[i] == 0x7f) {
                throw new RefusedRequestException(400, "a field has a control character");
            }
        }
        return text(start, end);
    }

    /** The position of {@code end} after a name that is not empty. */
    private int token(int from, int line, char end) throws RefusedRequestException {
        int at = from;
        while (at < line && bytes[at] > 0 && TOKEN[bytes[at]]) {
            at++;
        }
        if (at == from || at >= line || bytes[at] != end) {
            throw new RefusedRequestException(
                    400, end == ':' ? "a field is not 'name: value'" : "no method");
        }
        return at;
    }

    /** The end of a line, before its CR LF or LF. */
    private int lineEnd(int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at > from && bytes[at - 1] == '\r' ? at - 1 : at;
    }

    private int next(int line) {
        return bytes[line] == '\r' ? line + 2 : line + 1;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
