package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hocket fetch} as a user runs it, from a server on loopback. */
class FetchCommandTest {
    @TempDir private Path folder;
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private String base;

    @BeforeEach
    void start() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = HttpServer.create(any, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        base = "http://localhost:" + server.getAddress().getPort() + "/";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** The content of a file, by its number. */
    private static byte[] content(int number) {
        byte[] bytes = new byte[1_000 + 37 * number];
        Arrays.fill(bytes, (byte) number);
        return bytes;
    }

    /** Every third request fails, except those of whole sites. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            boolean fails = requests.incrementAndGet() % 3 == 0 && path.startsWith("bad/");
            if (fails || path.equals("none")) {
                exchange.getResponseHeaders().add("Retry-After", "0");
                exchange.sendResponseHeaders(fails ? 503 : 404, -1);
                return;
            }
            byte[] bytes = content(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private LaunchedHocket.Ended hocket(String... words) throws Exception {
        return LaunchedHocket.run(folder, "", words);
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
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            list.append(base).append("bad/").append(i).append('\n');
        }
        Files.writeString(folder.resolve("list"), list);
        LaunchedHocket.Ended ended =
                hocket("fetch", "-k", "-e", engine, "--retries", "9", "-a", "list", "-o", "out");
        assertEquals(0, ended.status(), ended.err());
        assertEquals(
                Stream.iterate(0, i -> i + 1).limit(100).map(i -> "out/" + i).toList(),
                ended.lines());
        for (int i = 0; i < 100; i++) {
            assertArrayEquals(content(i), Files.readAllBytes(folder.resolve("out/" + i)));
        }
        try (Stream<Path> all = Files.list(folder.resolve("out"))) {
            assertEquals(100, all.count());
        }
    }

    @Test
    void saysWhatFailedAndWhy() throws Exception {
        LaunchedHocket.Ended ended =
                hocket("fetch", "--retries", "3", base + "1", base + "none", "ftp://h/x");
        assertEquals(2, ended.status());
        assertEquals(List.of("./1"), ended.lines());
        assertTrue(
                ended.err().contains(base + "none: the server says 404 (not found)"), ended.err());
        assertTrue(ended.err().contains("'ftp://h/x' is not a URL to fetch"), ended.err());
        assertTrue(ended.err().contains("1 done, 2 failed"), ended.err());
        assertTrue(ended.err().contains("; 1.04 kB ("), ended.err());
        assertFalse(ended.err().contains("\tat "), ended.err());
        assertEquals(2, requests.get(), "a 404 is not asked again");
    }

    @Test
    void keepsFilesAndNumbersUnlessTold() throws Exception {
        assertEquals(List.of("./1"), hocket("fetch", base + "1").lines());
        assertEquals(List.of("./1.1"), hocket("fetch", base + "1").lines());
        assertEquals(List.of("./1"), hocket("fetch", "--overwrite", base + "1").lines());
        assertEquals(List.of("./1"), hocket("fetch", "--if-exists", "skip", base + "1").lines());
        LaunchedHocket.Ended refused = hocket("fetch", "--if-exists", "fail", base + "1");
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("./1: already exists"), refused.err());
    }

    @Test
    void checksumsAreThoseOfOneFileOrOfALine() throws Exception {
        String wrong = "sha256:" + "0".repeat(64);
        assertEquals(1, hocket("fetch", "--checksum", wrong, base + "1").status());
        assertEquals(1, hocket("fetch", base + "1 " + wrong).status());
        assertFalse(Files.exists(folder.resolve("1")));
        LaunchedHocket.Ended many = hocket("fetch", "--checksum", wrong, base + "1", base + "2");
        assertEquals(255, many.status());
        assertTrue(many.err().contains("write each checksum after its URL"), many.err());
        assertEquals(255, hocket("fetch", "--checksum", "crc:1", base + "1").status());
    }

    @Test
    void resumesByTheJoblogAndShowsWhatItWouldDo() throws Exception {
        LaunchedHocket.Ended plan = hocket("fetch", "--dry-run", "-o", "out", base + "a/7?x=1");
        assertEquals(List.of(base + "a/7?x=1\tout/7_x=1"), plan.lines());
        assertEquals(0, requests.get());
        String[] words = {"fetch", "--joblog", "log", "--json", base + "1", base + "2"};
        assertEquals(2, hocket(words).lines().size());
        LaunchedHocket.Ended again =
                hocket("fetch", "--joblog", "log", "--resume", base + "1", base + "2");
        assertEquals(0, again.status(), again.err());
        assertEquals(2, requests.get());
    }
}
