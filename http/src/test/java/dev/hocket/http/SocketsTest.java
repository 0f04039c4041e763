package dev.hocket.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hocket.http.HttpException.Reason;
import dev.hocket.testkit.web.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections and their reuse, and how strictly answers are read, by sockets. */
@Timeout(60)
class SocketsTest {
    private @Nullable ScriptedServer server;
    private final Client client = Client.open(ClientSettings.defaults());

    @AfterEach
    void stop() throws IOException {
        client.close();
        if (server != null) {
            server.close();
        }
    }

    private ScriptedServer serve(ScriptedServer.Script script) throws IOException {
        server = ScriptedServer.start(script);
        return server;
    }

    private String get(URI uri) throws Exception {
        try (Response response = client.exchange(Request.get(uri))) {
            return new String(response.body().readAllBytes(), UTF_8);
        }
    }

    @Test
    void aConnectionServesAgain() throws Exception {
        ScriptedServer server =
                serve((asked, wire) -> {
                    switch (asked.target()) {
                        case "/chunks" ->
                                wire.send(
                                        """
                                        HTTP/1.1 200 OK
                                        Transfer-Encoding: chunked

                                        2
                                        ab
                                        0
                                        X-Trailer: 1

                                        """);
                        case "/none" -> wire.send("HTTP/1.1 304 X\nContent-Length: 5\n\n");
                        case "/bare" -> wire.send("HTTP/1.1 204\n\n");
                        default -> wire.answer(200, "", asked.target());
                    }
                });
        for (String target : List.of("/a", "/chunks", "/none", "/bare", "/b")) {
            get(server.at(target));
        }
        try (Response head = client.exchange(Request.head(server.at("/chunks")))) {
            assertEquals(200, head.status());
        }
        assertEquals(1, server.connections());
    }

    @Test
    void aConnectionInDoubtDoesNotServeAgain() throws Exception {
        ScriptedServer server =
                serve((asked, wire) -> {
                    String ok = "HTTP/1.1 200 OK\n";
                    wire.send(
                            switch (asked.target()) {
                                case "/close" ->
                                        ok + "Connection: foo, Close\nContent-Length: 2\n\nab";
                                case "/old" -> "HTTP/1.0 200 OK\nContent-Length: 2\n\nab";
                                case "/two" ->
                                        ok
                                                + "Content-Length: 9\nTransfer-Encoding: chunked"
                                                + "\n\n2\nab\n0\n\n";
                                case "/more" -> ok + "Content-Length: 2\n\nabHTTP/1.1 200";
                                case "/colon" -> ok + "nonsense\nContent-Length: 2\n\nab";
                                default -> ok + "Content-Length : 2\n\nab";
                            });
                });
        List<String> targets = List.of("/close", "/old", "/two", "/more", "/colon", "/space");
        for (String target : targets) {
            assertEquals("ab", get(server.at(target)), target);
        }
        assertEquals(targets.size(), server.connections());
    }

    @Test
    void whatComesUnaskedSpoilsAConnection() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        ScriptedServer server =
                serve((asked, wire) -> {
                    wire.answer(200, "", asked.target());
                    if (asked.target().equals("/first")) {
                        more.await();
                        wire.answer(200, "", "poison");
                        sent.countDown();
                    }
                });
        assertEquals("/first", get(server.at("/first")));
        more.countDown();
        sent.await();
        assertEquals("/second", get(server.at("/second")));
        assertEquals(2, server.connections());
    }

    @Test
    void aBodyLeftUnreadSpoilsAConnectionAndOneDiscardedDoesNot() throws Exception {
        ScriptedServer server =
                serve((asked, wire) -> {
                    int size = Integer.parseInt(asked.target().substring(1));
                    wire.answer(200, "", "x".repeat(size));
                });
        for (int i = 0; i < 3; i++) {
            client.exchange(Request.get(server.at("/10000"))).discard();
        }
        assertEquals(1, server.connections());
        Response response = client.exchange(Request.get(server.at("/500000")));
        assertEquals('x', response.body().read());
        response.close();
        response.close();
        assertThrows(IOException.class, () -> response.body().readAllBytes());
        get(server.at("/500000"));
        assertEquals(2, server.connections());
    }

    @Test
    void aDeadConnectionIsReplaced() throws Exception {
        Semaphore closed = new Semaphore(0);
        ScriptedServer server =
                serve((asked, wire) -> {
                    if (asked.nth() == 1 && asked.target().equals("/partly")) {
                        wire.send("HTTP/1.1 2");
                        wire.end();
                    } else {
                        wire.answer(200, "", "fine");
                        if (asked.target().equals("/end")) {
                            wire.end();
                        } else if (asked.target().equals("/reset")) {
                            wire.reset();
                        }
                    }
                    closed.release();
                });
        for (String target : List.of("/end", "/end", "/reset", "/reset", "/fine")) {
            assertEquals("fine", get(server.at(target)));
            closed.acquire();
        }
        assertEquals(5, server.connections());
        HttpException failed = assertThrows(HttpException.class, () -> get(server.at("/partly")));
        assertEquals(Reason.TRUNCATED, failed.reason());
        assertEquals(6, server.asked().size(), "what was answered in part is not asked again");
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        ScriptedServer server =
                serve((_, wire) -> {
                    wire.answer(200, "", "fine");
                    wire.awaitClient();
                    left.countDown();
                });
        try (Client hasty =
                        Client.open(
                                ClientSettings.defaults().withIdleTimeout(Duration.ofMillis(50)));
                Response response = hasty.exchange(Request.get(server.at("/")))) {
            response.discard();
            left.await();
        }
    }

    @Test
    void smallMistakesAreForgiven() throws Exception {
        ScriptedServer server =
                serve((_, wire) -> {
                    byte[] bare =
                            "HTTP/1.1 200\nA: b\n  c\nContent-Length: 2\n\nok".getBytes(UTF_8);
                    wire.send(bare);
                });
        try (Response response = client.exchange(Request.get(server.at("/")))) {
            assertEquals("b c", response.headers().first("a"));
            assertEquals("ok", new String(response.body().readAllBytes(), UTF_8));
        }
    }

    @Test
    void bigMistakesAreNot() throws Exception {
        List<String> answers =
                List.of(
                        "HTTP/1.1 200 OK\nA: b\0c\n\n",
                        "HTTP/1.1 200 OK\nContent-Length: -1\n\n",
                        "HTTP/1.1 200 OK\nContent-Length: 1e3\n\n",
                        "HTTP/1.1 200 OK\nContent-Length: 99999999999999999999\n\n",
                        "HTTP/1.1 200 OK\nTransfer-Encoding: gzip\n\n",
                        "HTTP/1.1 101 Switching\nUpgrade: x\n\n",
                        "HTTP/2 200\n\n",
                        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n\n\n0\n\n",
                        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1000000000000000\nx\n0\n\n",
                        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nhello\n0\n\n");
        ScriptedServer server =
                serve((asked, wire) -> {
                    int which = Integer.parseInt(asked.target().substring(1));
                    wire.send(answers.get(which));
                    wire.end();
                });
        for (int i = 0; i < answers.size(); i++) {
            URI uri = server.at("/" + i);
            HttpException failed = assertThrows(HttpException.class, () -> get(uri));
            assertEquals(Reason.MALFORMED, failed.reason(), answers.get(i));
        }
    }

    @Test
    void endlessLinesAndTrailersHaveAnEnd() throws Exception {
        ScriptedServer server =
                serve((asked, wire) -> {
                    String head = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n";
                    String endless = "x".repeat(100_000);
                    switch (asked.target()) {
                        case "/chunk" -> wire.send(head + "5;" + endless);
                        case "/trailer" -> wire.send(head + "0\nA: " + endless);
                        default -> wire.send("HTTP/1.1 100 Go\n\n".repeat(10_000));
                    }
                    wire.end();
                });
        for (String target : List.of("/chunk", "/trailer", "/interim")) {
            HttpException failed =
                    assertThrows(HttpException.class, () -> get(server.at(target)), target);
            assertEquals(Reason.TOO_LARGE, failed.reason(), target);
        }
    }

    @Test
    void manyAtATimeGetTheirOwnAnswers() throws Exception {
        ScriptedServer server =
                serve((asked, wire) -> {
                    int size = Integer.parseInt(asked.target().substring(1));
                    if (size % 7 == 0) {
                        wire.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n");
                        String half = asked.target().repeat(size / 2);
                        for (int i = 0; i < 2; i++) {
                            wire.send(Integer.toHexString(half.length()) + "\n" + half + "\n");
                        }
                        wire.send("0\n\n");
                    } else {
                        wire.answer(200, "", asked.target().repeat(size / 2 * 2));
                    }
                    if (size % 11 == 0) {
                        wire.end();
                    }
                });
        List<Future<?>> all = new ArrayList<>();
        for (int lane = 0; lane < 32; lane++) {
            int first = lane;
            all.add(
                    InterruptibleFuture.run(
                            "lane",
                            () -> {
                                for (int i = 0; i < 40; i++) {
                                    int size = 1 + (first * 37 + i * 101) % 3000;
                                    String target = "/" + size;
                                    String expected = target.repeat(size / 2 * 2);
                                    assertEquals(expected, get(server.at(target)));
                                }
                                return "done";
                            }));
        }
        for (Future<?> lane : all) {
            lane.get();
        }
    }

    @Test
    void requestsCannotBeForged() {
        URI uri = URI.create("http://localhost/");
        for (String name : List.of("Host", "Connection", "a b", "a:", "", "a\r\nb")) {
            assertThrows(
                    IllegalArgumentException.class, () -> Request.get(uri).header(name, "x"), name);
        }
        assertThrows(
                IllegalArgumentException.class, () -> Request.get(uri).header("A", "b\r\nC: d"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Request.get(URI.create("file:///etc/passwd")));
    }
}
