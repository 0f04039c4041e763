package dev.hocket.jobs.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

class StatusFailuresTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void readsRetryAfter() {
        assertEquals(Duration.ofMinutes(2), StatusFailures.wait(" 120 ", NOW));
        assertEquals(
                Duration.ofSeconds(90), StatusFailures.wait("Sat, 21 Nov 2026 10:01:30 GMT", NOW));
        assertEquals(Duration.ZERO, StatusFailures.wait("Sat, 21 Nov 2026 09:01:30 GMT", NOW));
        assertNull(StatusFailures.wait("soon", NOW));
        assertNull(StatusFailures.wait("-1", NOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bytes 5-9/10;5;10",
                "bytes 5-9/10;4;-1",
                "bytes 5-8/10;5;-1",
                "bytes 5-9/*;5;-1",
                "bytes */10;5;-1",
                "lines 5-9/10;5;-1",
                ";5;-1"
            })
    void readsContentRange(String field, long from, long total) {
        assertEquals(total, ContentRange.total(field, from));
    }

    @Test
    void readsChecksums() {
        String hex = "AB".repeat(32);
        assertEquals(
                "sha256:" + hex.toLowerCase(java.util.Locale.ROOT),
                Checksum.parse("SHA256:" + hex).toString());
        FetchInput wanted = FetchInput.parse("  http://h/a b\tmd5:" + "0".repeat(32) + " ");
        assertEquals("http://h/a%20b", wanted.uri().toString());
        assertEquals(new Checksum("md5", "0".repeat(32)), wanted.checksum());
        assertNull(FetchInput.parse("http://h/a b:c").checksum());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:",
                "sha256:xy",
                "crc:12",
                "sha256",
                "md5:zz345678901234567890123456789012"
            })
    void refusesOtherChecksums(String text) {
        assertThrows(IllegalArgumentException.class, () -> Checksum.parse(text));
    }
}
