package dev.hocket.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class RequestParserTest {
    private final RequestParser parser = new RequestParser();

    private SiteRequest parse(String text) throws RefusedRequestException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int from = RequestParser.start(bytes, 0, bytes.length);
        int end = RequestParser.end(bytes, from, bytes.length);
        assertEquals(bytes.length, end, "the end of the head");
        return parser.parse(bytes, from, end);
    }

    @Test
    void aHeadIsRead() throws RefusedRequestException {
        SiteRequest request =
                parse("GET /a%20b?q=1 HTTP/1.1\r\nHost: x\r\nX-A:\t one \r\nx-a: two\r\n\r\n");
        assertEquals("GET", request.method());
        assertEquals("/a%20b", request.path());
        assertEquals("q=1", request.query());
        assertEquals("one, two", request.field("X-a"));
        assertNull(request.field("X"));
        assertTrue(request.keepsAlive());
        assertFalse(request.isSpecial());
    }

    @Test
    void linesMayEndWithALineFeedAlone() throws RefusedRequestException {
        assertEquals("x", parse("\r\nGET / HTTP/1.0\nHost: x\n\n").field("host"));
    }

    @Test
    void schemeAndHostOfATargetAreLeftOut() throws RefusedRequestException {
        assertEquals("/p?q", parse("GET http://h:1/p?q HTTP/1.1\r\n\r\n").target());
        assertEquals("/?q", parse("GET HTTPS://h?q HTTP/1.1\r\n\r\n").target());
        assertEquals("/", parse("GET http://h HTTP/1.1\r\n\r\n").target());
    }

    @ParameterizedTest
    @CsvSource({
        "1.1, '', true",
        "1.1, close, false",
        "1.1, 'upgrade, Close', false",
        "1.0, '', false",
        "1.0, Keep-Alive, true"
    })
    void theClientSaysWhetherItGoesOn(String version, String option, boolean keeps)
            throws RefusedRequestException {
        String field = option.isEmpty() ? "" : "Connection: " + option + "\r\n";
        assertEquals(keeps, parse("GET / HTTP/" + version + "\r\n" + field + "\r\n").keepsAlive());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nA : b\r\n\r\n",
                "GET / HTTP/1.1\r\n: b\r\n\r\n",
                "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n",
                "GET / HTTP/1.1\r\nA: b\rc\r\n\r\n",
                "GET / HTTP/1.1\r\nA: b\0\r\n\r\n",
                "GET / HTTP/1.1\r\n\rA: b\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "GET /\r\n\r\n",
                "GET\r\n\r\n",
                " GET / HTTP/1.1\r\n\r\n",
                "GET  / HTTP/1.1\r\n\r\n",
                "GET /  HTTP/1.1\r\n\r\n",
                "GET /a b HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1 \r\n\r\n",
                "GET / http/1.1\r\n\r\n",
                "GET / HTTP/0.9\r\n\r\n",
                "GET /\u00e4 HTTP/1.1\r\n\r\n",
                "GET x HTTP/1.1\r\n\r\n",
                "G(T / HTTP/1.1\r\n\r\n",
            })
    void whatCouldBeUnderstoodDifferentlyIsRefused(String text) {
        assertEquals(400, assertThrows(RefusedRequestException.class, () -> parse(text)).status());
    }

    @Test
    void otherVersionsAreNotSpoken() throws RefusedRequestException {
        RefusedRequestException two =
                assertThrows(RefusedRequestException.class, () -> parse("GET / HTTP/2.0\r\n\r\n"));
        assertEquals(505, two.status());
        assertFalse(parse("GET / HTTP/1.7\r\n\r\n").isOld());
    }

    @Test
    void whatIsTooMuchIsRefused() {
        String fields = "A: b\r\n".repeat(101);
        RefusedRequestException many =
                assertThrows(
                        RefusedRequestException.class,
                        () -> parse("GET / HTTP/1.1\r\n" + fields + "\r\n"));
        assertEquals(431, many.status());
        String target = "/".repeat(8193);
        RefusedRequestException longTarget =
                assertThrows(
                        RefusedRequestException.class,
                        () -> parse("GET " + target + " HTTP/1.1\r\n\r\n"));
        assertEquals(414, longTarget.status());
    }
}
