package dev.hocket.jobs.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.http.Headers;
import dev.hocket.http.HttpException;
import dev.hocket.testkit.web.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FetchTaskTest {
    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(7).nextBytes(CONTENT);
    }

    @TempDir private Path folder;
    private final Client client = Client.open(ClientSettings.defaults());
    private @Nullable ScriptedServer server;

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

    private FetchSettings settings() {
        return FetchSettings.into(folder).withResumeBytes(1);
    }

    private FetchTask task(FetchSettings settings) {
        return new FetchTask(client, settings);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileIsThereWhole() throws Exception {
        ScriptedServer server = serve((_, wire) -> wire.answer(200, "", CONTENT));
        FetchTask task = task(settings());
        FetchedFile fetched = task.run(server.text("/a.bin"));
        assertEquals(
                new FetchedFile(server.text("/a.bin"), folder.resolve("a.bin"), 300_000, 0, false),
                fetched);
        assertArrayEquals(CONTENT, Files.readAllBytes(fetched.file()));
        assertEquals(List.of("a.bin"), files());
        assertEquals(300_000, task.received());
    }

    @Test
    void aFileCutShortIsNotThere() throws Exception {
        ScriptedServer server =
                serve((asked, wire) -> {
                    wire.send("HTTP/1.1 200 OK\nContent-Length: 9\n\nhalf");
                    wire.end();
                });
        assertThrows(HttpException.class, () -> task(settings()).run(server.text("/a.bin")));
        assertEquals(List.of(), files());
    }

    /** Sends half of it the first time; knows ranges. */
    private static void halves(
            AtomicInteger times,
            String version,
            ScriptedServer.ReceivedRequest asked,
            ScriptedServer.Reply wire)
            throws IOException {
        boolean first = times.incrementAndGet() == 1;
        String range = asked.headers().get("range");
        boolean same = version.equals(asked.headers().get("if-range"));
        String tag = version.startsWith("\"") ? "ETag: " : "Last-Modified: ";
        if (first) {
            wire.send("HTTP/1.1 200 OK\n" + tag + version + "\nContent-Length: 300000\n\n");
            wire.send(Arrays.copyOf(CONTENT, 150_000));
            wire.end();
        } else if (range == null || !same) {
            wire.answer(200, tag + version + "\n", CONTENT);
        } else {
            int from = Integer.parseInt(range.substring(6, range.length() - 1));
            wire.answer(
                    206,
                    tag + version + "\nContent-Range: bytes " + from + "-299999/300000\n",
                    Arrays.copyOfRange(CONTENT, from, 300_000));
        }
    }

    @Test
    void aBrokenTransferGoesOn() throws Exception {
        for (String version : List.of("\"v1\"", "Sat, 21 Nov 2026 10:00:00 GMT")) {
            AtomicInteger times = new AtomicInteger();
            ScriptedServer server = serve((asked, wire) -> halves(times, version, asked, wire));
            String input = server.text("/a.bin") + " sha256:" + sha256(CONTENT);
            assertThrows(HttpException.class, () -> task(settings()).run(input));
            assertEquals(2, files().size(), "the part and its note: " + files());
            FetchedFile fetched =
                    task(settings().withExisting(ExistingFileRule.OVERWRITE)).run(input);
            assertEquals(150_000, fetched.resumed());
            assertArrayEquals(CONTENT, Files.readAllBytes(fetched.file()));
            assertEquals(List.of("a.bin"), files());
            Files.delete(fetched.file());
            server.close();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aPartOfAnotherVersionIsDropped() throws Exception {
        AtomicInteger times = new AtomicInteger();
        ScriptedServer server =
                serve((asked, wire) ->
                        halves(times, times.get() == 0 ? "\"v1\"" : "\"v2\"", asked, wire));
        assertThrows(HttpException.class, () -> task(settings()).run(server.text("/a.bin")));
        FetchedFile fetched = task(settings()).run(server.text("/a.bin"));
        assertEquals(0, fetched.resumed());
        assertArrayEquals(CONTENT, Files.readAllBytes(fetched.file()));
        assertEquals(List.of("a.bin"), files());
    }

    @Test
    void liesAboutRangesAreSeen() throws Exception {
        for (String lie :
                List.of(
                        "206 Part\nContent-Range: bytes 0-299999/300000\n",
                        "206 Part\nContent-Range: bytes 149999-299998/300000\n",
                        "206 Part\n",
                        "206 Part\nETag: \"v2\"\nContent-Range: bytes 149999-299999/300000\n",
                        "416 No\nContent-Range: bytes */300000\n")) {
            AtomicInteger times = new AtomicInteger();
            ScriptedServer server =
                    serve((asked, wire) -> {
                        if (times.get() == 1) {
                            times.incrementAndGet();
                            wire.send("HTTP/1.1 " + lie + "Content-Length: 4\n\nlies");
                        } else {
                            halves(times, "\"v1\"", asked, wire);
                        }
                    });
            assertThrows(HttpException.class, () -> task(settings()).run(server.text("/a")));
            FetchedFile fetched =
                    task(settings().withExisting(ExistingFileRule.OVERWRITE))
                            .run(server.text("/a"));
            assertArrayEquals(CONTENT, Files.readAllBytes(fetched.file()), lie);
            assertEquals(List.of("a"), files());
            server.close();
        }
    }

    @Test
    void aWrongChecksumFailsAndLeavesNothing() throws Exception {
        ScriptedServer server = serve((_, wire) -> wire.answer(200, "ETag: \"1\"\n", CONTENT));
        Checksum wrong = Checksum.parse("md5:" + "0".repeat(32));
        ChecksumException failed =
                assertThrows(
                        ChecksumException.class,
                        () -> task(settings().withChecksum(wrong)).run(server.text("/a")));
        assertFalse(FetchTask.isPassing(failed));
        assertEquals(List.of(), files());
        Checksum right = Checksum.parse("sha256:" + sha256(CONTENT));
        task(settings().withChecksum(right)).run(server.text("/a"));
        assertEquals(List.of("a"), files());
    }

    @Test
    void existingFilesAreKeptAsAsked() throws Exception {
        ScriptedServer server = serve((asked, wire) -> wire.answer(200, "", "new"));
        Files.writeString(folder.resolve("a"), "old");
        String url = server.text("/a");
        assertEquals(folder.resolve("a.1"), task(settings()).run(url).file());
        FetchTask numbering = task(settings());
        assertEquals(folder.resolve("a.2"), numbering.run(url).file());
        assertEquals(folder.resolve("a.3"), numbering.run(url).file());
        assertEquals("old", Files.readString(folder.resolve("a")));

        int asked = server.asked().size();
        assertTrue(task(settings().withExisting(ExistingFileRule.SKIP)).run(url).skipped());
        assertThrows(
                FileAlreadyExistsException.class,
                () -> task(settings().withExisting(ExistingFileRule.FAIL)).run(url));
        assertEquals(asked, server.asked().size());
        assertEquals("old", Files.readString(folder.resolve("a")));

        task(settings().withExisting(ExistingFileRule.OVERWRITE)).run(url);
        assertEquals("new", Files.readString(folder.resolve("a")));
        assertEquals(List.of("a", "a.1", "a.2", "a.3"), files());
    }

    @Test
    void theServersNameIsTakenAndMadeSafe() throws Exception {
        ScriptedServer server =
                serve((_, wire) ->
                        wire.answer(
                                200,
                                "Content-Disposition: attachment;"
                                        + " filename=\"../../up/x.txt\"\n",
                                "x"));
        assertEquals(folder.resolve("x.txt"), task(settings()).run(server.text("/a")).file());
        ExistingFileRule skip = ExistingFileRule.SKIP;
        assertTrue(task(settings().withExisting(skip)).run(server.text("/a")).skipped());
        assertEquals(List.of("x.txt"), files());
    }

    @Test
    void compressedBodiesAreStoredDecompressedIfAskedFor() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(CONTENT);
        }
        ScriptedServer server =
                serve((_, wire) ->
                        wire.answer(
                                200,
                                "ETag: \"1\"\nContent-Encoding: gzip\n",
                                packed.toByteArray()));
        FetchedFile plain = task(settings().withCompression(true)).run(server.text("/a"));
        assertArrayEquals(CONTENT, Files.readAllBytes(plain.file()));
        FetchedFile sent = task(settings()).run(server.text("/a"));
        assertArrayEquals(packed.toByteArray(), Files.readAllBytes(sent.file()));
    }

    @Test
    void statusesAreFailures() throws Exception {
        ScriptedServer server =
                serve((asked, wire) -> {
                    int status = Integer.parseInt(asked.target().substring(1, 4));
                    String after = asked.target().substring(4);
                    String field = after.isEmpty() ? "" : "Retry-After: " + after + "\n";
                    wire.answer(status, field, status == 204 || status == 304 ? "" : "sorry");
                });
        for (int status : List.of(204, 206, 304, 400, 403, 404, 429, 500, 501, 503)) {
            StatusException failed =
                    assertThrows(
                            StatusException.class,
                            () -> task(settings()).run(server.text("/" + status)));
            assertEquals(status, failed.status());
            boolean passing = status == 429 || status == 500 || status == 503;
            assertEquals(passing, FetchTask.isPassing(failed), failed.getMessage());
        }
        ServerBusyException busy =
                assertThrows(
                        ServerBusyException.class,
                        () -> task(settings()).run(server.text("/42930")));
        assertEquals(Duration.ofSeconds(30), busy.retryAfter());
        assertTrue(FetchTask.isPassing(busy));
        ServerBusyException late =
                assertThrows(
                        ServerBusyException.class,
                        () -> task(settings()).run(server.text("/503100000")));
        assertFalse(FetchTask.isPassing(late), "nobody waits for a day");
        assertEquals(List.of(), files());
        assertEquals(1, server.connections());
    }

    @Test
    void anInterruptLeavesThePart() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        ScriptedServer server =
                serve((_, wire) -> {
                    wire.send("HTTP/1.1 200 OK\nETag: \"1\"\nContent-Length: 300000\n\n");
                    wire.send(Arrays.copyOf(CONTENT, 150_000));
                    half.countDown();
                    wire.awaitClient();
                });
        FetchTask task = task(settings());
        CompletableFuture<Exception> end = new CompletableFuture<>();
        Thread thread =
                Thread.ofPlatform()
                        .start(() ->
                                end.complete(
                                        assertThrows(
                                                Exception.class,
                                                () -> task.run(server.text("/a")))));
        half.await();
        while (task.received() < 150_000) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        Exception failed = end.get();
        assertTrue(
                failed instanceof java.io.InterruptedIOException
                        || failed instanceof InterruptedException,
                failed::toString);
        assertEquals(2, files().size(), () -> "part and note: " + failed);
    }

    @Test
    void headersAreSent() throws Exception {
        ScriptedServer server = serve((_, wire) -> wire.answer(200, "", "x"));
        task(settings().withHeaders(Headers.none().with("Accept-Language", "cy")))
                .run(server.text("/a"));
        assertEquals("cy", server.asked().getFirst().headers().get("accept-language"));
    }

    @Test
    void badInputsFailByName() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class, () -> task(settings()).run("ftp://h/a"));
        assertTrue(refused.toString().contains("'ftp://h/a'"), refused::toString);
        assertFalse(FetchTask.isPassing(refused));
        assertEquals("", task(settings()).host("ftp://h/a"));
        assertEquals("h-1.example", task(settings()).host("https://h-1.example/a b"));
        assertEquals("h", task(settings()).host("http://me:1@h/"));
        assertEquals("h", task(settings()).host("h/a//b"));
        assertEquals(
                "example.org",
                task(settings()).host("HTTP://Example.org:81/a md5:" + "0".repeat(32)));
    }

    @Test
    void twoAttemptsAtOneUrlDoNotMix() throws Exception {
        ScriptedServer server = serve((_, wire) -> wire.answer(200, "ETag: \"1\"\n", CONTENT));
        FetchTask task = task(settings());
        List<CompletableFuture<FetchedFile>> all =
                Stream.generate(() -> server.text("/a"))
                        .limit(20)
                        .map(url -> {
                            try {
                                return task.async().run(url).toCompletableFuture();
                            } catch (Exception failed) {
                                throw new AssertionError(failed);
                            }
                        })
                        .toList();
        for (CompletableFuture<FetchedFile> one : all) {
            assertArrayEquals(CONTENT, Files.readAllBytes(one.get().file()));
        }
        assertEquals(20, files().size());
    }
}
