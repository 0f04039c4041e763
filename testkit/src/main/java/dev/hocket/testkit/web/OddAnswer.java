package dev.hocket.testkit.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/**
 * The ways in which servers answer that are odd, each a row of a table: how the answer is sent, and
 * what a client that reads the web should make of it.
 */
@SuppressWarnings("ImmutableEnumChecker") // what it sends has no state
public enum OddAnswer {
    // What is right, though it looks strange.
    INTERIM(
            Sense.RIGHT,
            (wire, body) ->
                    wire.send("HTTP/1.1 103 Early Hints\nLink: </a>\n\nHTTP/1.1 100 Continue\n\n")
                            .answer(200, Text.TYPE, body)),
    FOLDED_FIELD(
            Sense.RIGHT,
            (wire, body) -> wire.answer(200, Text.TYPE + "X-Long: a\n  b\n\tc\n", body)),
    LINE_FEEDS_ALONE(
            Sense.RIGHT,
            (wire, body) ->
                    wire.send(
                                    Text.bytes(
                                            "HTTP/1.1 200 OK\n"
                                                    + Text.TYPE
                                                    + Text.length(body)
                                                    + "\n"))
                            .send(body)),
    NO_REASON(
            Sense.RIGHT,
            (wire, body) ->
                    wire.send("HTTP/1.1 200\n" + Text.TYPE + Text.length(body) + "\n").send(body)),
    SMALL_LETTERS(
            Sense.RIGHT,
            (wire, body) ->
                    wire.send(
                                    "HTTP/1.1 200 ok\ncontent-type: text/html\ncontent-length: "
                                            + body.length
                                            + "\n\n")
                            .send(body)),
    LENGTH_TWICE_ALIKE(
            Sense.RIGHT,
            (wire, body) ->
                    wire.send(Text.OK + Text.length(body) + Text.length(body) + "\n").send(body)),
    UNTIL_CLOSED(Sense.RIGHT, (wire, body) -> wire.send(Text.OK + "\n").send(body).end()),
    OLD_VERSION(
            Sense.RIGHT,
            (wire, body) ->
                    wire.send("HTTP/1.0 200 OK\n" + Text.TYPE + Text.length(body) + "\n")
                            .send(body)
                            .end()),
    CHUNKS(
            Sense.RIGHT,
            (wire, body) ->
                    wire.send(Text.OK + "Transfer-Encoding: chunked\n\n")
                            .send("1;ext=\"x\"\n")
                            .send(Arrays.copyOf(body, 1))
                            .send("\n")
                            .send(
                                    Integer.toHexString(body.length - 1)
                                                    .toUpperCase(java.util.Locale.ROOT)
                                            + "\n")
                            .send(Arrays.copyOfRange(body, 1, body.length))
                            .send("\n0\nX-Trailer: 1\n\n")),
    ONE_BYTE_AT_A_TIME(
            Sense.RIGHT,
            (wire, body) -> {
                byte[] head =
                        Text.bytes((Text.OK + Text.length(body) + "\n").replace("\n", "\r\n"));
                for (byte each : head) {
                    wire.send(new byte[] {each});
                }
                wire.send(body);
            }),

    // What may be right the next time.
    NO_ANSWER(Sense.PASSING, (wire, _) -> wire.end()),
    RESET(Sense.PASSING, (wire, _) -> wire.reset()),
    CUT_IN_HEAD(Sense.PASSING, (wire, _) -> wire.send("HTTP/1.1 200 OK\nContent-Le").end()),
    CUT_IN_BODY(
            Sense.PASSING,
            (wire, body) ->
                    wire.send(Text.OK + Text.length(body) + "\n")
                            .send(Arrays.copyOf(body, body.length / 2))
                            .end()),
    CUT_IN_CHUNK(
            Sense.PASSING,
            (wire, body) ->
                    wire.send(Text.OK + "Transfer-Encoding: chunked\n\nffff\n").send(body).end()),
    CUT_BEFORE_LAST_CHUNK(
            Sense.PASSING,
            (wire, body) ->
                    wire.send(Text.OK + "Transfer-Encoding: chunked\n\n")
                            .send(Integer.toHexString(body.length) + "\n")
                            .send(body)
                            .send("\n")
                            .end()),
    NO_HTTP(Sense.PASSING, (wire, _) -> wire.send("\0\1\2 something else\n\n").end()),
    TWO_LENGTHS(
            Sense.PASSING,
            (wire, body) ->
                    wire.send(Text.OK + "Content-Length: 1\n" + Text.length(body) + "\n")
                            .send(body)),
    NEGATIVE_LENGTH(Sense.PASSING, (wire, _) -> wire.send(Text.OK + "Content-Length: -1\n\n")),
    BAD_CHUNK(
            Sense.PASSING, (wire, _) -> wire.send(Text.OK + "Transfer-Encoding: chunked\n\nxyz\n")),
    SILENCE(
            Sense.PASSING,
            (wire, body) -> wire.send(Text.OK + Text.length(body) + "\n").awaitClient()),
    FAILED(Sense.PASSING, (wire, _) -> wire.answer(500, "", "failed")),
    BAD_GATEWAY(Sense.PASSING, (wire, _) -> wire.answer(502, "", "failed")),
    BUSY(Sense.PASSING, (wire, _) -> wire.answer(503, "", "")),
    BUSY_FOR_A_TIME(Sense.PASSING, (wire, _) -> wire.answer(503, "Retry-After: 0\n", "")),
    BUSY_UNTIL(
            Sense.PASSING,
            (wire, _) -> wire.answer(429, "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\n", "")),

    // What stays wrong.
    NOT_THERE(Sense.FINAL, (wire, _) -> wire.answer(404, "", "no")),
    GONE(Sense.FINAL, (wire, _) -> wire.answer(410, "", "no")),
    FORBIDDEN(Sense.FINAL, (wire, _) -> wire.answer(403, "", "no")),
    LOGIN(
            Sense.FINAL,
            (wire, _) -> wire.answer(401, "WWW-Authenticate: Basic realm=\"x\"\n", "no"));

    /** What a client should make of an answer. */
    public enum Sense {
        /** It is right. */
        RIGHT,
        /** It is wrong, and may be right the next time. */
        PASSING,
        /** It is wrong, and will be. */
        FINAL
    }

    private interface Sending {
        void send(ScriptedServer.Reply wire, byte[] body) throws IOException;
    }

    /** What many of them send. */
    private static final class Text {
        static final String TYPE = "Content-Type: text/html\n";
        static final String OK = "HTTP/1.1 200 OK\n" + TYPE;

        private Text() {}

        static String length(byte[] body) {
            return "Content-Length: " + body.length + "\n";
        }

        static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private final Sense sense;
    private final Sending sending;

    OddAnswer(Sense sense, Sending sending) {
        this.sense = sense;
        this.sending = sending;
    }

    /** What a client should make of it. */
    public Sense sense() {
        return sense;
    }

    /** Sends a body this way, or something else in its place. */
    public void send(ScriptedServer.Reply wire, byte[] body) throws IOException {
        sending.send(wire, body);
    }

    /**
     * A server that answers the first request for each target as the target's name says ({@code
     * /NO_ANSWER}), and all others in the usual way.
     */
    public static ScriptedServer once(Map<String, byte[]> bodies) throws IOException {
        Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
        return ScriptedServer.start((request, wire) -> {
            String target = request.target();
            byte[] body = bodies.get(target);
            int before = asked.computeIfAbsent(target, _ -> new AtomicInteger()).getAndIncrement();
            if (body == null) {
                wire.answer(404, "", "no");
            } else if (before == 0 && isOdd(target)) {
                valueOf(target.substring(1)).send(wire, body);
            } else {
                wire.answer(200, Text.TYPE, body);
            }
        });
    }

    private static boolean isOdd(String target) {
        return Arrays.stream(values()).anyMatch(odd -> target.equals("/" + odd.name()));
    }

    /** Bytes in gzip. */
    public static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
