package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.testkit.web.ScriptedServer;
import dev.hocket.testkit.web.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hocket fetch} and {@code crawl} on servers as they are, as a user runs them. */
@Timeout(300)
class WebCommandsTest {
    private static final String HTML = "Content-Type: text/html\n";

    @TempDir private Path folder;

    private LaunchedHocket.Ended hocket(String... words) throws Exception {
        return LaunchedHocket.run(folder, "", words);
    }

    private LaunchedHocket.Ended hocket(Map<String, String> environment, String... words)
            throws Exception {
        try (LaunchedHocket child =
                LaunchedHocket.start(folder, environment, LaunchedHocket.command(words))) {
            return child.end();
        }
    }

    private static ScriptedServer site() throws IOException {
        return ScriptedServer.start((asked, wire) -> {
            switch (asked.target()) {
                case "/" -> wire.answer(200, HTML, "<a href=/a>x</a><a href=/gone>x</a>");
                case "/a" -> wire.answer(200, HTML, "<a href=/gone>x</a><a href=/round>x</a>");
                case "/round" -> wire.answer(302, "Location: /round2\n", "");
                case "/round2" -> wire.answer(302, "Location: /round\n", "");
                default -> wire.answer(404, "", "");
            }
        });
    }

    @Test
    void brokenLinksNameTheirPagesAndCirclesFail() throws Exception {
        try (ScriptedServer server = site()) {
            LaunchedHocket.Ended ended = hocket("crawl", server.text("/"), "--broken", "broken");
            assertEquals(1, ended.status(), ended.err());
            assertTrue(ended.err().contains("the redirects form a loop"), ended.err());
            assertFalse(ended.err().contains("Exception"), ended.err());
            Set<String> gone = new TreeSet<>();
            Set<String> round = new TreeSet<>();
            for (String line : Files.readAllLines(folder.resolve("broken"))) {
                String[] cells = line.split("\t", -1);
                assertEquals(3, cells.length, line);
                assertFalse(line.contains("Exception"), line);
                if (cells[0].endsWith("/gone")) {
                    assertEquals("404", cells[1]);
                    gone.add(cells[2]);
                } else if (cells[0].endsWith("/round")) {
                    round.add(cells[2]);
                }
            }
            assertEquals(new TreeSet<>(List.of(server.text("/"), server.text("/a"))), gone);
            assertTrue(round.contains(server.text("/a")), round::toString);
        }
    }

    @Test
    void aStartThatCannotBeReadFails() throws Exception {
        try (ScriptedServer server = site()) {
            LaunchedHocket.Ended ended = hocket("crawl", server.text("/nothing"));
            assertEquals(1, ended.status());
            assertTrue(ended.err().contains("the server says 404"), ended.err());
        }
    }

    /** A delay is one for all processes of the crawl. */
    @Test
    void processesKeepOneDelay() throws Exception {
        List<Long> times = new CopyOnWriteArrayList<>();
        try (ScriptedServer server =
                ScriptedServer.start((asked, wire) -> {
                    if (asked.target().equals("/robots.txt")) {
                        wire.answer(200, "", "User-agent: *\nCrawl-delay: 1\n");
                        return;
                    }
                    times.add(System.nanoTime());
                    StringBuilder links = new StringBuilder();
                    for (int i = 0; i < 6; i++) {
                        links.append("<a href=/" + i + ">x</a>");
                    }
                    wire.answer(200, HTML, links.toString());
                })) {
            LaunchedHocket.Ended ended = hocket("crawl", server.text("/"), "-e", "processes:3");
            assertEquals(0, ended.status(), ended.err());
        }
        assertEquals(7, times.size());
        List<Long> sorted = new ArrayList<>(times);
        sorted.sort(null);
        long all = sorted.getLast() - sorted.getFirst();
        assertTrue(all >= 5_500_000_000L, "7 requests in " + all / 1e9 + " s");
    }

    @Test
    void aPasswordIsNowhere() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.start((asked, wire) ->
                        wire.answer(
                                asked.target().equals("/no") ? 404 : 200,
                                HTML,
                                "<a href=/x>x</a>"))) {
            String base = server.text("").replace("//", "//me:s3cret@");
            for (String[] words :
                    new String[][] {
                        {
                            "fetch",
                            base + "/f",
                            base + "/no",
                            base + ":x/",
                            "--joblog",
                            "f.log",
                            "--tag",
                            "--results",
                            "r",
                            "--report",
                            "f.html"
                        },
                        {"fetch", base + "/f", base + "/no", "--json"},
                        {"fetch", base + "/f", "--dry-run"},
                        {"crawl", base + "/", "--joblog", "c.log", "--csv", "--broken", "b.tsv"},
                        {"crawl", base + "/", "--dry-run"},
                        {"crawl", base + "/no"}
                    }) {
                LaunchedHocket.Ended ended = hocket(words);
                assertFalse(
                        (ended.out() + ended.err()).contains("s3cret"),
                        () -> String.join(" ", words) + ": " + ended.out() + ended.err());
            }
            assertTrue(
                    server.asked().stream()
                            .filter(asked -> !asked.target().equals("/robots.txt"))
                            .allMatch(asked -> asked.headers().containsKey("authorization")));
            try (var files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text =
                            new String(
                                    Files.readAllBytes(file),
                                    java.nio.charset.StandardCharsets.ISO_8859_1);
                    assertFalse(text.contains("s3cret"), file.toString());
                }
            }
        }
    }

    @Test
    void aCertificateThatIsRefusedIsExplained() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.start(
                        TestCertificates.forLocalhost(),
                        (asked, wire) -> wire.answer(200, HTML, "hello"))) {
            for (String command : List.of("fetch", "crawl")) {
                LaunchedHocket.Ended ended = hocket(command, server.text("/f"));
                assertEquals(1, ended.status());
                assertTrue(ended.err().contains("its certificate is self-signed"), ended.err());
                assertTrue(ended.err().contains("--cacert"), ended.err());
                assertFalse(ended.err().contains("PKIX"), ended.err());
                Path file = Files.writeString(folder.resolve("ca.pem"), TestCertificates.pem());
                assertEquals(
                        0,
                        hocket(command, server.text("/f"), "--cacert", file.toString()).status());
                assertEquals(0, hocket(command, server.text("/f"), "--insecure").status());
            }
        }
    }

    @Test
    void theProxyOfTheEnvironmentIsAsked() throws Exception {
        try (ScriptedServer proxy =
                ScriptedServer.start((asked, wire) -> wire.answer(200, HTML, asked.target()))) {
            Map<String, String> environment =
                    Map.of("http_proxy", "http://localhost:" + proxy.port(), "no_proxy", "");
            assertEquals(0, hocket(environment, "fetch", "http://h.invalid/f").status());
            assertEquals("http://h.invalid/f", Files.readString(folder.resolve("f")));
            LaunchedHocket.Ended other =
                    hocket(Map.of("http_proxy", "socks5://h:1"), "fetch", "http://h.invalid/f");
            assertEquals(255, other.status());
            assertTrue(other.err().contains("http_proxy"), other.err());
        }
    }

    @Test
    void aListOfChecksumsNeedsThePlaceOfItsFiles() throws Exception {
        String lines = ("0".repeat(64) + "  a.iso\n").repeat(200);
        Files.writeString(folder.resolve("SHA256SUMS"), lines);
        LaunchedHocket.Ended ended = hocket("fetch", "-a", "SHA256SUMS");
        assertEquals(255, ended.status());
        assertTrue(ended.err().contains("--base URL"), ended.err());
        assertEquals(1, ended.err().lines().count(), ended.err());
    }
}
