package dev.hocket.jobs.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusFailuresTest {
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
        FetchInput wanted = FetchInput.parse("  http://h/a b\tmd5:" + "0".repeat(32) + " ", null);
        assertEquals("http://h/a%20b", wanted.uri().toString());
        assertEquals(new Checksum("md5", "0".repeat(32)), wanted.checksum());
        assertNull(FetchInput.parse("http://h/a b:c", null).checksum());
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
