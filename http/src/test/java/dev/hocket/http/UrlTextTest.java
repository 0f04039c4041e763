package dev.hocket.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "http://Example.ORG http://example.org/",
                "HTTP://example.org:80/A http://example.org:80/A",
                "example.org/a http://example.org/a",
                "localhost:8080/a http://localhost:8080/a",
                "//example.org/a http://example.org/a",
                "https://example.org?q=1 https://example.org/?q=1",
                "`http://example.org/a b` http://example.org/a%20b",
                "http://example.org/ä?ö={x|y} http://example.org/%C3%A4?%C3%B6=%7Bx%7Cy%7D",
                "http://example.org/100% http://example.org/100%25",
                "http://example.org/%41%zz http://example.org/%41%25zz",
                "http://example.org/../../a/./b/../c?x=/../y http://example.org/a/c?x=/../y",
                "http://bücher.example/ http://xn--bcher-kva.example/",
                "http://[::1]:80/x[1] http://[::1]:80/x%5B1%5D",
                "http://me:pw@example.org/ http://me:pw@example.org/"
            })
    void readsWhatPeopleWrite(String text, String expected) {
        assertEquals(expected, UrlText.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://",
                "http:///a",
                "mailto:me@example.org",
                "file:///etc/passwd",
                "ftp://example.org/",
                "javascript:alert(1)",
                "http://[::x/",
                "http://a b/",
                "http://example.org:99999/",
                "http://example.org:x/"
            })
    void refusesTheRest(String text) {
        assertThrows(IllegalArgumentException.class, () -> UrlText.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "b http://h/d/b",
                "./b/../c?x http://h/d/c?x",
                "../../../b http://h/b",
                "/b#part http://h/b",
                "`` http://h/d/a?q=1",
                "#part http://h/d/a?q=1",
                "?r=2 http://h/d/a?r=2",
                "//other/b http://other/b",
                "https://other https://other/",
                "http:b http://h/d/b",
                "b:c/d http://h/d/b:c/d",
                "`  b\tc ` http://h/d/bc",
                "d\\e http://h/d/d/e"
            })
    void resolvesLinks(String link, String expected) {
        if (link.startsWith("b:c")) { // a scheme of its own, as browsers see it
            assertThrows(IllegalArgumentException.class, () -> resolve(link));
            return;
        }
        assertEquals(expected, resolve(link).toString());
    }

    private static URI resolve(String link) {
        return UrlText.resolve(URI.create("http://h/d/a?q=1"), link);
    }

    @Test
    void resolvesAgainstABareHost() {
        assertEquals("http://h/a", UrlText.resolve(URI.create("http://h"), "a").toString());
    }

    @Test
    void aByteThatIsNotTextIsSentAsItIs() {
        assertEquals("http://a/n%FF", UrlText.parse("http://a/n\udcff").toString());
        assertEquals("http://a/n%EF%BF%BD", UrlText.parse("http://a/n\ud800").toString());
        assertEquals("http://a/%F0%9F%98%80", UrlText.parse("http://a/\ud83d\ude00").toString());
    }

    @Test
    void aLongLinkIsNamedInPart() {
        String link = "mailto:" + "x".repeat(100_000);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> resolve(link));
        assertTrue(refused.toString().length() < 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "http://me:secret@h/a http://h/a",
                "http://me@h http://h",
                "http://me:p@ss@h:1/ http://h:1/",
                "me:secret@h/a h/a",
                "//me:secret@h/a //h/a",
                "http://h/a@b http://h/a@b",
                "http://h?q=a@b http://h?q=a@b",
                "h/a//b@c h/a//b@c",
                "http://h/ http://h/"
            })
    void aNameAndPasswordAreLeftOut(String text, String shown) {
        assertEquals(shown, UrlText.withoutUser(text));
    }
}
