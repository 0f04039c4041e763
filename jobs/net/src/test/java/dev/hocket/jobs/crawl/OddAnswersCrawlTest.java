package dev.hocket.jobs.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.hocket.testkit.web.OddAnswer;
import dev.hocket.testkit.web.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sites, and their robots.txt, from a server that answers in every odd way once. */
@Timeout(120)
class OddAnswersCrawlTest {
    private static final String TYPE = "Content-Type: text/html\n";
    private final Map<String, Outcome<CrawlLink, Page>> outcomes = new TreeMap<>();

    private void crawl(ScriptedServer server, String engine) throws IOException {
        ClientSettings impatient =
                ClientSettings.defaults().withRedirects(0).withStallTimeout(Duration.ofMillis(500));
        CrawlSettings settings =
                CrawlSettings.of(List.of(server.text("/")))
                        .withRobotsTimes(Duration.ofMillis(1), Duration.ofHours(1));
        Retry twice = Retry.upTo(2).withBackoff(Duration.ofMillis(1)).when(Crawl::isPassing);
        try (Client client = Client.open(impatient);
                Engine on = Engine.named(engine);
                Crawl crawl = Crawl.of(settings, client);
                Run<CrawlLink, Page> run = on.start(crawl.job().retry(twice), crawl.inputs())) {
            for (Outcome<CrawlLink, Page> outcome : run) {
                String url = outcome.input().url();
                outcomes.put(url.substring(server.text("").length()), outcome);
            }
        }
    }

    private Page page(String path) {
        if (outcomes.get(path) instanceof Done<CrawlLink, Page>(CrawlLink _, Page page, _)) {
            return page;
        }
        throw new AssertionError(path + " is not done in " + outcomes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads:8", "virtual:8", "async:8", "auto"})
    void eachOddAnswerIsTakenForWhatItIs(String engine) throws IOException {
        Map<String, byte[]> bodies = new HashMap<>();
        StringBuilder start = new StringBuilder();
        for (OddAnswer odd : OddAnswer.values()) {
            start.append("<a href='/").append(odd).append("'>x</a>");
            bodies.put("/" + odd, ("<title>" + odd + "</title>").getBytes(StandardCharsets.UTF_8));
        }
        bodies.put("/", start.toString().getBytes(StandardCharsets.UTF_8));
        try (ScriptedServer server = OddAnswer.once(bodies)) {
            crawl(server, engine);
        }
        for (OddAnswer odd : OddAnswer.values()) {
            Page page = page("/" + odd);
            if (odd == OddAnswer.FAILED || odd == OddAnswer.BAD_GATEWAY) {
                assertTrue(page.isBroken(), odd + ": " + page);
            } else if (odd.sense() == OddAnswer.Sense.FINAL) {
                assertTrue(page.status() >= 400, odd + ": " + page);
            } else {
                assertEquals(odd.toString(), page.title(), () -> odd + ": " + page);
            }
        }
    }

    /** Whatever happens to the first request for robots.txt, the crawl goes on by what it says. */
    @ParameterizedTest
    @EnumSource(OddAnswer.class)
    void anOddRobotsFileIsReadInTheEnd(OddAnswer odd) throws IOException {
        byte[] rules = "User-agent: *\nDisallow: /no\n".getBytes(StandardCharsets.UTF_8);
        AtomicInteger asked = new AtomicInteger();
        try (ScriptedServer server =
                ScriptedServer.start((request, wire) -> {
                    if (!request.target().equals("/robots.txt")) {
                        wire.answer(200, TYPE, "<a href=/no>x</a><a href=/yes>x</a>");
                    } else if (asked.getAndIncrement() == 0) {
                        odd.send(wire, rules);
                    } else {
                        wire.answer(200, "Content-Type: text/plain\n", rules);
                    }
                })) {
            crawl(server, "threads:4");
        }
        assertEquals(200, page("/").status());
        assertEquals(200, page("/yes").status());
        boolean known = odd.sense() != OddAnswer.Sense.FINAL;
        assertEquals(known ? 0 : 200, page("/no").status());
        assertEquals(odd.sense() == OddAnswer.Sense.PASSING ? 2 : 1, asked.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "200 OK"})
    void anEmptyRobotsFileAllowsAll(String status) throws IOException {
        try (ScriptedServer server =
                ScriptedServer.start((request, wire) -> {
                    if (request.target().equals("/robots.txt")) {
                        wire.send("HTTP/1.1 " + status + "\nContent-Length: 0\n\n");
                    } else {
                        wire.answer(200, TYPE, "<a href=/a>x</a>");
                    }
                })) {
            crawl(server, "threads:4");
        }
        assertEquals(200, page("/a").status());
    }

    /** Not known is neither allowed nor forbidden; and it is not asked for again by each page. */
    @ParameterizedTest
    @EnumSource(
            value = OddAnswer.class,
            names = {"NO_ANSWER", "RESET", "BUSY", "FAILED", "SILENCE"})
    void unknownRobotsFailThePagesAndAreRemembered(OddAnswer odd) throws IOException {
        AtomicInteger robots = new AtomicInteger();
        AtomicInteger pages = new AtomicInteger();
        try (ScriptedServer server =
                ScriptedServer.start((request, wire) -> {
                    if (request.target().equals("/robots.txt")) {
                        robots.incrementAndGet();
                        odd.send(wire, new byte[10]);
                    } else {
                        pages.incrementAndGet();
                        wire.answer(200, TYPE, "");
                    }
                })) {
            CrawlSettings settings =
                    CrawlSettings.of(
                                    List.of(
                                            server.text("/a"),
                                            server.text("/b"),
                                            server.text("/c")))
                            .withRobotsTimes(Duration.ofMillis(1), Duration.ofHours(1));
            ClientSettings impatient =
                    ClientSettings.defaults()
                            .withRedirects(0)
                            .withStallTimeout(Duration.ofMillis(300));
            try (Client client = Client.open(impatient);
                    Engine on = Engine.named("threads:2");
                    Crawl crawl = Crawl.of(settings, client);
                    Run<CrawlLink, Page> run =
                            on.start(crawl.job().retry(Retry.upTo(1)), crawl.inputs())) {
                for (Outcome<CrawlLink, Page> outcome : run) {
                    if (outcome instanceof Failed<CrawlLink, Page>(_, Cause cause, _)) {
                        assertTrue(cause.message().contains("robots.txt could not be read"));
                    } else {
                        throw new AssertionError(outcome);
                    }
                }
            }
        }
        assertEquals(3, robots.get());
        assertEquals(0, pages.get());
    }

    @Test
    void whatHeadIsRefusedIsAskedForByGet() throws IOException {
        Map<String, Integer> byHead =
                Map.of("/a.pdf", 405, "/b.zip", 403, "/c.png", 404, "/d.iso", 501, "/e.jpg", 404);
        try (ScriptedServer server =
                ScriptedServer.start((request, wire) -> {
                    String path = request.target();
                    if (request.method().equals("HEAD")) {
                        wire.send("HTTP/1.1 " + byHead.get(path) + " No\nContent-Length: 0\n\n");
                    } else if (path.equals("/e.jpg") || path.equals("/robots.txt")) {
                        wire.answer(404, "", "");
                    } else if (path.equals("/")) {
                        StringBuilder links = new StringBuilder();
                        byHead.keySet().forEach(each -> links.append("<a href=" + each + ">x</a>"));
                        wire.answer(200, TYPE, links.toString());
                    } else {
                        wire.answer(200, "Content-Type: application/octet-stream\n", "bytes");
                    }
                })) {
            crawl(server, "threads:4");
        }
        for (String path : byHead.keySet()) {
            assertEquals(path.equals("/e.jpg") ? 404 : 200, page(path).status(), path);
        }
    }
}
