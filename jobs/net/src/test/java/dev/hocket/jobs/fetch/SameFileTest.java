package dev.hocket.jobs.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.testkit.web.ScriptedServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a part, or a name, is that of the same file: by all that is known, and in doubt not. */
@Timeout(60)
class SameFileTest {
    private static final String DATE = "Last-Modified: Sat, 21 Nov 2020 10:00:00 GMT\n";
    private static final int CUT = 150_000;

    @TempDir private Path folder;

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private FetchSettings settings() {
        return FetchSettings.into(folder).withResumeBytes(1000);
    }

    /** Two tasks of one JVM, which no file lock keeps apart. */
    @Test
    void tasksOfOneFolderHaveDifferentParts() throws Exception {
        URI uri = URI.create("http://h/a");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        PartialFiles first = new PartialFiles(folder);
        Path part;
        try (PartialFile one = first.claim(uri);
                PartialFile two = new PartialFiles(folder).claim(uri);
                PartialFile three = new PartialFiles(link).claim(uri)) {
            part = one.path();
            assertNotEquals(part, two.path());
            assertNotEquals(part.getFileName(), three.path().getFileName());
            assertNotEquals(two.path().getFileName(), three.path().getFileName());
        }
        try (PartialFile again = new PartialFiles(folder).claim(uri)) {
            assertEquals(part, again.path());
        }
    }

    /**
     * A server that breaks off its first answer and has another file afterwards, which it takes for
     * the same one.
     */
    private static ScriptedServer replaced(
            String fields, byte[] before, byte[] after, String fieldsAfter) throws IOException {
        AtomicInteger times = new AtomicInteger();
        return ScriptedServer.start((asked, wire) -> {
            if (times.getAndIncrement() == 0) {
                wire.send(
                        "HTTP/1.1 200 OK\n" + fields + "Content-Length: " + before.length + "\n\n");
                wire.send(Arrays.copyOf(before, CUT));
                wire.end();
                return;
            }
            String range = asked.headers().get("range");
            if (range == null) {
                wire.answer(200, fieldsAfter, after);
                return;
            }
            int from = Integer.parseInt(range.substring(6, range.length() - 1));
            int last = after.length - 1;
            wire.answer(
                    206,
                    fieldsAfter
                            + "Content-Range: bytes %d-%d/%d\n".formatted(from, last, after.length),
                    Arrays.copyOfRange(after, from, after.length));
        });
    }

    private FetchedFile fetchTwice(ScriptedServer server, String checksum) throws Exception {
        try (Client client = Client.open(ClientSettings.defaults())) {
            String input = server.text("/f.bin") + checksum;
            assertThrows(IOException.class, () -> new FetchTask(client, settings()).run(input));
            return new FetchTask(client, settings()).run(input);
        }
    }

    /** Never the old head with the new tail. */
    @ParameterizedTest
    @CsvSource({"300000, 400000", "300000, 200000", "300000, 300000", "300000, 150001"})
    void aFileReplacedUnderTheSameDateIsFetchedAnew(int before, int after) throws Exception {
        byte[] now = bytes(2, after);
        try (ScriptedServer server = replaced(DATE, bytes(1, before), now, DATE)) {
            FetchedFile file = fetchTwice(server, "");
            assertArrayEquals(now, Files.readAllBytes(file.file()));
            assertEquals(0, file.resumed());
        }
    }

    @Test
    void aFileThatGrewUnderTheSameDateIsFetchedAnew() throws Exception {
        byte[] now = bytes(1, 400_000);
        byte[] before = Arrays.copyOf(now, 300_000);
        before[299_999]++;
        try (ScriptedServer server = replaced(DATE, before, now, DATE)) {
            assertArrayEquals(now, Files.readAllBytes(fetchTwice(server, "").file()));
        }
    }

    @Test
    void aFileOfAnotherTagIsFetchedAnew() throws Exception {
        byte[] same = bytes(1, 300_000);
        try (ScriptedServer server =
                replaced("ETag: \"a\"\n", same, same, "ETag: \"b\"\n" + DATE)) {
            assertEquals(0, fetchTwice(server, "").resumed());
        }
    }

    @Test
    void aDateOfThisVerySecondDoesNotTellTheVersion() throws Exception {
        byte[] same = bytes(1, 300_000);
        String now = DATE + DATE.replace("Last-Modified", "Date");
        try (ScriptedServer server = replaced(now, same, same, now)) {
            assertEquals(0, fetchTwice(server, "").resumed());
        }
    }

    @Test
    void theSameFileIsResumed() throws Exception {
        byte[] same = bytes(1, 300_000);
        try (ScriptedServer server = replaced(DATE, same, same, DATE)) {
            FetchedFile file = fetchTwice(server, "");
            assertEquals(CUT, file.resumed());
            assertArrayEquals(same, Files.readAllBytes(file.file()));
        }
    }

    /** What only the checksum shows: the same size, date and overlap, another beginning. */
    @Test
    void aChecksumThatIsWrongAfterResumingMakesItStartAnew() throws Exception {
        byte[] now = bytes(1, 300_000);
        byte[] before = now.clone();
        before[0]++;
        String checksum =
                " sha256:"
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(now));
        try (ScriptedServer server = replaced(DATE, before, now, DATE)) {
            FetchedFile file = fetchTwice(server, checksum);
            assertArrayEquals(now, Files.readAllBytes(file.file()));
            assertEquals(0, file.resumed());
        }
    }

    @Test
    void urlsOfOneRunDoNotOverwriteEachOther() throws Exception {
        Files.writeString(folder.resolve("x"), "from earlier");
        try (ScriptedServer server =
                        ScriptedServer.start(
                                (asked, wire) -> wire.answer(200, "", asked.target()));
                Client client = Client.open(ClientSettings.defaults());
                FetchTask task =
                        new FetchTask(
                                client, settings().withExisting(ExistingFileRule.OVERWRITE))) {
            FetchTask elsewhere = copy(task);
            Path one = task.run(server.text("/a/x")).file();
            Path two = task.run(server.text("/b/x")).file();
            Path three = elsewhere.run(server.text("/c/x")).file();
            Path again = elsewhere.run(server.text("/a/x")).file();
            assertEquals("/a/x", Files.readString(one));
            assertEquals("/b/x", Files.readString(two));
            assertEquals("/c/x", Files.readString(three));
            assertEquals(folder.resolve("x"), one);
            assertEquals(one, again);
        }
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(3, all.count());
        }
    }

    private static FetchTask copy(FetchTask task) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(task);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (FetchTask) in.readObject();
        }
    }

    @Test
    void aRunThatIsResumedDoesNotOverwriteWhatItFetchedEarlier() throws Exception {
        Instant begun = Instant.now().minusSeconds(60);
        Path earlier = Files.writeString(folder.resolve("x"), "of this run");
        try (ScriptedServer server =
                        ScriptedServer.start(
                                (asked, wire) -> wire.answer(200, "", asked.target()));
                Client client = Client.open(ClientSettings.defaults());
                FetchTask task =
                        new FetchTask(
                                client,
                                settings()
                                        .withExisting(ExistingFileRule.OVERWRITE)
                                        .withBegin(begun))) {
            assertNotEquals(earlier, task.run(server.text("/b/x")).file());
            assertEquals("of this run", Files.readString(earlier));
        }
    }

    /** /dev/full takes no byte, as a full disk does. */
    @Test
    void aFullDiskIsFinalAndNamesTheFile() throws Exception {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.isWritable(full), "there is no /dev/full");
        try (FileChannel file = FileChannel.open(full, StandardOpenOption.WRITE)) {
            FileSink sink = new FileSink(Path.of("dir/a.bin"), file, null, new LongAdder());
            FileSystemException failed =
                    assertThrows(
                            FileSystemException.class,
                            () -> sink.write(ByteBuffer.wrap(new byte[10])));
            assertEquals("dir/a.bin", failed.getFile());
            assertTrue(failed.toString().contains("No space left"), failed.toString());
            assertFalse(FetchTask.isPassing(failed));
        }
    }

    @Test
    void listsOfChecksumsAreInputs() throws Exception {
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        try (ScriptedServer server =
                        ScriptedServer.start((asked, wire) ->
                                wire.answer(
                                        asked.target().startsWith("/sub/a%20b") ? 200 : 404,
                                        "",
                                        content));
                Client client = Client.open(ClientSettings.defaults())) {
            FetchTask based =
                    new FetchTask(client, settings().withBase(server.at("/sub/SHA256SUMS")));
            for (String line :
                    new String[] {
                        hash + "  a b.iso",
                        hash + " *./a b.iso",
                        "SHA256 (a b.iso) = " + hash,
                        hash + "  " + server.text("/sub/a%20b.iso")
                    }) {
                assertArrayEquals(content, Files.readAllBytes(based.run(line).file()), line);
            }
            assertThrows(
                    ChecksumException.class, () -> based.run(hash.replace('a', 'b') + "  a b.iso"));
            FetchTask bare = new FetchTask(client, settings());
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class, () -> bare.run(hash + "  a b.iso"));
            assertTrue(refused.toString().contains("--base URL"), refused.toString());
        }
    }

    @Test
    void aPasswordIsNeitherShownNorStored() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.start((asked, wire) -> {
                            if (asked.target().equals("/cut")) {
                                wire.send("HTTP/1.1 200 OK\n" + DATE + "Content-Length: 9000\n\n");
                                wire.send(new byte[5000]).end();
                            } else {
                                wire.answer(404, "", "");
                            }
                        });
                Client client = Client.open(ClientSettings.defaults())) {
            FetchTask task = new FetchTask(client, settings());
            for (String path : new String[] {"/cut", "/missing", "/\u0000[", "/x md5:1"}) {
                String url = server.text(path).replace("//", "//me:s3cret@");
                Exception failed = assertThrows(Exception.class, () -> task.run(url));
                assertFalse(failed.toString().contains("s3cret"), failed.toString());
            }
            assertEquals("http://h/a md5:1", FetchTask.shown("http://me:s3@cret@h/a md5:1"));
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse((file + text).contains("s3cret"), file.toString());
            }
        }
    }
}
