package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.site.Reply;
import dev.hocket.site.Site;
import dev.hocket.site.SiteRequest;
import dev.hocket.site.SiteServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hocket crawl} as a user runs it, on a site on loopback. */
@Timeout(120)
class CrawlCommandTest {
    private static final int PAGES = 200;
    private static final Pattern KEY = Pattern.compile("\"key\":\"([^\"]*)\"");

    @TempDir private Path folder;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    /**
     * Pages from 0 to 199, each with links to three others and one to nowhere; robots.txt, a
     * sitemap with a page that no other leads to, and a page that calls itself by another name.
     */
    private Reply answer(SiteRequest request) {
        int count = asked.merge(request.path(), 1, Integer::sum);
        String path = request.path();
        if (path.equals("/robots.txt")) {
            String map = "http://" + request.field("Host") + "/map.xml";
            return text("text/plain", "User-agent: *\nDisallow: /m/secret\nSitemap: " + map + "\n");
        }
        if (path.equals("/map.xml")) {
            String map =
                    "<?xml version=\"1.0\"?><urlset"
                            + " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>"
                            + ("http://" + request.field("Host"))
                            + "/m/alone</loc></url></urlset>";
            return text("application/xml", map);
        }
        if (path.equals("/m/busy") && count == 1) {
            return Reply.error(503, "busy").field("Retry-After", "0");
        }
        if (path.equals("/m/alone") || path.equals("/m/busy")) {
            return Reply.html("<title>Alone</title><link rel=canonical href=/m/7>");
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.matches("\\d{1,3}") && Integer.parseInt(name) < PAGES
                ? page(Integer.parseInt(name)).validators("\"" + name + "\"", 0)
                : Reply.error(404, "there is no page " + name);
    }

    private static Reply text(String type, String text) {
        return Reply.of(200, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply page(int number) {
        StringBuilder page = new StringBuilder("<title>Page, " + number + "</title><h1>No ");
        page.append(number).append("</h1>");
        for (int next : List.of(number + 1, number * 2, number * 3)) {
            page.append("<a href='../m/").append(next % PAGES).append("#top'>next</a>");
        }
        return Reply.html(page.append("<a href=gone><a href=/m/secret><a href=/else>").toString());
    }

    private Site site() {
        return Site.of(this::answer).withPort(0);
    }

    private LaunchedHocket.Ended hocket(String... words) throws Exception {
        return LaunchedHocket.run(folder, "", words);
    }

    private static Set<String> allOf(String base) {
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < PAGES; i++) {
            all.add(base + "m/" + i);
        }
        return all;
    }

    private static Set<String> found(List<String> lines, String status) {
        Set<String> urls = new TreeSet<>();
        for (String line : lines) {
            if (line.startsWith(status + "\t")) {
                assertTrue(urls.add(line.split("\t", -1)[2]), "twice: " + line);
            }
        }
        return urls;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "threads:8",
                "virtual:8",
                "async:8",
                "auto",
                "sequential",
                "forkjoin:4",
                "processes:2"
            })
    void givesTheSameOnEachEngine(String engine) throws Exception {
        try (SiteServer server = site().start()) {
            String base = server.uri().toString();
            LaunchedHocket.Ended ended = hocket("crawl", "-e", engine, base + "m/0");
            assertEquals(0, ended.status(), ended.err());
            assertEquals(allOf(base), found(ended.lines(), "200"));
            assertEquals(new TreeSet<>(List.of(base + "m/gone")), found(ended.lines(), "404"));
            assertEquals(new TreeSet<>(List.of(base + "m/secret")), found(ended.lines(), "0"));
            assertEquals(PAGES + 2, ended.lines().size());
            assertFalse(asked.containsKey("/else"), "beyond the folder of the start");
            assertFalse(asked.containsKey("/m/secret"), "robots.txt forbids it");
            assertTrue(asked.values().stream().allMatch(times -> times <= 2), asked.toString());
        }
    }

    @Test
    void goesOnAfterAKill() throws Exception {
        try (SiteServer server = site().withLatency(Duration.ofMillis(20)).start()) {
            String base = server.uri().toString();
            String[] words = {
                "crawl", "-e", "threads:4", "--joblog", "log", "--resume", base + "m/0"
            };
            long before;
            try (LaunchedHocket child = LaunchedHocket.start(folder, words)) {
                Path log = folder.resolve("log");
                while (!Files.exists(log) || Files.size(log) < 5_000) {
                    assertTrue(child.isAlive(), "it ended before it was killed");
                    Thread.onSpinWait();
                }
                child.signal("KILL");
                assertEquals(137, child.end().status());
                before = server.requests();
            }
            assertTrue(before < PAGES, before + " requests before it was killed");
            LaunchedHocket.Ended ended = hocket(words);
            assertEquals(0, ended.status(), ended.err());
            TreeSet<String> logged = new TreeSet<>();
            for (String line : Files.readAllLines(folder.resolve("log"))) {
                Matcher key = KEY.matcher(line);
                assertTrue(!key.find() || logged.add(key.group(1)), "twice: " + line);
            }
            Set<String> all = allOf(base);
            all.addAll(List.of(base + "m/gone", base + "m/secret"));
            assertEquals(all, logged);
            assertTrue(ended.lines().size() < all.size(), "what was printed is printed again");
            long again = asked.values().stream().filter(times -> times > 1).count();
            assertTrue(again <= 8, again + " pages were asked for twice: " + asked);
        }
    }

    @Test
    void writesTablesAndReports() throws Exception {
        try (SiteServer server = site().start()) {
            String base = server.uri().toString();
            LaunchedHocket.Ended ended =
                    hocket(
                            "crawl",
                            "--csv",
                            "--broken",
                            "broken.tsv",
                            "--sqlite",
                            "pages.db",
                            "--warc",
                            "site.warc.gz",
                            "--select",
                            "h1",
                            base + "m/0");
            assertEquals(0, ended.status(), ended.err());
            assertEquals(
                    "url,status,type,bytes,title,depth,referrer,seconds,links,canonical,note,"
                            + "selected",
                    ended.lines().getFirst());
            String row = line(ended.lines(), base + "m/5,");
            assertTrue(row.startsWith(base + "m/5,200,text/html,"), row);
            assertTrue(row.contains(",\"Page, 5\","), row);
            assertTrue(row.endsWith(",No 5"), row);
            String broken = Files.readString(folder.resolve("broken.tsv"));
            assertTrue(broken.startsWith(base + "m/gone\t404\t" + base + "m/"), broken);
            assertTrue( // one line for each page that has the link, up to 100
                    broken.lines().allMatch(each -> each.startsWith(base + "m/gone\t404\t")),
                    broken);
            assertEquals(100, broken.lines().count());
            byte[] archive = Files.readAllBytes(folder.resolve("site.warc.gz"));
            assertEquals(0x1f, archive[0]);
        }
        String all = "SELECT count(*), sum(status = 200), min(title) FROM page";
        try (Connection database =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("pages.db"));
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(all)) {
            assertTrue(rows.next());
            assertEquals(PAGES + 2, rows.getInt(1));
            assertEquals(PAGES, rows.getInt(2));
        }
    }

    private static String line(List<String> lines, String start) {
        List<String> matching = new ArrayList<>(lines);
        matching.removeIf(line -> !line.startsWith(start));
        assertEquals(1, matching.size(), start + " in " + lines);
        return matching.getFirst();
    }

    @Test
    void reportsBrokenLinksAlsoWhereItPrintsJson() throws Exception {
        try (SiteServer server = site().start()) {
            String start = server.uri() + "m/0";
            LaunchedHocket.Ended ended = hocket("crawl", "--json", "--broken", "broken.tsv", start);
            assertEquals(PAGES + 2, ended.lines().size());
            assertTrue(Files.readString(folder.resolve("broken.tsv")).contains("m/gone\t404"));
        }
    }

    @Test
    void sitemapsCanonicalUrlsAndRobotsAreHeeded() throws Exception {
        try (SiteServer server = site().start()) {
            String start = server.uri() + "m/0";
            LaunchedHocket.Ended ended =
                    hocket("crawl", "--sitemaps", "--json", "--include", "alone|/7$", start);
            assertTrue(ended.out().contains("/m/alone"), ended.out());
            assertTrue(ended.out().contains("\"" + server.uri() + "m/7\""));
            LaunchedHocket.Ended all = hocket("crawl", "--ignore-robots", "--depth", "1", start);
            assertTrue(found(all.lines(), "404").contains(server.uri() + "m/secret"), all.out());
            assertFalse(all.out().contains("/m/3\n"), "two links away");
        }
    }

    @Test
    void theCacheSavesWhatHasNotChanged() throws Exception {
        try (SiteServer server = site().start()) {
            String[] words = {"crawl", "--csv", "--cache", "kept", server.uri() + "m/0"};
            LaunchedHocket.Ended first = hocket(words);
            assertFalse(first.out().contains("not changed"), first.out());
            LaunchedHocket.Ended second = hocket(words);
            assertEquals(first.lines().size(), second.lines().size());
            assertEquals(
                    PAGES, second.lines().stream().filter(l -> l.contains("not changed")).count());
        }
    }

    @Test
    void busyPagesAreAskedAgainAndFailOtherwise() throws Exception {
        try (SiteServer server = site().start()) {
            String busy = server.uri() + "m/busy";
            LaunchedHocket.Ended once = hocket("crawl", "--broken", "broken", "--depth", "0", busy);
            assertEquals(1, once.status());
            assertTrue(once.err().contains("/m/busy: the server is busy, status 503"), once.err());
            assertTrue(Files.readString(folder.resolve("broken")).contains("/m/busy\t"));
            asked.clear();
            LaunchedHocket.Ended twice = hocket("crawl", "--retries", "2", "--depth", "0", busy);
            assertEquals(0, twice.status(), twice.err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    crawl                                    | a crawl needs a URL to start from
                    crawl ftp://h/                           | 'ftp://h/' is not a URL to fetch
                    crawl mailto:me                          | 'mailto:me' is not a URL to fetch
                    crawl --scope all http://h/              | --scope 'all': expected path, host or domain
                    crawl --depth -1 http://h/               | --depth '-1': expected
                    crawl --include ( http://h/              | --include '(': expected a regular expression
                    crawl --select [ http://h/               | '[' is not a CSS selector
                    crawl --concurrent-per-host 0 http://h/  | --concurrent-per-host '0': expected
                    crawl --max-bytes many http://h/         | --max-bytes 'many': expected
                    crawl --delay soon http://h/             | --delay 'soon': expected
                    crawl --sqlite . http://h/               | --sqlite '.':
                    crawl --sqlite text http://h/            | --sqlite 'text': file is not a database
                    crawl --broken no/such http://h/         | there is no file 'no/such'
                    crawl --warc no/such http://h/           | there is no file 'no/such'
                    """)
    void badWordsAreSaid(String words, String message) throws Exception {
        Files.writeString(folder.resolve("text"), "This is no database. ".repeat(100));
        LaunchedHocket.Ended ended = hocket(words.split(" ", -1));
        assertEquals(255, ended.status(), ended.err());
        assertEquals("", ended.out());
        assertTrue(ended.err().contains(message), ended.err());
        assertFalse(ended.err().contains("\tat "), ended.err());
    }

    @Test
    void aHostThatIsNotThereFails() throws IOException, Exception {
        int port;
        try (SiteServer server = site().start()) {
            port = server.port();
        }
        LaunchedHocket.Ended ended =
                hocket("crawl", "--ignore-robots", "http://127.0.0.1:" + port + "/");
        assertEquals(1, ended.status());
        assertTrue(ended.err().contains("0 done, 1 failed"), ended.err());
    }
}
