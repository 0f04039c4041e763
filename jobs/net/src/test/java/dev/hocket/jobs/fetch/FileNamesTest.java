package dev.hocket.jobs.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.http.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    private static String given(String disposition) {
        Headers headers = Headers.none().with("Content-Disposition", disposition);
        return FileNames.of(headers, URI.create("http://h/url.bin"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/a/b.txt, b.txt",
        "http://h, index.html",
        "http://h/a/, index.html",
        "http://h/a/?q=1, index.html_q=1",
        "http://h/p.php?id=1&x=/a, p.php_id=1&x=_a",
        "http://h/a%20b%C3%A4.txt, a bä.txt",
        "http://h/%2e%2e%2fpasswd, _.._passwd",
        "http://h/..%5c..%5cx, _.._.._x",
        "http://h/%00%0a%1b, ___",
        "http://h/.bashrc, _.bashrc",
        "http://h/-rf, _-rf",
        "http://h/a.part, a.part_",
        "http://h/a.part.info, a.part.info_",
        "http://h/a%ff, a_",
        "http://h/%20, _"
    })
    void namesByTheUrlAreSafe(String url, String name) {
        assertEquals(name, FileNames.of(URI.create(url)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attachment; filename=\"a b.txt\"|a b.txt",
                "attachment; filename=plain.txt ; size=3|plain.txt",
                "attachment; size=3; FileName = x.txt|x.txt",
                "attachment; filename=old.txt; filename*=UTF-8''n%c3%a4w.txt|näw.txt",
                "attachment; filename*=UTF-8'de'a%20b|a b",
                "attachment; filename*=iso-8859-1''%e4|ä",
                "attachment; filename*=klingon''x; filename=y|y",
                "attachment; filename=\"a\\\"b;c.txt\"|a_b;c.txt",
                "attachment; filename=\"C:\\dir\\x.txt\"|x.txt",
                "attachment; filename=\"../../etc/passwd\"|passwd",
                "attachment; filename=\"..\"|url.bin",
                "attachment; filename=\"/\"|url.bin",
                "attachment; filename=\"\"|url.bin",
                "attachment; filename*=UTF-8''..%2f..%2fx|x",
                "attachment; filename*=UTF-8''%2e%2e|url.bin",
                "attachment; filename=\".ssh\"|_.ssh",
                "attachment; filename=\"unended|unended",
                "attachment; filename|url.bin",
                "attachment|url.bin",
                ";;;=;|url.bin"
            })
    void namesByTheServerAreSafe(String disposition, String name) {
        assertEquals(name, given(disposition));
    }

    @Test
    void bareUtf8IsRead() {
        byte[] utf8 = "attachment; filename=\"ä€.txt\"".getBytes(StandardCharsets.UTF_8);
        assertEquals("ä€.txt", given(new String(utf8, StandardCharsets.ISO_8859_1)));
    }

    @Test
    void textIsNotTurnedRound() {
        assertEquals("a_gpj.exe", given("attachment; filename*=UTF-8''a%E2%80%AEgpj.exe"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ä", "😀"})
    void longNamesAreShortened(String letter) {
        String name = FileNames.safe(letter.repeat(5_000) + ".tar.gz");
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes <= 200 && bytes > 195, name);
        assertTrue(name.endsWith(".gz"), name);
        assertFalse(name.contains("?"), name);
    }
}
