package dev.hocket.http;

import dev.hocket.http.HttpException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of an answer: RFC 9112, sections 2 to 5. Strict where a mistake would make the
 * message mean something else, lenient where it would not; after leniency the connection is not
 * used again.
 */
final class ResponseHeadReader {
    private final SocketExchange exchange;
    private final int most;
    private byte[] line = new byte[256];
    private int length;
    private int total;

    /**
     * The head.
     *
     * @param minor 0 for HTTP/1.0, 1 for HTTP/1.1
     */
    record ResponseHead(int minor, int status, Headers headers) {}

    ResponseHeadReader(SocketExchange exchange, int most) {
        this.exchange = exchange;
        this.most = most;
    }

    /** Reads the next one, passing over those that announce another. */
    ResponseHead read() throws IOException {
        while (true) {
            ResponseHead head = readOne();
            if (head.status >= 200) {
                return head;
            }
            if (head.status == 101) {
                throw HttpFailures.malformed(
                        exchange.uri(),
                        "it switches to another protocol without being asked (status 101)");
            }
        }
    }

    private ResponseHead readOne() throws IOException {
        nextLine("the status line");
        String status = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        int code = code(status);
        if (code < 0) {
            throw HttpFailures.malformed(
                    exchange.uri(),
                    "it begins with '"
                            + HttpFailures.printable(status)
                            + "' and not with HTTP/1.1 and a status");
        }
        Headers headers = fields();
        int minor = status.charAt(7) - '0';
        return new ResponseHead(minor, code, headers);
    }

    /** The status of a status line of HTTP/1, or -1 if it is none. */
    private static int code(String status) {
        boolean right =
                status.length() >= 12
                        && status.startsWith("HTTP/1.")
                        && HttpText.number(status.substring(7, 8)) >= 0
                        && status.charAt(8) == ' '
                        && (status.length() == 12 || status.charAt(12) == ' ');
        int code = right ? (int) HttpText.number(status.substring(9, 12)) : -1;
        return code >= 100 ? code : -1;
    }

    /** Fields up to the empty line: those of the head, or the trailer of a chunked body. */
    Headers fields() throws IOException {
        List<Headers.Field> fields = new ArrayList<>();
        while (true) {
            nextLine("the header");
            if (length == 0) {
                return Headers.of(fields);
            }
            boolean folded = line[0] == ' ' || line[0] == '\t';
            if (folded && !fields.isEmpty()) {
                Headers.Field last = fields.removeLast();
                fields.add(new Headers.Field(last.name(), (last.value() + " " + text(0)).strip()));
                continue;
            }
            Headers.Field field = folded ? null : field();
            if (field == null) {
                exchange.reusable = false;
            } else {
                fields.add(field);
            }
        }
    }

    /** The field of the line, or null if it is none. */
    private Headers.@Nullable Field field() {
        int colon = 0;
        while (colon < length && HttpText.isTokenChar(line[colon])) {
            colon++;
        }
        int end = colon;
        while (colon < length && (line[colon] == ' ' || line[colon] == '\t')) {
            exchange.reusable = false;
            colon++;
        }
        if (end == 0 || colon >= length || line[colon] != ':') {
            return null;
        }
        String name = new String(line, 0, end, StandardCharsets.ISO_8859_1);
        return new Headers.Field(name, text(colon + 1));
    }

    private String text(int from) {
        int start = from;
        int end = length;
        while (start < end && (line[start] == ' ' || line[start] == '\t')) {
            start++;
        }
        while (end > start && (line[end - 1] == ' ' || line[end - 1] == '\t')) {
            end--;
        }
        return new String(line, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Reads a line, without its end. */
    private void nextLine(String what) throws IOException {
        length = 0;
        while (true) {
            int b = exchange.next();
            if (b < 0) {
                throw HttpFailures.failure(
                        Reason.TRUNCATED,
                        exchange.uri(),
                        total == 0
                                ? "the server closed the connection without a response"
                                : "the connection ended within " + what);
            }
            if (++total > most) {
                throw HttpFailures.headerTooLarge(exchange.uri(), most);
            }
            if (b == '\n') {
                break;
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) b;
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        for (int i = 0; i < length; i++) {
            if (line[i] == 0 || line[i] == '\r') {
                throw HttpFailures.malformed(
                        exchange.uri(), what + " has a bare control character (" + line[i] + ")");
            }
        }
    }

    /** The line of a chunk's size. */
    String chunkLine() throws IOException {
        total = 1; // each has its own bound
        nextLine("the size of a chunk");
        return text(0);
    }
}
