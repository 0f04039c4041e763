package dev.hocket.jobs.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Halt;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.joblog.JobLog;
import dev.hocket.site.Reply;
import dev.hocket.site.Site;
import dev.hocket.site.SiteContent;
import dev.hocket.site.SiteServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Crawls of small sites, some of them hostile. */
class CrawlTest {
    private static final UnaryOperator<CrawlSettings> PLAIN = UnaryOperator.identity();
    @TempDir private Path folder;

    /** A site of pages by their paths; others are not there. */
    private static SiteContent pages(Map<String, Reply> pages) {
        return request -> pages.getOrDefault(request.target(), Reply.error(404, "none"));
    }

    private static Reply links(String... hrefs) {
        StringBuilder page = new StringBuilder("<title> A &amp;\n page</title>");
        for (String href : hrefs) {
            page.append("<p><a class=x href=\"").append(href).append("\">x</a>");
        }
        return Reply.html(page.toString());
    }

    private static Map<String, Page> crawl(
            SiteContent content, String start, UnaryOperator<CrawlSettings> change, String engine)
            throws IOException {
        Map<String, Page> found = new TreeMap<>();
        Map<String, String> failed = new TreeMap<>();
        crawl(content, start, change, engine, found, failed);
        assertEquals(Map.of(), failed);
        return found;
    }

    private static void crawl(
            SiteContent content,
            String start,
            UnaryOperator<CrawlSettings> change,
            String engine,
            Map<String, Page> found,
            Map<String, String> failures)
            throws IOException {
        try (SiteServer server = Site.of(content).withPort(0).start();
                Client client = Client.open(ClientSettings.defaults().withRedirects(0));
                Engine on = Engine.named(engine)) {
            String root = server.uri().toString();
            CrawlSettings settings =
                    change.apply(CrawlSettings.of(List.of(root + start.substring(1))));
            Crawl crawl = Crawl.of(settings, client);
            try (Run<CrawlLink, Page> run = on.start(crawl.job(), crawl.inputs())) {
                for (Outcome<CrawlLink, Page> outcome : run) {
                    switch (outcome) {
                        case Done<CrawlLink, Page> done ->
                                found.put(
                                        done.output().url().substring(root.length() - 1),
                                        done.output());
                        case Failed<CrawlLink, Page> failed ->
                                failures.put(
                                        failed.input().url().substring(root.length() - 1),
                                        failed.cause().message());
                    }
                }
            }
        }
    }

    private static Map<String, Page> crawl(SiteContent content, UnaryOperator<CrawlSettings> change)
            throws IOException {
        return crawl(content, "/", change, "virtual:16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads:4", "virtual:16", "async:16", "sequential", "auto"})
    void everyPageIsLookedAtOnce(String engine) throws IOException {
        Map<String, AtomicInteger> asked = new HashMap<>();
        Map<String, Reply> site = new HashMap<>();
        site.put("/", links("a", "./b#x", "b#y", "/a", "HTTP://other.invalid/", "mailto:x@y"));
        site.put("/a", links("/", "c/", "gone"));
        site.put("/b", links("c/../a", "c/d?q=1&amp;r=2"));
        site.put("/c/", links("d?q=1&r=2", "../b"));
        site.put("/c/d?q=1&r=2", links());
        site.keySet().forEach(path -> asked.put(path, new AtomicInteger()));
        SiteContent content =
                request -> {
                    AtomicInteger count = asked.get(request.target());
                    if (count != null) {
                        count.incrementAndGet();
                    }
                    return pages(site).reply(request);
                };
        Map<String, Page> found = crawl(content, "/", PLAIN, engine);
        assertEquals(
                new TreeSet<>(List.of("/", "/a", "/b", "/c/", "/c/d?q=1&r=2", "/gone")),
                found.keySet());
        asked.forEach((path, count) -> assertEquals(1, count.get(), path));
        assertEquals(404, at(found, "/gone").status());
        assertEquals("A & page", at(found, "/").title());
        assertEquals("text/html", at(found, "/").type());
        assertEquals(1, at(found, "/a").depth());
        assertTrue(at(found, "/a").referrer().endsWith("/"));
    }

    @Test
    void depthScopeAndPatternsBoundIt() throws IOException {
        Map<String, Reply> site =
                Map.of(
                        "/d/", links("1", "/out", "skip"),
                        "/d/1", links("2"),
                        "/d/2", links("3"),
                        "/d/3", links(),
                        "/d/skip", links(),
                        "/out", links());
        Map<String, Page> two =
                crawl(
                        pages(site),
                        "/d/",
                        settings ->
                                settings.withDepth(2).withExclude(List.of(Pattern.compile("skip"))),
                        "virtual:4");
        assertEquals(new TreeSet<>(List.of("/d/", "/d/1", "/d/2")), two.keySet());
        Map<String, Page> host =
                crawl(
                        pages(site),
                        "/d/",
                        settings -> settings.withScope(CrawlScope.HOST),
                        "virtual:4");
        assertEquals(6, host.size());
    }

    @Test
    void redirectsAndLoopsEnd() throws IOException {
        SiteContent content =
                request ->
                        switch (request.path()) {
                            case "/" -> links("a", "endless/0");
                            case "/a" -> Reply.redirect(302, "/b");
                            case "/b" -> Reply.redirect(301, "/a");
                            default ->
                                    Reply.redirect(
                                            302,
                                            "/endless/"
                                                    + (1
                                                            + Integer.parseInt(
                                                                    request.path().substring(9))));
                        };
        Map<String, Page> found = new TreeMap<>();
        Map<String, String> failed = new TreeMap<>();
        crawl(content, "/", settings -> settings.withRobots(false), "virtual:16", found, failed);
        assertTrue(found.containsKey("/a"));
        assertEquals(22, found.size());
        assertEquals(Set.of("/b", "/endless/20"), failed.keySet());
        assertTrue(failed.toString().contains("the redirects form a loop"), failed::toString);
        assertTrue(failed.toString().contains("more than 20 redirects"), failed::toString);
    }

    @Test
    void robotsAreObeyed() throws IOException {
        SiteContent content =
                request -> {
                    String root = "http://" + request.field("host") + "/";
                    return switch (request.path()) {
                        case "/robots.txt" ->
                                Reply.of(
                                        200,
                                        "text/plain",
                                        bytes(
                                                "User-agent: *\nDisallow: /no\nSitemap: "
                                                        + root
                                                        + "map.xml\n"));
                        case "/map.xml" ->
                                Reply.of(
                                        200,
                                        "application/xml",
                                        bytes(
                                                "<urlset"
                                                    + " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>"
                                                        + root
                                                        + "hidden</loc></url></urlset>"));
                        case "/" -> links("no/x", "yes");
                        default -> links();
                    };
                };
        Map<String, Page> found = crawl(content, settings -> settings.withSitemaps(true));
        assertEquals(0, at(found, "/no/x").status());
        assertTrue(found.containsKey("/hidden"), () -> found.toString());
        Map<String, Page> all = crawl(content, settings -> settings.withRobots(false));
        assertEquals(200, at(all, "/no/x").status());
    }

    private static Page at(Map<String, Page> found, String path) {
        return Objects.requireNonNull(found.get(path), path);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void trapsAreLeft() throws IOException {
        SiteContent calendar =
                request -> {
                    int day = request.query().isEmpty() ? 0 : Integer.parseInt(request.query());
                    return links(
                            "?" + (day + 1),
                            "x" + request.path().substring(1) + "/",
                            request.path() + "a/",
                            "/" + "l".repeat(100_000));
                };
        Map<String, Page> found =
                crawl(calendar, settings -> settings.withRobots(false).withAlike(20).withDepth(30));
        assertTrue(found.size() < 5000, () -> "found " + found.size());
    }

    @Test
    void hugePagesAreCutAndOthersNotRead() throws IOException {
        String filler = "<p>" + "x".repeat(1 << 20);
        Map<String, Reply> site =
                Map.of(
                        "/", links("huge", "data.bin", "lie", "photo.jpg"),
                        "/huge", Reply.html("<a href=in>x</a>" + filler + "<a href=beyond>x</a>"),
                        "/in", links(),
                        "/data.bin", Reply.of(200, "application/zip", new byte[1 << 20]),
                        "/lie",
                                Reply.of(
                                        200, "text/html; charset=klingon", bytes("<a href='/in'>")),
                        "/photo.jpg", Reply.of(200, "image/jpeg", new byte[100]));
        Map<String, Page> found =
                crawl(
                        pages(site),
                        settings -> settings.withPageLimits(100_000, Duration.ofSeconds(60)));
        assertEquals(100_000, at(found, "/huge").bytes());
        assertTrue(at(found, "/huge").note().contains("cut"));
        assertTrue(found.containsKey("/in"));
        assertEquals(6, found.size());
        assertEquals(0, at(found, "/data.bin").bytes());
    }

    @Test
    void charsetsAreFound() throws IOException {
        String page = "<meta charset=\"%s\"><title>Größe</title><a href=\"ü\">x</a>";
        Map<String, Reply> site =
                Map.of(
                        "/", links("l", "u16", "none", "said"),
                        "/l",
                                Reply.of(
                                        200,
                                        "text/html",
                                        page.formatted("iso-8859-1")
                                                .getBytes(StandardCharsets.ISO_8859_1)),
                        "/u16",
                                Reply.of(
                                        200,
                                        "text/html",
                                        ("\ufeff" + page.formatted("x"))
                                                .getBytes(StandardCharsets.UTF_16LE)),
                        "/none", Reply.of(200, "text/html", bytes("<title>Größe</title>")),
                        "/said",
                                Reply.of(
                                        200,
                                        "text/html; charset=\"utf-8\"",
                                        bytes(page.formatted("latin1"))),
                        "/%C3%BC", links());
        Map<String, Page> found = crawl(pages(site), PLAIN);
        for (String path : List.of("/l", "/u16", "/none", "/said")) {
            assertEquals("Größe", at(found, path).title(), path);
        }
        assertEquals(200, at(found, "/%C3%BC").status());
        assertEquals(6, found.size());
    }

    @Test
    void pagesAreSelectedFromAndCanonicalUrlsFollowed() throws IOException {
        Map<String, Reply> site =
                Map.of(
                        "/", Reply.html("<link rel=canonical href=/real><h1>One</h1><h1>Two</h1>"),
                        "/real",
                                Reply.html(
                                        "<meta name=robots content='noindex, nofollow'><a"
                                                + " href=x>"));
        Map<String, Page> found = crawl(pages(site), settings -> settings.withSelect("h1"));
        assertEquals(List.of("One", "Two"), at(found, "/").selected());
        assertTrue(at(found, "/").canonical().endsWith("/real"));
        assertEquals(2, found.size());
        assertThrows(
                IllegalArgumentException.class,
                () -> crawl(pages(site), settings -> settings.withSelect("h1[")));
    }

    @Test
    void unchangedPagesComeFromTheCache() throws IOException {
        Map<String, Reply> site =
                Map.of(
                        "/",
                        links("a").validators("\"1\"", 0),
                        "/a",
                        links().validators("\"2\"", -1));
        UnaryOperator<CrawlSettings> cached =
                settings -> settings.withCache(folder.resolve("cache"));
        Map<String, Page> second = crawlTwice(site, cached);
        assertEquals(2, second.size());
        second.values().forEach(page -> assertEquals("not changed", page.note()));
        second.values().forEach(page -> assertEquals("A & page", page.title()));
    }

    private static Map<String, Page> crawlTwice(
            Map<String, Reply> site, UnaryOperator<CrawlSettings> change) throws IOException {
        Map<String, Page> last = new TreeMap<>();
        try (SiteServer server = Site.of(pages(site)).withPort(0).start();
                Client client = Client.open(ClientSettings.defaults().withRedirects(0));
                Engine engine = Engine.named("virtual:4")) {
            for (int i = 0; i < 2; i++) {
                Crawl crawl =
                        Crawl.of(
                                change.apply(CrawlSettings.of(List.of(server.uri().toString()))),
                                client);
                last.clear();
                try (Run<CrawlLink, Page> run = engine.start(crawl.job(), crawl.inputs())) {
                    for (Outcome<CrawlLink, Page> outcome : run) {
                        if (outcome instanceof Done<CrawlLink, Page> done) {
                            last.put(done.output().url(), done.output());
                        }
                    }
                }
            }
        }
        return last;
    }

    @Test
    void aCrawlGoesOnWhereItWasCancelled() throws Exception {
        SiteContent tree =
                request -> {
                    String path = request.path();
                    return path.length() > 7 ? links() : links(path + "a", path + "b");
                };
        Path file = folder.resolve("log");
        TreeSet<String> found = new TreeSet<>();
        int rounds = 0;
        try (SiteServer server = Site.of(tree).withPort(0).start();
                Client client = Client.open(ClientSettings.defaults().withRedirects(0))) {
            CrawlSettings settings =
                    CrawlSettings.of(List.of(server.uri().toString())).withRobots(false);
            for (boolean more = true; more; rounds++) {
                Crawl crawl = Crawl.of(settings, client).resuming(file);
                more = part(crawl, file, found);
            }
        }
        assertEquals(255, found.size());
        assertTrue(rounds > 1, "it was never cancelled");
    }

    /** Takes some outcomes, and cancels. */
    private static boolean part(Crawl crawl, Path file, Set<String> found) throws Exception {
        int count = 0;
        try (JobLog<CrawlLink, Page> log = JobLog.resume(file, "crawl", "test", JobLog.Resume.ALL);
                Engine engine = Engine.named("virtual:4");
                Run<CrawlLink, Page> run =
                        engine.start(
                                crawl.job(),
                                crawl.inputs(),
                                RunOptions.<CrawlLink, Page>defaults().withJournal(log))) {
            try {
                for (Outcome<CrawlLink, Page> outcome : run) {
                    if (outcome instanceof Done<CrawlLink, Page> done) {
                        assertTrue(found.add(done.input().url()), done.input() + " comes again");
                        assertEquals(
                                done.input().url().split("/", 4)[3].length(),
                                done.output().depth());
                        if (++count == 100) {
                            run.cancel(Halt.Mode.SOON);
                        }
                    }
                }
            } catch (CancellationException _) {
                // as it was cancelled
            }
            return run.report().cancelled() > 0 || count >= 100;
        }
    }

    @Test
    void itsClientMustLeaveRedirectsToIt() throws IOException {
        try (Client client = Client.open(ClientSettings.defaults())) {
            CrawlSettings settings = CrawlSettings.of(List.of("http://x.invalid/"));
            assertThrows(IllegalArgumentException.class, () -> Crawl.of(settings, client));
        }
        assertThrows(IllegalArgumentException.class, () -> CrawlSettings.of(List.of()));
        assertTrue(Files.isDirectory(folder));
    }
}
