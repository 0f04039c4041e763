package dev.hocket.jobs.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.testkit.web.OddAnswer;
import dev.hocket.testkit.web.ScriptedServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sites as they are: redirects, compression, XML, sitemaps of every kind, charsets, passwords. */
@Timeout(60)
class WebAsItIsTest {
    private static final String TYPE = "Content-Type: text/html\n";

    @TempDir private Path folder;
    private final Map<String, Page> pages = new TreeMap<>();
    private final Map<String, String> failed = new TreeMap<>();
    private final Set<BrokenLink> broken = new java.util.LinkedHashSet<>();

    private void crawl(String start, UnaryOperator<CrawlSettings> change) throws IOException {
        CrawlSettings settings = change.apply(CrawlSettings.of(List.of(start)).withReferrers(true));
        try (Client client = Client.open(ClientSettings.defaults().withRedirects(0));
                Engine on = Engine.named("threads:4");
                Crawl crawl = Crawl.of(settings, client);
                Run<CrawlLink, Page> run = on.start(crawl.job(), crawl.inputs())) {
            for (Outcome<CrawlLink, Page> outcome : run) {
                CrawlLink link = outcome.input();
                switch (outcome) {
                    case Done<CrawlLink, Page>(_, Page page, _) -> {
                        pages.put(link.url(), page);
                        broken.addAll(crawl.broken(link, page));
                    }
                    case Failed<CrawlLink, Page> end -> {
                        failed.put(link.url(), end.cause().message());
                        broken.addAll(crawl.broken(link, "failed"));
                    }
                }
            }
        }
    }

    private static ScriptedServer serve(Map<String, String> bodies) throws IOException {
        return ScriptedServer.start((asked, wire) -> {
            String body = bodies.get(asked.target());
            if (body == null) {
                wire.answer(404, "", "");
            } else if (body.startsWith("->")) {
                wire.answer(302, "Location: " + body.substring(2) + "\n", "");
            } else {
                wire.answer(200, TYPE, body);
            }
        });
    }

    private Page page(String url) {
        return Objects.requireNonNull(pages.get(url), () -> url + " is not in " + pages.keySet());
    }

    /** To https or to www., that is: to another scheme, host or port. */
    @Test
    void aStartThatRedirectsToAnotherHostIsFollowedThere() throws IOException {
        try (ScriptedServer there =
                        serve(Map.of("/in/", "<a href=a>x</a><a href=/out>x</a>", "/in/a", ""));
                ScriptedServer here =
                        serve(Map.of("/", "->/hop", "/hop", "->" + there.text("/in/")))) {
            crawl(here.text("/"), settings -> settings);
            assertEquals(200, page(there.text("/in/a")).status());
            assertFalse(pages.containsKey(there.text("/out")));
            assertEquals(Map.of(), failed);
        }
    }

    @Test
    void brokenLinksNameAllTheirReferrers() throws IOException {
        try (ScriptedServer server =
                serve(
                        Map.of(
                                "/", "<a href=/a>x</a><a href=/b>x</a><a href=/gone>x</a>",
                                "/a", "<a href=/gone>x</a><a href=/old>x</a>",
                                "/b", "<a href=/gone>x</a><a href=/>x</a>",
                                "/old", "->/gone2"))) {
            crawl(server.text("/"), settings -> settings);
            Set<String> gone = new TreeSet<>();
            Set<String> old = new TreeSet<>();
            for (BrokenLink each : broken) {
                if (each.url().equals(server.text("/gone"))) {
                    gone.add(each.referrer());
                } else if (each.url().equals(server.text("/old"))) {
                    old.add(each.referrer());
                }
            }
            assertEquals(
                    new TreeSet<>(List.of(server.text("/"), server.text("/a"), server.text("/b"))),
                    gone);
            assertEquals(Set.of(server.text("/a")), old);
        }
    }

    @Test
    void redirectsThatGoRoundFail() throws IOException {
        try (ScriptedServer server =
                serve(
                        Map.of(
                                "/", "<a href=/a>x</a><a href=/b>x</a><a href=/self>x</a>",
                                "/a", "->/b",
                                "/b", "->/c",
                                "/c", "->/a",
                                "/self", "->/self"))) {
            crawl(server.text("/"), settings -> settings);
            assertEquals(2, failed.size(), failed::toString);
            assertTrue(failed.values().stream().allMatch(why -> why.contains("form a loop")));
        }
    }

    /** Compressed though nobody asked; and the archive has what the page says. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aPageIsDecodedByWhatCame(boolean archived) throws IOException {
        byte[] packed = OddAnswer.gzip("<a href=/next>x</a>".getBytes(StandardCharsets.UTF_8));
        Path archive = folder.resolve("a.warc");
        try (ScriptedServer server =
                ScriptedServer.start((asked, wire) -> {
                    if (asked.target().equals("/")) {
                        wire.answer(200, TYPE + "Content-Encoding: gzip\n", packed);
                    } else {
                        wire.answer(200, TYPE, "");
                    }
                })) {
            crawl(
                    server.text("/"),
                    settings ->
                            archived
                                    ? settings.withRobots(false).withWarc(archive)
                                    : settings.withRobots(false));
            assertEquals(200, page(server.text("/next")).status());
        }
        if (archived) {
            String text = Files.readString(archive, StandardCharsets.ISO_8859_1);
            assertTrue(text.contains("<a href=/next>x</a>"), text);
            assertFalse(text.contains("Content-Encoding"), text);
        }
    }

    @Test
    void xhtmlIsReadByTheRulesOfXml() throws IOException {
        String page =
                "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head>"
                        + "<title/><script src='a.js'/><style/><title>T</title></head><body>"
                        + "<![CDATA[ <a href='/no'> ]]><a href='/yes'>x</a></body></html>";
        try (ScriptedServer server =
                ScriptedServer.start((asked, wire) -> {
                    boolean first = asked.target().equals("/");
                    wire.answer(
                            asked.target().equals("/robots.txt") ? 404 : 200,
                            "Content-Type: application/xhtml+xml\n",
                            first ? page : "<html/>");
                })) {
            crawl(server.text("/"), settings -> settings.withSelect("a"));
            assertEquals("T", page(server.text("/")).title());
            assertEquals(List.of("x"), page(server.text("/")).selected());
            assertEquals(Set.of(server.text("/"), server.text("/yes")), pages.keySet());
        }
    }

    @Test
    void sitemapsOfEveryKindAreRead() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.start((asked, wire) -> {
                    String root = "http://" + asked.headers().get("host");
                    switch (asked.target()) {
                        case "/robots.txt" ->
                                wire.answer(
                                        200,
                                        "",
                                        "Sitemap: %1$s/sitemap.xml.gz\nSitemap: %1$s/list.txt\nSitemap: %1$s/rss\nSitemap: %1$s/atom.pdf\nSitemap: %1$s/index.gz\n"
                                                .formatted(root));
                        case "/sitemap.xml.gz" ->
                                wire.answer(
                                        200,
                                        "Content-Type: application/octet-stream\n",
                                        OddAnswer.gzip(urls(root + "/by-gzip")));
                        case "/index.gz" ->
                                wire.answer(
                                        200,
                                        "Content-Type: application/gzip\n",
                                        OddAnswer.gzip(
                                                text(
                                                        "<sitemapindex"
                                                            + " xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>"
                                                                + root
                                                                + "/child.gz</loc></sitemap></sitemapindex>")));
                        case "/child.gz" ->
                                wire.answer(
                                        200,
                                        "Content-Type: application/x-gzip\n",
                                        OddAnswer.gzip(urls(root + "/by-index")));
                        case "/list.txt" ->
                                wire.answer(
                                        200,
                                        "Content-Type: text/plain\n",
                                        "\ufeff" + root + "/by-list\r\n\r\n");
                        case "/rss" ->
                                wire.answer(
                                        200,
                                        "Content-Type: application/rss+xml\n",
                                        "<?xml version='1.0'?><rss"
                                                + " version='2.0'><channel><title>t</title><link>"
                                                + root
                                                + "/</link><item><link>"
                                                + root
                                                + "/by-rss</link></item></channel></rss>");
                        case "/atom.pdf" ->
                                wire.answer(
                                        200,
                                        "Content-Type: application/atom+xml\n",
                                        "<?xml version='1.0'?><feed"
                                            + " xmlns='http://www.w3.org/2005/Atom'><entry><link"
                                            + " href='"
                                                + root
                                                + "/by-atom'/></entry></feed>");
                        default -> wire.answer(200, TYPE, "");
                    }
                })) {
            crawl(server.text("/"), settings -> settings.withSitemaps(true));
            for (String by : List.of("gzip", "index", "list", "rss", "atom")) {
                assertEquals(200, page(server.text("/by-" + by)).status(), by);
            }
            assertTrue(server.asked().stream().noneMatch(r -> r.method().equals("HEAD")));
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] urls(String url) {
        return text(
                "<?xml version='1.0'?><urlset"
                        + " xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>"
                        + url
                        + "</loc></url></urlset>");
    }

    @Test
    void aPasswordGoesToItsHostAndNowhereElse() throws IOException {
        try (ScriptedServer other = serve(Map.of("/", ""));
                ScriptedServer server =
                        serve(
                                Map.of(
                                        "/",
                                        "<a href=/a>x</a><a href='" + other.text("/") + "'>x</a>",
                                        "/a",
                                        ""))) {
            crawl(
                    server.text("/").replace("//", "//me:s3cret@"),
                    settings -> settings.withScope(CrawlScope.DOMAIN));
            assertEquals(200, page(server.text("/a")).status());
            assertFalse(pages.toString().contains("s3cret"));
            server.asked()
                    .forEach(r ->
                            assertEquals("Basic bWU6czNjcmV0", r.headers().get("authorization")));
            assertFalse(other.asked().isEmpty());
            other.asked().forEach(r -> assertNull(r.headers().get("authorization")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "latin1, windows-1252",
        "ASCII, windows-1252",
        "iso-8859-9, windows-1254",
        "gb2312, GB18030",
        "GBK, GB18030",
        "shift_jis, windows-31j",
        "x-sjis, windows-31j",
        "euc-kr, x-windows-949",
        "ks_c_5601-1987, x-windows-949",
        "tis-620, x-windows-874",
        "utf8, UTF-8",
        "unicode-1-1-utf-8, UTF-8",
        "big5, Big5-HKSCS",
        "macintosh, x-MacRoman"
    })
    void labelsOfCharsetsMeanWhatBrowsersMean(String label, String name) {
        assertEquals(Charset.forName(name), WebEncodings.of(label));
    }

    @Test
    void otherLabelsAreUnknown() {
        for (String label : List.of("utf-7", "ebcdic-cp-us", "IBM037", "klingon", "")) {
            assertNull(WebEncodings.of(label), label);
        }
    }
}
