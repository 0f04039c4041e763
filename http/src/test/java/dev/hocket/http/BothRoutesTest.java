package dev.hocket.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.http.HttpException.Reason;
import dev.hocket.testkit.web.ScriptedServer;
import dev.hocket.testkit.web.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds by sockets and by the JDK's client, with the same servers, good and bad. */
@ParameterizedClass
@ValueSource(strings = {"plain", "tls"})
@Timeout(60)
class BothRoutesTest {
    private final boolean tls;
    private final ClientSettings settings;
    private @Nullable ScriptedServer server;

    BothRoutesTest(String route) throws Exception {
        tls = route.equals("tls");
        settings = ClientSettings.defaults().withTls(TestCertificates.forLocalhost());
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private ScriptedServer serve(ScriptedServer.Script script) throws Exception {
        server = ScriptedServer.start(tls ? TestCertificates.forLocalhost() : null, script);
        return server;
    }

    private ScriptedServer always(String answer) throws Exception {
        return serve((_, wire) -> {
            wire.send(answer);
            wire.end();
        });
    }

    private record Got(int status, Headers headers, String body) {}

    private Got get(URI uri) throws Exception {
        return exchange(Request.get(uri));
    }

    private Got exchange(Request request) throws Exception {
        try (Client client = Client.open(settings)) {
            return exchange(client, request);
        }
    }

    private static Got exchange(Client client, Request request) throws Exception {
        try (Response response = client.exchange(request)) {
            String body = new String(response.body().readAllBytes(), UTF_8);
            return new Got(response.status(), response.headers(), body);
        }
    }

    private HttpException refused(URI uri) {
        return assertThrows(HttpException.class, () -> get(uri));
    }

    @Test
    void readsABodyOfAKnownLength() throws Exception {
        ScriptedServer server =
                serve((_, wire) -> wire.answer(200, "X-One: a\nx-one:  b \n", "hello"));
        Got got = get(server.at("/a%20b?c=d"));
        assertEquals(200, got.status);
        assertEquals("hello", got.body);
        assertEquals(List.of("a", "b"), got.headers.all("X-ONE"));
        ScriptedServer.ReceivedRequest asked = server.asked().getFirst();
        assertEquals("/a%20b?c=d", asked.target());
        assertEquals("hocket/0.1", asked.headers().get("user-agent"));
        assertEquals("*/*", asked.headers().get("accept"));
        assertEquals("localhost:" + server.port(), asked.headers().get("host"));
        assertEquals("identity", asked.headers().get("accept-encoding"));
    }

    @Test
    void readsChunks() throws Exception {
        ScriptedServer server =
                always(
                        """
                        HTTP/1.1 200 OK
                        Transfer-Encoding: Chunked

                        5;a=b
                        hello
                        00001
                        \s
                        5
                        world
                        0

                        """);
        assertEquals("hello world", get(server.at("/")).body);
    }

    @Test
    void readsUpToTheEndOfTheConnection() throws Exception {
        assertEquals("all of it", get(always("HTTP/1.0 200 OK\n\nall of it").at("/")).body);
    }

    @Test
    void passesOverInterimAnswers() throws Exception {
        ScriptedServer server =
                always(
                        """
                        HTTP/1.1 103 Early Hints
                        Link: </a>

                        HTTP/1.1 200 OK
                        Content-Length: 2

                        ok\
                        """);
        assertEquals("ok", get(server.at("/")).body);
    }

    @Test
    void answersWithoutABodyAreEmptyWhateverTheySay() throws Exception {
        ScriptedServer server =
                serve((asked, wire) -> {
                    int status = asked.target().equals("/head") ? 200 : 304;
                    wire.send("HTTP/1.1 " + status + " X\nContent-Length: 9\n\n");
                });
        try (Client client = Client.open(settings)) {
            try (Response head = client.exchange(Request.head(server.at("/head")))) {
                assertEquals(OptionalLong.of(9), head.length());
                assertEquals(-1, head.body().read());
            }
            assertEquals("", exchange(client, Request.get(server.at("/304"))).body);
        }
    }

    @Test
    void decompressesWhatItAskedFor() throws Exception {
        String text = "compressed ".repeat(10_000);
        ScriptedServer server =
                serve((asked, wire) -> {
                    String coding = asked.target().substring(1);
                    String name = coding.equals("bare") ? "deflate" : coding;
                    wire.answer(200, "Content-Encoding: " + name + "\n", compressed(coding, text));
                });
        for (String coding : List.of("gzip", "deflate", "bare")) {
            Request request = Request.get(server.at("/" + coding)).acceptCompressed();
            assertEquals(text, exchange(request).body, coding);
        }
        assertEquals("gzip, deflate", server.asked().getFirst().headers().get("accept-encoding"));
        try (Client client = Client.open(settings);
                Response sent = client.exchange(Request.get(server.at("/gzip")))) {
            assertEquals("gzip", sent.coding());
            int length = sent.body().readAllBytes().length;
            assertEquals(OptionalLong.of(length), sent.length());
            assertTrue(length < 10_000);
        }
    }

    private static byte[] compressed(String coding, String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Deflater bare = new Deflater(6, true);
                OutputStream to =
                        switch (coding) {
                            case "gzip" -> new GZIPOutputStream(out);
                            case "bare" -> new DeflaterOutputStream(out, bare);
                            default -> new DeflaterOutputStream(out);
                        }) {
            to.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void aDamagedCompressedBodyFails() throws Exception {
        byte[] whole = compressed("gzip", "x".repeat(100_000));
        byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
        ScriptedServer server =
                serve((_, wire) -> wire.answer(200, "Content-Encoding: gzip\n", half));
        HttpException failed =
                assertThrows(
                        HttpException.class,
                        () -> exchange(Request.get(server.at("/")).acceptCompressed()));
        assertEquals(Reason.MALFORMED, failed.reason());
    }

    @Test
    void aBodyCutShortFails() throws Exception {
        URI uri = always("HTTP/1.1 200 OK\nContent-Length: 100\n\nonly this").at("/");
        HttpException failed = refused(uri);
        assertEquals(Reason.TRUNCATED, failed.reason());
        String came = tls ? "not all" : "9";
        assertEquals(
                uri + ": the response was cut short: " + came + " of 100 bytes received",
                failed.getMessage());
    }

    @Test
    void chunksCutShortFail() throws Exception {
        String head = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n";
        for (String rest : List.of("", "5\nhel", "5\nhello\n", "5\nhello\n0\n", "5\nhello\n0")) {
            HttpException failed = refused(always(head + rest).at("/"));
            assertEquals(Reason.TRUNCATED, failed.reason(), rest);
        }
    }

    @Test
    void badChunksFail() throws Exception {
        String head = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n";
        for (String rest : List.of("x\nhello\n0\n\n", "-1\nhello\n0\n\n")) {
            assertTrue(refused(always(head + rest).at("/")).reason().isPassing(), rest);
        }
    }

    @Test
    void whatIsNoHttpFails() throws Exception {
        for (String answer : List.of("SSH-2.0-OpenSSH\n", "HTTP/1.1 what\n\n", "<html>\n\n")) {
            assertTrue(refused(always(answer).at("/")).reason().isPassing(), answer);
        }
    }

    @Test
    void noAnswerFails() throws Exception {
        assertEquals(Reason.TRUNCATED, refused(always("").at("/")).reason());
        assertEquals(Reason.TRUNCATED, refused(always("HTTP/1.1 200 OK\nA: b").at("/")).reason());
    }

    @Test
    void twoLengthsFail() throws Exception {
        URI uri = always("HTTP/1.1 200 OK\nContent-Length: 2\nContent-Length: 3\n\nabc").at("/");
        assertTrue(refused(uri).reason().isPassing());
    }

    @Test
    void aHugeHeaderFails() throws Exception {
        for (int bytes : List.of(70_000, 2_000_000)) {
            String answer = "HTTP/1.1 200 OK\nA: " + "x".repeat(bytes) + "\nContent-Length: 0\n\n";
            HttpException failed = refused(always(answer).at("/"));
            assertEquals(Reason.TOO_LARGE, failed.reason());
            assertFalse(failed.reason().isPassing());
        }
    }

    @Test
    void aServerThatStallsFails() throws Exception {
        ScriptedServer server =
                serve((asked, wire) -> {
                    if (asked.target().equals("/body")) {
                        wire.send("HTTP/1.1 200 OK\nContent-Length: 100\n\nonly this");
                    }
                    wire.awaitClient();
                });
        ClientSettings hasty = settings.withStallTimeout(Duration.ofSeconds(1));
        try (Client client = Client.open(hasty)) {
            for (String target : List.of("/head", "/body")) {
                HttpException failed =
                        assertThrows(
                                HttpException.class,
                                () -> exchange(client, Request.get(server.at(target))));
                assertEquals(Reason.STALLED, failed.reason(), target);
                assertTrue(failed.toString().endsWith("sent nothing for 1 s"));
            }
        }
    }

    @Test
    void nobodyThereFails() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String scheme = tls ? "https" : "http";
        HttpException failed = refused(URI.create(scheme + "://127.0.0.1:" + port + "/"));
        assertEquals(Reason.CONNECT, failed.reason());
        String unknown = scheme + "://" + "x".repeat(64) + ".invalid/";
        HttpException lost = refused(URI.create(unknown));
        assertEquals(Reason.CONNECT, lost.reason());
        assertTrue(lost.toString().contains("is not known"), lost::toString);
    }

    @Test
    void followsRedirects() throws Exception {
        ScriptedServer server =
                serve((asked, wire) -> {
                    switch (asked.target()) {
                        case "/a/one" -> wire.answer(302, "Location: two?x=1#part\n", "gone");
                        case "/a/two?x=1" -> wire.answer(307, "Location: /ü b\n", "");
                        default -> wire.answer(200, "", asked.target());
                    }
                });
        try (Client client = Client.open(settings);
                Response response = client.exchange(Request.get(server.at("/a/one")))) {
            assertEquals("/%C3%BC%20b", new String(response.body().readAllBytes(), UTF_8));
            assertEquals(
                    List.of(server.at("/a/one"), server.at("/a/two?x=1")), response.redirects());
        }
        try (Client client = Client.open(settings.withRedirects(0));
                Response response = client.exchange(Request.get(server.at("/a/one")))) {
            assertEquals(302, response.status());
        }
    }

    @Test
    void redirectsEndSomewhere() throws Exception {
        ScriptedServer server =
                serve((asked, wire) -> {
                    String to =
                            switch (asked.target()) {
                                case "/loop" -> "/pool";
                                case "/pool" -> "/loop";
                                case "/ftp" -> "ftp://localhost/";
                                case "/bad" -> "http://[::x/";
                                default -> asked.target() + "1";
                            };
                    wire.answer(301, "Location: " + to + "\n", "");
                });
        for (String target : List.of("/loop", "/ftp", "/bad", "/1")) {
            assertEquals(Reason.REDIRECT, refused(server.at(target)).reason(), target);
        }
        assertEquals(2 + 1 + 1 + 11, server.asked().size());
    }

    @Test
    void aPasswordGoesToItsOwnHostAlone() throws Exception {
        ScriptedServer server =
                serve((asked, wire) -> {
                    String other = tls ? "https://localhost:1/" : "http://127.0.0.1:1/nobody";
                    String to = asked.target().equals("/one") ? "/two" : other;
                    wire.answer(301, "Location: " + to + "\n", "");
                });
        Request request =
                Request.get(URI.create(server.text("/one").replace("//", "//me:secret@")));
        HttpException failed = assertThrows(HttpException.class, () -> exchange(request));
        assertEquals(Reason.CONNECT, failed.reason());
        assertFalse(failed.toString().contains("secret"));
        for (ScriptedServer.ReceivedRequest asked : server.asked()) {
            assertEquals("Basic bWU6c2VjcmV0", asked.headers().get("authorization"));
        }
        Response.RawResponse answer =
                new Response.RawResponse(
                        server.at("/"),
                        301,
                        "HTTP/1.1",
                        Headers.none().with("Location", "https://elsewhere.test/"),
                        0,
                        new NoBody());
        Request sent = request.withoutUser().header("cookie", "c");
        Request next = Redirects.next(sent, answer, List.of(), 10);
        assertEquals(List.of(), next.headers().fields());
    }

    private static final class NoBody implements MessageBody {
        @Override
        public java.nio.@Nullable ByteBuffer next() {
            return null;
        }

        @Override
        public void close() {}
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        Semaphore asked = new Semaphore(0);
        ScriptedServer server =
                serve((_, wire) -> {
                    asked.release();
                    wire.awaitClient();
                });
        try (Client client = Client.open(settings)) {
            for (Thread.Builder builder : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
                CompletableFuture<Got> end = new CompletableFuture<>();
                Thread thread =
                        builder.start(() -> {
                            try {
                                end.complete(exchange(client, Request.get(server.at("/"))));
                            } catch (Exception failed) {
                                end.completeExceptionally(failed);
                            }
                        });
                asked.acquire();
                thread.interrupt();
                assertInstanceOf(InterruptedException.class, failure(end));
            }
        }
    }

    private static @Nullable Throwable failure(CompletableFuture<?> future) {
        return assertThrows(ExecutionException.class, future::get).getCause();
    }

    @Test
    void cancellingEndsTheExchange() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        ScriptedServer server =
                serve((_, wire) -> {
                    wire.send("HTTP/1.1 200 OK\nContent-Length: 100\n\nonly this");
                    asked.countDown();
                    try {
                        wire.awaitClient();
                    } finally {
                        left.countDown();
                    }
                });
        try (Client client = Client.open(settings)) {
            CompletableFuture<byte[]> future =
                    client.exchangeAsync(Request.get(server.at("/")), r -> r.body().readAllBytes());
            asked.await();
            assertTrue(future.cancel(true));
            assertThrows(CancellationException.class, future::join);
            left.await();
        }
    }

    @Test
    void closingTheClientEndsTheExchange() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ScriptedServer server =
                serve((_, wire) -> {
                    asked.countDown();
                    wire.awaitClient();
                });
        Client client = Client.open(settings);
        CompletableFuture<Object> future =
                client.exchangeAsync(Request.get(server.at("/")), r -> r.body().readAllBytes());
        asked.await();
        client.close();
        HttpException failed = assertInstanceOf(HttpException.class, failure(future));
        assertEquals(Reason.CLOSED, failed.reason());
        assertEquals(
                Reason.CLOSED,
                assertThrows(
                                HttpException.class,
                                () -> exchange(client, Request.get(server.at("/"))))
                        .reason());
    }

    @Test
    void writesToAChannel() throws Exception {
        String text = "0123456789".repeat(50_000);
        ScriptedServer server = serve((_, wire) -> wire.answer(200, "", text));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Client client = Client.open(settings);
                Response response = client.exchange(Request.get(server.at("/")))) {
            assertEquals(text.length(), response.transferTo(Channels.newChannel(out)));
        }
        assertEquals(text, out.toString(UTF_8));
    }
}
