package dev.hocket.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Heads that are changed at random are read or refused, and nothing else happens. {@code
 * -Dhocket.fuzz=N} tries N of them; a failure names its seed, which {@code -Dhocket.seed} takes.
 */
class RequestParserFuzzTest {
    private static final String[] SEEDS = {
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\n\r\nGET /x/%41/..?q#f HTTP/1.0\nConnection: keep-alive\nRange: bytes=0-1\n\n",
        "HEAD http://h/p HTTP/1.1\r\nHost: h\r\nIf-None-Match: \"a\", W/\"b\"\r\nA:\tb \r\n\r\n",
        "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: x\r\n\r\nabc",
    };
    private static final byte[] SPICE =
            "\r\n\0 \t:/%?#.HGT\"\u007f\u0080\u00ff9a".getBytes(StandardCharsets.ISO_8859_1);

    @Test
    void everyHeadIsReadOrRefused() {
        long seed = Long.getLong("hocket.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        RequestParser parser = new RequestParser();
        int read = 0;
        int refused = 0;
        int count = Integer.getInteger("hocket.fuzz", 50_000);
        for (int i = 0; i < count; i++) {
            byte[] bytes = mutant(random);
            try {
                Boolean whole = check(parser, bytes, random);
                read += Boolean.TRUE.equals(whole) ? 1 : 0;
                refused += Boolean.FALSE.equals(whole) ? 1 : 0;
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError(
                        "-Dhocket.seed=" + seed + ", head " + i + ": " + Arrays.toString(bytes),
                        broken);
            }
        }
        assertTrue(read > count / 100 && refused > count / 100, read + " read, " + refused);
    }

    /** Whether it was read; null where it has no end. */
    @SuppressWarnings("NullAway")
    private static Boolean check(RequestParser parser, byte[] bytes, SplittableRandom random) {
        int from = RequestParser.start(bytes, 0, bytes.length);
        int end = RequestParser.end(bytes, from, bytes.length);
        assertEquals(end, dripped(bytes, from, random), "the end, as bytes come in");
        if (end < 0) {
            return null;
        }
        try {
            SiteRequest request = parser.parse(bytes, from, end);
            assertTrue(request.target().startsWith("/") || request.target().equals("*"));
            assertFalse(request.target().chars().anyMatch(c -> c <= ' ' || c > '~'));
            TargetPath path = TargetPath.of(request.path());
            if (path != null) {
                for (String name : path.names()) {
                    assertFalse(name.isEmpty() || name.equals("..") || name.contains("/"), name);
                }
            }
            return true;
        } catch (RefusedRequestException refused) {
            assertTrue(refused.status() >= 400);
            return false;
        }
    }

    /** The end as a connection finds it, to which bytes come in several pieces. */
    private static int dripped(byte[] bytes, int from, SplittableRandom random) {
        int seen = 0;
        for (int to = from; ; to = Math.min(bytes.length, to + random.nextInt(1, 9))) {
            int end = RequestParser.end(bytes, Math.max(from, from + seen - 3), to);
            if (end >= 0 || to == bytes.length) {
                return end;
            }
            seen = to - from;
        }
    }

    private static byte[] mutant(SplittableRandom random) {
        byte[] bytes = SEEDS[random.nextInt(SEEDS.length)].getBytes(StandardCharsets.ISO_8859_1);
        for (int changes = random.nextInt(5); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            int length = random.nextInt(1 + Math.min(8, bytes.length - at));
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = SPICE[random.nextInt(SPICE.length)];
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = splice(bytes, at + length, bytes, at, bytes.length - at);
                default ->
                        bytes = splice(bytes, at, bytes, at + length, bytes.length - at - length);
            }
            if (bytes.length == 0) {
                return new byte[] {'\n'};
            }
        }
        return bytes;
    }

    /** The beginning of one, and a part of the other. */
    private static byte[] splice(byte[] one, int to, byte[] other, int from, int length) {
        byte[] both = Arrays.copyOf(one, to + length);
        System.arraycopy(other, from, both, to, length);
        return both;
    }
}
