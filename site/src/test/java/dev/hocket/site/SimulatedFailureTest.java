package dev.hocket.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites that are slow, or fail, because they were told to. */
class SimulatedFailureTest {
    @TempDir private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("f"), "text");
        Files.write(folder.resolve("big"), new byte[200_000]);
    }

    private Site site() {
        return Site.of(folder).withPort(0);
    }

    @Test
    void answersComeLater() throws IOException {
        try (SiteServer server = site().withLatency(Duration.ofMillis(80)).start();
                RawClient wire = RawClient.to(server)) {
            long start = System.nanoTime();
            assertEquals("text", wire.ask("GET", "/f").text());
            assertEquals("text", wire.ask("GET", "/f").text());
            assertTrue(System.nanoTime() - start >= 160_000_000);
            wire.send("GET /f HTTP/1.1\r\nHost: x\r\n\r\n".repeat(50)).endOutput();
            for (int i = 0; i < 50; i++) {
                assertEquals("text", wire.read().text());
            }
            assertTrue(wire.ended());
        }
    }

    @Test
    void allClientsShareTheBandwidth() throws Exception {
        try (SiteServer server = site().withBandwidth(1_000_000).start()) {
            long start = System.nanoTime();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                clients.add(Thread.startVirtualThread(() -> getBig(server)));
            }
            for (Thread client : clients) {
                client.join();
            }
            assertEquals(3, server.requests());
            assertTrue(System.nanoTime() - start >= 550_000_000, "600,000 bytes at 1 MB/s");
        }
    }

    private static void getBig(SiteServer server) {
        try {
            assertEquals(200_000, RawClient.get(server, "/big").body().length);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void everyThirdRequestFails() throws IOException {
        try (SiteServer server =
                        site().withFailures(1 / 3.0, SimulatedFailure.UNAVAILABLE).start();
                RawClient wire = RawClient.to(server)) {
            for (int i = 1; i <= 30; i++) {
                assertEquals(i % 3 == 0 ? 503 : 200, wire.ask("GET", "/f").status());
            }
        }
    }

    @Test
    void connectionsAreClosedOrCut() throws IOException {
        try (SiteServer server = site().withFailures(1, SimulatedFailure.CLOSED).start()) {
            assertThrows(EOFException.class, () -> RawClient.get(server, "/f"));
        }
        try (SiteServer server = site().withFailures(1, SimulatedFailure.CUT).start()) {
            EOFException cut =
                    assertThrows(EOFException.class, () -> RawClient.get(server, "/big"));
            assertEquals("100000 bytes of 200000", cut.getMessage());
        }
    }

    @Test
    void anAnswerStallsUntilTheClientHasEnough() throws IOException {
        Site stalling = site().withFailures(0.5, SimulatedFailure.STALLED);
        try (SiteServer server = stalling.start();
                RawClient wire = RawClient.to(server)) {
            assertEquals("text", wire.ask("GET", "/f").text());
            wire.socket().setSoTimeout(100);
            assertThrows(SocketTimeoutException.class, () -> wire.ask("GET", "/f"));
        }
        Duration brief = Duration.ofMillis(50);
        try (SiteServer server =
                        site().withFailures(1, SimulatedFailure.STALLED)
                                .withTimeouts(brief, brief, brief)
                                .start();
                RawClient wire = RawClient.to(server)) {
            assertThrows(EOFException.class, () -> wire.ask("GET", "/f"));
        }
    }

    @Test
    void visitsAreTold() throws IOException {
        List<String> visits = Collections.synchronizedList(new ArrayList<>());
        try (SiteServer server =
                site().withVisitor((request, status) -> visits.add(status + " " + request))
                        .start()) {
            int _ = RawClient.get(server, "/f?q").status();
            int _ = RawClient.to(server).send("bad\r\n\r\n").read().status();
        }
        assertEquals(List.of("200 GET /f?q", "400 -"), visits);
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> site().withPort(70_000));
        assertThrows(IllegalArgumentException.class, () -> site().withThreads(0));
        assertThrows(
                IllegalArgumentException.class, () -> site().withFailures(2, SimulatedFailure.CUT));
        assertThrows(IllegalArgumentException.class, () -> site().withBandwidth(-1));
        assertThrows(
                IllegalArgumentException.class, () -> site().withLatency(Duration.ofMillis(-1)));
    }
}
