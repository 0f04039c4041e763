package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hocket host} as a user runs it. */
@Timeout(120)
class HostCommandTest {
    @TempDir private Path folder;

    @BeforeEach
    void make() throws IOException {
        Path site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(site.resolve("a.txt"), "hello");
        Files.writeString(site.resolve(".secret"), "no");
        Files.writeString(folder.resolve("outside"), "no");
        Files.createDirectory(site.resolve("sub"));
    }

    /** Starts it and gives where it listens. */
    private static URI where(LaunchedHocket child) throws IOException {
        String line = child.awaitOut("http://").strip();
        return URI.create(line);
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void servesUntilItIsEnded(String signal) throws Exception {
        try (LaunchedHocket child =
                LaunchedHocket.start(folder, "host", "site", "--port", "0", "--verbose")) {
            URI base = where(child);
            assertEquals("hello", get(base.resolve("a.txt")).body());
            assertTrue(get(base).body().contains("a.txt"));
            assertEquals(404, get(base.resolve(".secret")).statusCode());
            assertEquals(400, get(URI.create(base + "%2e%2e/outside")).statusCode());
            assertEquals("127.0.0.1", base.getHost());
            child.signal(signal);
            LaunchedHocket.Ended ended = child.end();
            assertEquals(0, ended.status(), ended.err());
            assertEquals(1, ended.lines().size(), ended.out());
            assertTrue(ended.err().contains("200 GET /a.txt"), ended.err());
        }
    }

    /** The second half of the requests fails, and fetch has every file all the same. */
    @Test
    void aRehearsalOfTroubleIsBorneByFetch() throws Exception {
        try (LaunchedHocket child =
                LaunchedHocket.start(
                        folder,
                        "host",
                        "site",
                        "--port",
                        "0",
                        "--fail-rate",
                        "50%",
                        "--fail-how",
                        "cut",
                        "--latency",
                        "1ms",
                        "--bandwidth",
                        "1M",
                        "--threads",
                        "2")) {
            URI base = where(child);
            LaunchedHocket.Ended ended =
                    LaunchedHocket.run(
                            folder,
                            "",
                            "fetch",
                            "--retries",
                            "9",
                            "--backoff",
                            "10ms",
                            "-o",
                            "out",
                            base + "a.txt");
            assertEquals(0, ended.status(), ended.err());
            assertEquals("hello", Files.readString(folder.resolve("out/a.txt")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    host                              | expected one folder
                    host a b                          | expected one folder
                    host nowhere                      | 'nowhere' does not exist; expected a folder
                    host outside                      | 'outside' is a file; expected a folder
                    host site --port 99999            | --port '99999': expected a number from 0 to 65535
                    host site --port x                | --port 'x': expected
                    host site --address no.such.host. | --address 'no.such.host.': expected an address
                    host site --latency soon          | --latency 'soon': expected
                    host site --bandwidth much        | --bandwidth 'much': expected
                    host site --fail-rate 2           | --fail-rate '2': expected a share
                    host site --fail-how cut          | add --fail-rate 10%
                    host site --fail-rate 1 --fail-how so | --fail-how 'so': expected status, close, cut or stall
                    host site --threads 0             | --threads '0': expected
                    """)
    void badWordsAreSaid(String words, String message) throws Exception {
        LaunchedHocket.Ended ended = LaunchedHocket.run(folder, "", words.split(" ", -1));
        assertEquals(255, ended.status(), ended.err());
        assertEquals("", ended.out());
        assertTrue(ended.err().contains(message), ended.err());
        assertFalse(ended.err().contains("\tat "), ended.err());
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        try (LaunchedHocket child = LaunchedHocket.start(folder, "host", "site", "--port", "0")) {
            String port = Integer.toString(where(child).getPort());
            LaunchedHocket.Ended second =
                    LaunchedHocket.run(folder, "", "host", "site", "--port", port);
            assertEquals(255, second.status());
            assertTrue(second.err().contains(port), second.err());
        }
    }
}
