package dev.hocket.bench;

import dev.hocket.site.Site;
import dev.hocket.site.SiteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A manual of some ten thousand pages, 32 at a time, from a server that answers at once and from
 * one that takes 20 ms.
 */
final class CrawlSide {
    private static final int AT_A_TIME = 32;
    private static final List<Path> MANUALS =
            List.of(
                    Path.of("/usr/share/doc/openjdk-21-jre-headless/api"),
                    Path.of("/usr/share/doc/openjdk-17-jre-headless/api"));
    private static final double SCRAPY_LIMIT = 8;
    private static final String SPIDER =
            """
            import scrapy
            from scrapy.http import HtmlResponse
            from scrapy.linkextractors import LinkExtractor


            class Manual(scrapy.Spider):
                name = "manual"
                custom_settings = {
                    "CONCURRENT_REQUESTS": 32,
                    "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
                    "LOG_LEVEL": "ERROR",
                    "TELNETCONSOLE_ENABLED": False,
                }

                def __init__(self, start, pages):
                    self.start_urls = [start]
                    self.links = LinkExtractor(allow=start.rsplit("/", 1)[0] + "/")
                    self.pages = open(pages, "w")

                def parse(self, response):
                    if isinstance(response, HtmlResponse):
                        self.pages.write(response.url + "\\n")
                        for link in self.links.extract_links(response):
                            yield scrapy.Request(link.url, self.parse)
            """;
    private final Path site;
    private final Path folder;

    private CrawlSide(Path site, Path folder) {
        this.site = site;
        this.folder = folder;
    }

    static boolean compare(int rounds) throws Exception {
        Path manual = MANUALS.stream().filter(Files::isDirectory).findFirst().orElse(null);
        if (manual == null) {
            System.out.println("crawl: no manual is installed (Debian: openjdk-17-doc); left out");
            return true;
        }
        Path folder = Program.temporaryFolder("hocket-bench-crawl");
        try {
            CrawlSide side = new CrawlSide(manual, folder);
            boolean still = side.measure(rounds, Duration.ZERO, 1.2);
            boolean late = side.measure(rounds, Duration.ofMillis(20), 1.0);
            return side.scrapy() && late && still;
        } finally {
            FetchSide.delete(folder);
        }
    }

    private boolean measure(int rounds, Duration latency, double limit) throws Exception {
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        double[] ratios = new double[rounds];
        double[] cpu = new double[rounds];
        try (SiteServer server = Site.of(site).withPort(0).withLatency(latency).start()) {
            List<Program> programs = programs(server.uri().toString());
            for (int round = -1; round < rounds; round++) {
                FetchSide.delete(folder.resolve("wget2"));
                List<Program.Cost> costs = new ArrayList<>();
                for (Program program : programs) {
                    costs.add(program.run());
                }
                check();
                if (round >= 0) {
                    ours[round] = costs.getFirst().seconds();
                    theirs[round] = costs.getLast().seconds();
                    ratios[round] = ours[round] / theirs[round];
                    cpu[round] = costs.getFirst().cpu() / costs.getLast().cpu();
                }
            }
        }
        double ratio = Program.median(ratios);
        System.out.printf(
                Locale.ROOT,
                "crawl of %s, %d ms, %d at a time: hocket %.2f s, wget2 %.2f s, ratio %.2f (CPU"
                        + " %.2f)  %s %.2f%n",
                site,
                latency.toMillis(),
                AT_A_TIME,
                Program.median(ours),
                Program.median(theirs),
                ratio,
                Program.median(cpu),
                ratio <= limit ? "within" : "MISSES",
                limit);
        return ratio <= limit;
    }

    private List<Program> programs(String base) {
        String many = String.valueOf(AT_A_TIME);
        String start = base + "index.html";
        String crawl =
                "./hocket crawl %s -e virtual:%s --concurrent-per-host %s > %s"
                        .formatted(start, many, many, folder.resolve("hocket"));
        String wget2 =
                "wget2 -q -r -l0 -np -nH --max-threads=%s -P %s %s"
                        .formatted(many, folder.resolve("wget2"), start);
        return List.of(
                new Program("hocket", List.of("sh", "-c", crawl)),
                // It ends with 8 where links are broken, as some of every manual are.
                new Program(
                        "wget2", List.of("sh", "-c", wget2 + "; s=$?; [ $s = 0 ] || [ $s = 8 ]")));
    }

    /** Against Scrapy, once: that takes minutes. */
    private boolean scrapy() throws Exception {
        if (Program.isMissing("scrapy")) {
            System.out.println("crawl: scrapy is not installed; left out");
            return true;
        }
        Path spider = Files.writeString(folder.resolve("spider.py"), SPIDER);
        Path pages = folder.resolve("pages");
        try (SiteServer server = Site.of(site).withPort(0).start()) {
            String base = server.uri().toString();
            double ours = programs(base).getFirst().run().seconds();
            List<String> line =
                    List.of(
                            "scrapy",
                            "runspider",
                            spider.toString(),
                            "-a",
                            "start=" + base + "index.html",
                            "-a",
                            "pages=" + pages);
            double theirs = new Program("scrapy", line).run().seconds();
            try (Stream<String> urls = Files.lines(pages)) {
                requireSame("scrapy", urls.filter(url -> url.endsWith(".html")).distinct().count());
            }
            boolean within = theirs >= SCRAPY_LIMIT * ours;
            System.out.printf(
                    Locale.ROOT,
                    "crawl, the same, once: hocket %.2f s, scrapy %.1f s, %.1f times as fast  %s"
                            + " %.0f%n",
                    ours,
                    theirs,
                    theirs / ours,
                    within ? "within" : "MISSES",
                    SCRAPY_LIMIT);
            return within;
        }
    }

    /** Both must have found the same pages. */
    private void check() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("wget2"))) {
            requireSame("wget2", files.filter(file -> file.toString().endsWith(".html")).count());
        }
    }

    private void requireSame(String peer, long theirs) throws IOException {
        long ours;
        try (Stream<String> lines = Files.lines(folder.resolve("hocket"))) {
            ours = lines.filter(line -> line.startsWith("200\t") && line.endsWith(".html")).count();
        }
        if (ours != theirs || ours == 0) {
            throw new IllegalStateException(
                    "hocket has " + ours + " pages, " + peer + " " + theirs);
        }
    }
}
