package dev.hocket.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions and ranges. */
class SiteValidatorsTest {
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String EARLIER = "Sun, 06 Nov 1994 08:49:36 GMT";
    private static final String LATER = "Sun, 06 Nov 1994 08:49:38 GMT";

    @TempDir private Path folder;
    private SiteServer server;
    private String tag;

    @BeforeEach
    void start() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "0123456789");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1994-11-06T08:49:37.5Z")));
        server = Site.of(folder).withPort(0).start();
        tag = RawClient.get(server, "/f").field("etag");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient.Got get(String... fields) throws IOException {
        return RawClient.get(server, "/f", fields);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {DATE, LATER, "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void whatHasNotChangedSinceIsNotSent(String date) throws IOException {
        RawClient.Got got = get("If-Modified-Since: " + date);
        assertEquals(304, got.status());
        assertEquals(tag, got.field("etag"));
        assertEquals(DATE, got.field("last-modified"));
    }

    @Test
    void whatHasChangedIsSent() throws IOException {
        assertEquals(200, get("If-Modified-Since: " + EARLIER).status());
        assertEquals(200, get("If-Modified-Since: nonsense").status());
        assertEquals(200, get("If-None-Match: \"other\"").status());
        assertEquals(200, get("If-None-Match: \"other\"", "If-Modified-Since: " + DATE).status());
    }

    @Test
    void tagsAreCompared() throws IOException {
        assertEquals(304, get("If-None-Match: " + tag).status());
        assertEquals(304, get("If-None-Match: \"a,b\", W/" + tag).status());
        assertEquals(304, get("If-None-Match: *").status());
        assertEquals(200, get("If-Match: \"x\", " + tag).status());
        assertEquals(200, get("If-Match: *").status());
        assertEquals(412, get("If-Match: W/" + tag).status());
        assertEquals(412, get("If-Match: \"x\"").status());
        assertEquals(412, get("If-Unmodified-Since: " + EARLIER).status());
        assertEquals(200, get("If-Unmodified-Since: " + DATE).status());
    }

    @Test
    void anotherContentHasAnotherTag() throws IOException {
        Files.writeString(folder.resolve("f"), "9876543210");
        assertNotEquals(tag, get().field("etag"));
    }

    @ParameterizedTest
    @CsvSource({"0-3, 0123, 0-3", "4-, 456789, 4-9", "-2, 89, 8-9", "8-20, 89, 8-9"})
    void aRangeIsSent(String range, String text, String sent) throws IOException {
        RawClient.Got got = get("Range: bytes=" + range);
        assertEquals(206, got.status());
        assertEquals(text, got.text());
        assertEquals("bytes " + sent + "/10", got.field("content-range"));
    }

    @Test
    void noRangeIsSentOfWhatIsNotThereOrNotWellFormed() throws IOException {
        RawClient.Got got = get("Range: bytes=10-");
        assertEquals(416, got.status());
        assertEquals("bytes */10", got.field("content-range"));
        assertEquals(200, get("Range: bytes=5-4").status());
        assertEquals(200, get("Range: bytes=0-,0-").status());
    }

    @Test
    void severalRangesComeInParts() throws IOException {
        RawClient.Got got = get("Range: bytes=0-1,-2");
        assertEquals(206, got.status());
        String type = got.field("content-type");
        assertTrue(type.startsWith("multipart/byteranges; boundary="), type);
        String line = "--" + type.substring(type.indexOf('=') + 1);
        String each = "Content-Type: application/octet-stream\r\nContent-Range: bytes ";
        assertEquals(
                "\r\n%1$s\r\n%2$s0-1/10\r\n\r\n01\r\n%1$s\r\n%2$s8-9/10\r\n\r\n89\r\n%1$s--\r\n"
                        .formatted(line, each),
                got.text());
    }

    @Test
    void aRangeIsSentOnlyOfWhatTheClientHasAPartOf() throws IOException {
        assertEquals(206, get("Range: bytes=1-", "If-Range: " + tag).status());
        assertEquals(200, get("Range: bytes=1-", "If-Range: \"other\"").status());
        assertEquals(200, get("Range: bytes=1-", "If-Range: W/" + tag).status());
        assertEquals(206, get("Range: bytes=1-", "If-Range: " + DATE).status());
        assertEquals(200, get("Range: bytes=1-", "If-Range: " + EARLIER).status());
    }

    @Test
    void rangesOfBigFilesAreRight() throws IOException {
        byte[] big = new byte[1_000_000];
        for (int i = 0; i < big.length; i++) {
            big[i] = (byte) ((i * 31) >> 3);
        }
        Files.write(folder.resolve("big"), big);
        RawClient.Got got = RawClient.get(server, "/big", "Range: bytes=100000-899999");
        assertEquals(800_000, got.body().length);
        assertEquals(big[100_000], got.body()[0]);
        assertEquals(big[899_999], got.body()[799_999]);
        RawClient.Got parts = RawClient.get(server, "/big", "Range: bytes=0-299999,700000-");
        assertEquals(Integer.parseInt(parts.field("content-length")), parts.body().length);
    }
}
