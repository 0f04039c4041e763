package dev.hocket.jobs.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Outcome;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.testkit.web.HostileSite;
import dev.hocket.testkit.web.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Crawls of sites that are wrong in what they say, and when. */
@Timeout(120)
class HostileCrawlTest {
    private final Map<String, Page> pages = new TreeMap<>();
    private final Map<String, Throwable> failures = new TreeMap<>();

    private void crawl(ScriptedServer server, CrawlSettings settings, String engine)
            throws IOException {
        ClientSettings impatient =
                ClientSettings.defaults().withRedirects(0).withStallTimeout(Duration.ofMillis(500));
        try (Client client = Client.open(impatient);
                Engine on = Engine.named(engine)) {
            Crawl crawl = Crawl.of(settings, client);
            Retry twice = Retry.upTo(2).withBackoff(Duration.ofMillis(1)).when(Crawl::isPassing);
            try (Run<CrawlLink, Page> run = on.start(crawl.job().retry(twice), crawl.inputs())) {
                for (Outcome<CrawlLink, Page> outcome : run) {
                    String path = outcome.input().url().substring(server.text("").length());
                    switch (outcome) {
                        case Done<CrawlLink, Page> done -> pages.put(path, done.output());
                        case Failed<CrawlLink, Page> failed ->
                                failures.put(path, ((Cause.Threw) failed.cause()).error());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads:8", "virtual:8", "async:8", "auto"})
    void nothingKeepsItFromTheGoodPages(String engine) throws IOException {
        try (ScriptedServer server = HostileSite.start()) {
            CrawlSettings settings =
                    CrawlSettings.of(List.of(server.text("/")))
                            .withRobots(false)
                            .withPageLimits(300_000, Duration.ofMillis(300));
            crawl(server, settings, engine);
        }
        Set<String> bad = new TreeSet<>(HostileSite.BAD);
        bad.addAll(List.of("/nowhere", "/itself"));
        assertEquals(bad, failures.keySet());
        failures.forEach(
                (path, failure) -> assertTrue(failure instanceof IOException, path + failure));
        for (String path : HostileSite.GOOD) {
            boolean busy = path.equals("/busy");
            assertEquals(200, page(path).status(), path);
            assertTrue(busy || page(path).note().isEmpty(), path);
        }
        for (String path : HostileSite.ENDLESS) {
            assertTrue(page(path).note().startsWith("cut"), path);
        }
        assertTrue(String.valueOf(failures.get("/nowhere")).contains("not a URL"));
        assertTrue(String.valueOf(failures.get("/itself")).contains("form a loop"));
        assertFalse(pages.containsKey("/evil"));
    }

    private Page page(String path) {
        return Objects.requireNonNull(pages.get(path), () -> path + " is not in " + pages.keySet());
    }

    /** /x is found three links from the start, and then two: what it leads to is three away. */
    @Test
    void theShortestWayCounts() throws IOException {
        CountDownLatch found = new CountDownLatch(1);
        try (ScriptedServer server =
                ScriptedServer.start((asked, wire) -> {
                    String type = "Content-Type: text/html\n";
                    switch (asked.target()) {
                        case "/" -> wire.answer(200, type, "<a href=/long><a href=/short>");
                        case "/long" -> wire.answer(200, type, "<a href=/longer>");
                        case "/longer" -> wire.answer(200, type, "<a href=/x>");
                        case "/short" -> {
                            found.await();
                            wire.answer(200, type, "<a href=/x>");
                        }
                        case "/x" -> wire.answer(200, type, "<a href=/y>");
                        default -> wire.answer(200, type, "<a href=/beyond>");
                    }
                })) {
            CrawlSettings settings =
                    CrawlSettings.of(List.of(server.text("/"))).withRobots(false).withDepth(3);
            ClientSettings plain = ClientSettings.defaults().withRedirects(0);
            try (Client client = Client.open(plain);
                    Engine engine = Engine.named("threads:4")) {
                Crawl crawl = Crawl.of(settings, client);
                try (Run<CrawlLink, Page> run = engine.start(crawl.job(), crawl.inputs())) {
                    for (Outcome<CrawlLink, Page> outcome : run) {
                        String path = outcome.input().url().substring(server.text("").length());
                        pages.put(path, ((Done<CrawlLink, Page>) outcome).output());
                        if (path.equals("/x")) {
                            found.countDown(); // it has ended, three links away
                        }
                    }
                }
            }
        }
        assertEquals(
                new TreeSet<>(List.of("/", "/long", "/longer", "/short", "/x", "/y")),
                pages.keySet());
        assertEquals(3, page("/x").depth());
        assertEquals(3, page("/y").depth());
    }
}
