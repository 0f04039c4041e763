package dev.hocket.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteServerTest {
    @TempDir private Path folder;

    private SiteServer start() throws IOException {
        return Site.of(folder).withPort(0).start();
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void filesAreServed() throws IOException {
        write("a/page.html", "<p>hi");
        try (SiteServer server = start()) {
            RawClient.Got got = RawClient.get(server, "/a/page.html?x=1");
            assertEquals(200, got.status());
            assertEquals("<p>hi", got.text());
            assertEquals("text/html", got.field("content-type"));
            assertEquals(404, RawClient.get(server, "/a/other.html").status());
            assertEquals(404, RawClient.get(server, "/a/page.html/").status());
            assertEquals(404, RawClient.get(server, "/a/page.html/more").status());
            assertEquals(404, RawClient.get(server, "/" + "n".repeat(300)).status());
        }
    }

    @Test
    void aFileIsServedAsItIsNow() throws IOException {
        write("f.txt", "one");
        try (SiteServer server = start();
                RawClient wire = RawClient.to(server)) {
            assertEquals("one", wire.ask("GET", "/f.txt").text());
            assertEquals("one", wire.ask("GET", "/f.txt").text());
            write("f.txt", "three");
            assertEquals("three", wire.ask("GET", "/f.txt").text());
            Files.delete(folder.resolve("f.txt"));
            assertEquals(404, wire.ask("GET", "/f.txt").status());
        }
    }

    @Test
    void connectionsAreKept() throws IOException {
        write("f.txt", "text");
        try (SiteServer server = start();
                RawClient wire = RawClient.to(server)) {
            for (int i = 0; i < 100; i++) {
                assertEquals("text", wire.ask("GET", "/f.txt").text());
            }
            assertEquals(
                    "close", wire.ask("GET", "/f.txt", "Connection: close").field("connection"));
            assertTrue(wire.ended());
            assertEquals(101, server.requests());
        }
    }

    @Test
    void oldClientsAskForThatOrGetOneAnswer() throws IOException {
        write("f.txt", "text");
        try (SiteServer server = start();
                RawClient wire = RawClient.to(server)) {
            wire.send("GET /f.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertEquals("keep-alive", wire.read().field("connection"));
            wire.send("GET /f.txt HTTP/1.0\r\n\r\n");
            assertEquals("text", wire.read().text());
            assertTrue(wire.ended());
        }
    }

    @Test
    void requestsSentAheadAreAnsweredInOrder() throws IOException {
        byte[] big = new byte[300_000];
        new Random(1).nextBytes(big);
        Files.write(folder.resolve("big"), big);
        write("f.txt", "text");
        String both = "GET /big HTTP/1.1\r\nHost: x\r\n\r\nGET /f.txt HTTP/1.1\r\nHost: x\r\n\r\n";
        try (SiteServer server = start();
                RawClient wire = RawClient.to(server)) {
            Thread sender = Thread.startVirtualThread(() -> sendAll(wire, both.repeat(200)));
            for (int i = 0; i < 200; i++) {
                assertArrayEquals(big, wire.read().body());
                assertEquals("text", wire.read().text());
            }
            assertTrue(sender.isAlive() || server.requests() == 400);
        }
    }

    private static void sendAll(RawClient wire, String text) {
        try {
            wire.send(text);
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void aRequestMayComeByteByByte() throws IOException {
        write("f.txt", "text");
        try (SiteServer server = start();
                RawClient wire = RawClient.to(server)) {
            for (char c : "\r\nGET /f.txt HTTP/1.1\r\nHost: x\r\n\r\nGET /".toCharArray()) {
                wire.send(String.valueOf(c));
            }
            assertEquals("text", wire.read().text());
            assertEquals(404, wire.send("none HTTP/1.1\r\nHost: x\r\n\r\n").read().status());
        }
    }

    @Test
    void aClientMayEndItsOutputFirst() throws IOException {
        write("f.txt", "text");
        try (SiteServer server = start();
                RawClient wire = RawClient.to(server)) {
            wire.send("GET /f.txt HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2)).endOutput();
            assertEquals("text", wire.read().text());
            assertEquals("text", wire.read().text());
            assertTrue(wire.ended());
        }
    }

    @Test
    void headHasEverythingButTheBody() throws IOException {
        write("f.txt", "text");
        try (SiteServer server = start();
                RawClient wire = RawClient.to(server)) {
            RawClient.Got got = wire.ask("HEAD", "/f.txt");
            RawClient.Got whole = wire.ask("GET", "/f.txt");
            assertEquals("4", got.field("content-length"));
            assertEquals(whole.field("etag"), got.field("etag"));
            assertEquals("text", whole.text());
            assertEquals(404, wire.ask("HEAD", "/none").status());
            assertEquals(200, wire.ask("GET", "/f.txt").status());
        }
    }

    @Test
    void otherMethodsAreRefusedAndTheirBodiesPassedOver() throws IOException {
        write("f.txt", "text");
        try (SiteServer server = start();
                RawClient wire = RawClient.to(server)) {
            wire.send("POST /f.txt HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n");
            assertEquals("GET, HEAD", wire.read().field("allow"));
            wire.send("G".repeat(20_000));
            assertEquals("text", wire.ask("GET", "/f.txt").text());
            wire.send("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
            assertEquals(501, wire.read().status());
            assertTrue(wire.ended());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, 400",
        "GET / HTTP/1.1|Host: a|Host: b, 400",
        "GET / HTTP/1.1|Host: a|Content-Length: 1|Transfer-Encoding: chunked, 400",
        "GET / HTTP/1.1|Host: a|Content-Length: 1|Content-Length: 2, 400",
        "GET / HTTP/1.1|Host: a|Content-Length: -1, 400",
        "GET / HTTP/1.1|Host: a|Content-Length: 1000000, 413",
        "GET /../x HTTP/1.1|Host: a, 400",
        "nonsense, 400",
        "GET / HTTP/3.0|Host: a, 505"
    })
    void badRequestsAreRefused(String head, int status) throws IOException {
        try (SiteServer server = start();
                RawClient wire = RawClient.to(server)) {
            RawClient.Got got = wire.send(head.replace("|", "\r\n") + "\r\n\r\n").read();
            assertEquals(status, got.status(), got::text);
        }
    }

    @Test
    void headsHaveABound() throws IOException {
        try (SiteServer server = start();
                RawClient fields = RawClient.to(server);
                RawClient target = RawClient.to(server)) {
            fields.send("GET / HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(60_000));
            assertEquals(431, fields.read().status());
            assertTrue(fields.ended());
            target.send("GET /" + "a".repeat(60_000));
            assertEquals(414, target.read().status());
        }
    }

    @Test
    void aFolderShowsItsPageOrItsFiles() throws IOException {
        write("with/index.html", "the page");
        write("list/a&b.txt", "x");
        write("list/sub/c", "x");
        write("list/.secret", "x");
        write(".well-known/x", "x");
        try (SiteServer server = start()) {
            RawClient.Got moved = RawClient.get(server, "/with?q=1");
            assertEquals(301, moved.status());
            assertEquals("/with/?q=1", moved.field("location"));
            assertEquals("/list/", RawClient.get(server, "//list").field("location"));
            assertEquals("the page", RawClient.get(server, "/with/").text());
            String list = RawClient.get(server, "/list/").text();
            assertTrue(list.contains("<a href=\"./a%26b.txt\">a&amp;b.txt</a>"), list);
            assertTrue(list.indexOf("./sub/") < list.indexOf("./a%26b.txt"), list);
            assertFalse(list.contains("secret"), list);
            assertEquals(404, RawClient.get(server, "/list/.secret").status());
            assertEquals("x", RawClient.get(server, "/.well-known/x").text());
        }
        try (SiteServer server = Site.of(folder).withPort(0).withHidden(true).start()) {
            assertEquals("x", RawClient.get(server, "/list/.secret").text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/a/../../secret.txt",
                "/out/secret.txt",
                "/link.txt",
                "/a/chain/secret.txt",
                "//../secret.txt",
                "/./../secret.txt",
                "/%2e%2e%2fsecret.txt",
                "/..%5csecret.txt",
                "/loop/x"
            })
    void nothingOutsideOfTheFolderIsServed(String target) throws IOException {
        Path inside = folder.resolve("site");
        Files.createDirectories(inside.resolve("a"));
        Path secret = write("secret.txt", "secret");
        Files.createSymbolicLink(inside.resolve("out"), folder);
        Files.createSymbolicLink(inside.resolve("link.txt"), secret);
        Files.createSymbolicLink(inside.resolve("a/chain"), inside.resolve("out"));
        Files.createSymbolicLink(inside.resolve("loop"), inside.resolve("loop"));
        try (SiteServer server = Site.of(inside).withPort(0).start()) {
            RawClient.Got got = RawClient.get(server, target);
            assertTrue(got.status() == 400 || got.status() == 404, () -> "got " + got.status());
            assertFalse(got.text().contains("secret\n") || got.text().equals("secret"));
        }
    }

    @Test
    void linksWithinTheFolderAreFollowedUntilTheyLeaveIt() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("site"));
        Files.writeString(inside.resolve("real.txt"), "real");
        Path secret = write("secret.txt", "secret");
        Path link = Files.createSymbolicLink(inside.resolve("link.txt"), Path.of("real.txt"));
        try (SiteServer server = Site.of(inside).withPort(0).start()) {
            assertEquals("real", RawClient.get(server, "/link.txt").text());
            Files.delete(link);
            Files.createSymbolicLink(link, secret);
            assertEquals(404, RawClient.get(server, "/link.txt").status());
        }
    }

    @Test
    void whatAProgramSaysIsServed() throws IOException {
        SiteContent content =
                request -> {
                    if (request.path().equals("/throw")) {
                        throw new IOException("no");
                    }
                    return Reply.html("you asked " + request.target()).field("X-Own", "1");
                };
        try (SiteServer server = Site.of(content).withPort(0).start()) {
            RawClient.Got got = RawClient.get(server, "/a?b");
            assertEquals("you asked /a?b", got.text());
            assertEquals("1", got.field("x-own"));
            assertEquals(500, RawClient.get(server, "/throw").status());
            assertEquals(405, RawClient.to(server).ask("DELETE", "/").status());
        }
        assertThrows(IllegalArgumentException.class, () -> Reply.html("").field("A", "b\r\nC: d"));
    }

    @Test
    void twoSitesCannotShareAPort() throws IOException {
        try (SiteServer server = start()) {
            IOException inUse =
                    assertThrows(
                            IOException.class,
                            () -> Site.of(folder).withPort(server.port()).start());
            assertTrue(inUse.toString().contains("choose another port"), inUse.toString());
        }
    }

    @Test
    void aClosedServerHasClosedItsConnections() throws IOException {
        SiteServer server = start();
        try (RawClient wire = RawClient.to(server)) {
            assertEquals(200, wire.ask("GET", "/").status());
            server.close();
            assertTrue(wire.ended());
            server.close();
        }
    }
}
