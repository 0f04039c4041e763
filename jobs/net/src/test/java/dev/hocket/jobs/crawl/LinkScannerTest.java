package dev.hocket.jobs.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The scanner finds what jsoup finds, which makes a tree of the page. */
class LinkScannerTest {
    private static final String URL = "http://h/a/b/page.html";
    private static final Path REAL = Path.of("/usr/share/doc");
    private static final int PAGES = Integer.getInteger("hocket.pages", 300);

    private static PageReader.PageContents found(byte[] page) {
        return new PageReader(null)
                .html(URL, new PageBody(page, page.length, ""), "text/html; charset=utf-8");
    }

    private static Set<String> byJsoup(Document document) {
        TreeSet<String> links = new TreeSet<>();
        String self = document.location();
        Element base = document.selectFirst("base[href]");
        String from =
                base == null ? null : new LinkResolver(URI.create(self)).of(base.attr("href"));
        LinkResolver urls = new LinkResolver(URI.create(from == null ? self : from));
        for (Element each : document.select("a[href], area[href], frame[src], iframe[src]")) {
            String href = each.hasAttr("href") ? each.attr("href") : each.attr("src");
            String url = href.isEmpty() || href.startsWith("#") ? null : urls.of(href);
            if (url != null) {
                links.add(url);
            }
        }
        return links;
    }

    private static void assertSame(String name, byte[] page) {
        Document document = Jsoup.parse(new String(page, StandardCharsets.UTF_8), URL);
        PageReader.PageContents found = found(page);
        assertEquals(
                String.join("\n", byJsoup(document)),
                String.join("\n", new TreeSet<>(found.links())),
                name);
        assertEquals(document.title(), found.title(), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=x>1</a><A\nHREF = 'y'>2</A><a class=\"p>q\" href=\"z?a=1&amp;b=2#f\">",
                "<!-- <a href=no> --><a href=yes><!--><a href=also><!-- x --!><a href=too>",
                "<script>'<a href=no>'</script><style><a href=no></style><a href=yes>",
                "<title>t <a href=no>\n&lt;</title><textarea><a href=no></textarea><a href=yes>",
                "<base href=/other/><a href=x><base href=/ignored/>",
                "<a href=../../../../up><a href=./././here/.><a href=/><a href=//h2/x><a href=?q>",
                "<a href='  sp ace '><a href=\"javascript:x\"><a href=\"mailto:y\"><a href=''>",
                "<a href=&#x2F;ent&#46;html><a href='&eacute;'><a href='x?a=1&copy=2&lt=3'>",
                "<a/href=x/><a x=y/href=z><a href=one href=two><a =href=no href=yes>",
                "<area href=area><iframe src=frame><a href=no></iframe><noscript><a href=yes>",
                "<a href=x%7Ey><a href=X%2fy><a href='a b#c'><a href=HTTP://H:80/%41>",
                "<a href=cut",
                "<a href='never closed>text<a href=x>",
                "<! a><a href=1><?php <a href=2>?><a href=3></ x><a href=4></a href=5>"
            })
    void itReadsMarkupAsBrowsersDo(String page) {
        assertSame(page, page.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void itAgreesOnRealPages() throws IOException {
        assumeTrue(Files.isDirectory(REAL), "no manuals in " + REAL);
        List<Path> pages;
        try (Stream<Path> files =
                Files.find(
                        REAL,
                        12,
                        (file, facts) ->
                                facts.isRegularFile()
                                        && facts.size() < 1_000_000
                                        && file.toString().endsWith(".html"))) {
            pages = files.sorted().toList();
        }
        assumeTrue(!pages.isEmpty(), "no pages of HTML in " + REAL);
        int step = Math.max(1, pages.size() / PAGES);
        for (int i = 0; i < pages.size(); i += step) {
            assertSame(pages.get(i).toString(), Files.readAllBytes(pages.get(i)));
        }
    }

    @Test
    void bytesAtRandomDoNoHarm() {
        long seed = Long.getLong("hocket.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        byte[] alphabet = "<<<>>/=='\"!-- ahreftilscp&#;:.\n".getBytes(StandardCharsets.UTF_8);
        int links = 0;
        for (int i = 0; i < Integer.getInteger("hocket.fuzz", 20_000); i++) {
            byte[] page = new byte[random.nextInt(200)];
            for (int k = 0; k < page.length; k++) {
                page[k] = alphabet[random.nextInt(alphabet.length)];
            }
            try {
                links += found(page).links().size();
            } catch (RuntimeException broken) {
                throw new AssertionError("-Dhocket.seed=" + seed, broken);
            }
        }
        assertTrue(links >= 0);
    }
}
