package dev.hocket.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time, or the server's places. */
class SlowClientsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(50);
    @TempDir private Path folder;

    private SiteServer start(Duration head, Duration idle, Duration send) throws IOException {
        Files.writeString(folder.resolve("f"), "text");
        try (var file =
                Files.newByteChannel(
                        folder.resolve("big"),
                        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
            file.position(100_000_000).write(ByteBuffer.wrap(new byte[1]));
        }
        return Site.of(folder)
                .withPort(0)
                .withConnections(50)
                .withTimeouts(head, idle, send)
                .start();
    }

    @Test
    void whoDoesNotFinishItsHeadIsSentAway() throws IOException {
        try (SiteServer server = start(SHORT, LONG, LONG);
                RawClient first = RawClient.to(server);
                RawClient later = RawClient.to(server)) {
            assertTrue(first.send("GET /f HT").ended());
            assertTrue(later.ended());
        }
        try (SiteServer server = start(Duration.ofSeconds(2), LONG, LONG);
                RawClient later = RawClient.to(server)) {
            assertEquals("text", later.ask("GET", "/f").text());
            assertTrue(later.send("GET /f HT").ended());
        }
    }

    @Test
    void whoDripsItsHeadIsSentAwayToo() throws IOException {
        try (SiteServer server = start(SHORT, LONG, LONG);
                RawClient wire = RawClient.to(server)) {
            wire.send("GET /f HTTP/1.1\r\n");
            boolean sent = true;
            for (int i = 0; sent; i++) {
                sent = drip(wire, i);
            }
            assertFalse(sent);
        }
    }

    private static boolean drip(RawClient wire, int i) {
        try {
            wire.send("X-" + i + ": y\r\n");
            wire.socket().setSoTimeout(1);
            return !wire.ended();
        } catch (SocketTimeoutException nothing) {
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void whoAsksForNothingIsSentAway() throws IOException {
        try (SiteServer server = start(SHORT, SHORT, LONG);
                RawClient never = RawClient.to(server);
                RawClient once = RawClient.to(server)) {
            assertTrue(never.ended());
            try {
                assertEquals("text", once.ask("GET", "/f").text());
                assertTrue(once.ended());
            } catch (IOException tooLate) {
                assertTrue(once.ended());
            }
        }
    }

    @Test
    void whoDoesNotReadIsSentAway() throws IOException {
        try (SiteServer server = start(LONG, LONG, SHORT);
                RawClient wire = RawClient.to(server)) {
            wire.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals("text", RawClient.get(server, "/f").text());
            // sending fails once the server has gone
            boolean alive = true;
            while (alive) {
                alive = stillTakes(wire);
                Thread.onSpinWait();
            }
            assertFalse(alive);
        }
    }

    private static boolean stillTakes(RawClient wire) {
        try {
            wire.send("x");
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void whoReadsSlowlyGetsAllAndHoldsUpNobody() throws IOException {
        try (SiteServer server = start(LONG, LONG, LONG);
                RawClient slow = RawClient.to(server)) {
            slow.send("GET /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                assertEquals("text", RawClient.get(server, "/f").text());
                assertTrue(slow.socket().getInputStream().readNBytes(1000).length == 1000);
            }
            assertEquals("text", RawClient.get(server, "/f").text());
            long rest = slow.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
            assertTrue(rest > 99_980_001, () -> "got " + rest);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /f HTTP/1.1\r\nX:", "GET /big HTTP/1.1\r\nHost: x\r\n\r\n"})
    void placesAreTakenFromThoseWhoHoldThemLongest(String sent) throws IOException {
        List<RawClient> idlers = new ArrayList<>();
        try (SiteServer server = start(LONG, LONG, LONG)) {
            for (int i = 0; i < 300; i++) {
                RawClient wire = RawClient.to(server);
                idlers.add(wire);
                wire.send(sent);
            }
            assertEquals("text", RawClient.get(server, "/f").text());
            long _ = idlers.getFirst().drain();
        } finally {
            for (RawClient wire : idlers) {
                wire.close();
            }
        }
    }

    @Test
    void aFileThatShrinksOnTheWayEndsTheConnection() throws IOException {
        try (SiteServer server = start(LONG, LONG, LONG);
                RawClient wire = RawClient.to(server)) {
            wire.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
            byte[] some = wire.socket().getInputStream().readNBytes(100_000);
            assertEquals(100_000, some.length);
            try (var file = Files.newByteChannel(folder.resolve("big"), StandardOpenOption.WRITE)) {
                file.truncate(10);
            }
            long got = wire.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
            assertTrue(got < 99_000_000, () -> "got " + got);
        }
    }
}
