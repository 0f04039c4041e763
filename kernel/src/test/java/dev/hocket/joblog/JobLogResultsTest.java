package dev.hocket.joblog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.JournalException;
import dev.hocket.joblog.JobLog.Resume;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLogResultsTest {
    @TempDir Path folder;
    private Path file;
    private Path results;

    @BeforeEach
    void place() {
        file = folder.resolve("log.jsonl");
        results = folder.resolve("some/results");
    }

    private JobLog<String, String> create() throws IOException {
        return LogLines.create(file).results(results, ResultCodec.text());
    }

    private JobLog<String, String> resume() throws IOException {
        return LogLines.resume(file, Resume.ALL).results(results, ResultCodec.text());
    }

    @Test
    void outputsAreStoredUnderTheirPositionAndDeliveredAgain() throws Exception {
        try (JobLog<String, String> log = create()) {
            log.write(
                    List.of(
                            LogLines.done(0, "é"),
                            LogLines.failed(1, "b", new IOException("x")),
                            LogLines.done(1_234_567, "c")));
        }
        assertEquals("out of é", Files.readString(results.resolve("000000/000000000")));
        assertEquals("out of c", Files.readString(results.resolve("001234/001234567")));
        try (Stream<Path> all = Files.walk(results)) {
            assertEquals(2, all.filter(Files::isRegularFile).count());
        }
        assertTrue(LogLines.lines(file).get(3).contains("\"result\":\"001234/001234567\""));
        try (JobLog<String, String> log = resume()) {
            assertEquals("out of é", LogLines.state(log, 0, "é"));
            assertEquals("ended", LogLines.state(log, 1, "b"));
            assertEquals("out of c", LogLines.state(log, 1_234_567, "c"));
            assertEquals(
                    "3 inputs of an earlier run are skipped; 2 stored outputs are delivered again",
                    log.summary());
        }
    }

    @Test
    void aLostOrChangedOutputRunsAgain() throws Exception {
        try (JobLog<String, String> log = create()) {
            log.write(List.of(LogLines.done(0, "a"), LogLines.done(1, "b"), LogLines.done(2, "c")));
        }
        Files.delete(results.resolve("000000/000000000"));
        Files.writeString(results.resolve("000000/000000001"), "out");
        try (JobLog<String, String> log = resume()) {
            assertEquals("open", LogLines.state(log, 0, "a"));
            assertEquals("open", LogLines.state(log, 1, "b"));
            assertEquals("out of c", LogLines.state(log, 2, "c"));
            log.write(List.of(LogLines.done(0, "a"), LogLines.done(1, "b")));
        }
        try (JobLog<String, String> log = resume()) {
            assertEquals("out of a", LogLines.state(log, 0, "a"));
            assertEquals("out of b", LogLines.state(log, 1, "b"));
        }
    }

    @Test
    void outputsThatWereNotStoredAreNotRunAgain() throws Exception {
        LogLines.write(file, 2);
        try (JobLog<String, String> log = resume()) {
            assertEquals("ended", LogLines.state(log, 0, "key 0"));
            log.write(List.of(LogLines.done(2, "key 2")));
        }
        try (JobLog<String, String> log = resume()) {
            assertEquals("ended", LogLines.state(log, 1, "key 1"));
            assertEquals("out of key 2", LogLines.state(log, 2, "key 2"));
            assertEquals(
                    "3 inputs of an earlier run are skipped; 1 stored output is delivered again;"
                            + " 2 outputs are not printed again",
                    log.summary());
        }
    }

    @Test
    void grownInputsHaveTheirOutputsByKey() throws Exception {
        try (JobLog<String, String> log = create()) {
            log.write(List.of(LogLines.done(-1, "https://a/"), LogLines.done(-1, "https://b/")));
        }
        try (Stream<Path> all = Files.walk(results.resolve("grown"))) {
            assertEquals(
                    List.of("out of https://a/", "out of https://b/"),
                    all.filter(Files::isRegularFile)
                            .map(JobLogResultsTest::read)
                            .sorted()
                            .toList());
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @Test
    void aCodecThatFailsEndsTheLogAndLeavesNoHalfFile() throws Exception {
        ResultCodec<String> broken =
                new ResultCodec<>() {
                    @Override
                    public void write(String output, OutputStream to) throws IOException {
                        to.write(output.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                        if (output.equals("out of b")) {
                            throw new IllegalStateException("no");
                        }
                    }

                    @Override
                    public String read(InputStream from) {
                        throw new IllegalStateException("never");
                    }
                };
        try (JobLog<String, String> log = LogLines.create(file).results(results, broken)) {
            log.write(List.of(LogLines.done(0, "a")));
            JournalException failed =
                    assertThrows(
                            JournalException.class,
                            () -> log.write(List.of(LogLines.done(1, "b"))));
            assertTrue(failed.getMessage().contains("result of b"), failed.getMessage());
            assertThrows(JournalException.class, () -> log.write(List.of(LogLines.done(2, "c"))));
        }
        assertEquals(2, LogLines.lines(file).size());
        try (Stream<Path> all = Files.walk(results)) {
            assertEquals(1, all.filter(Files::isRegularFile).count());
        }
    }

    @Test
    void aNewLogTakesNoFolderWithThingsInIt() throws Exception {
        Files.createDirectories(results);
        Files.writeString(results.resolve("precious"), "x");
        JournalException full = assertThrows(JournalException.class, () -> create().close());
        assertTrue(full.getMessage().contains(results.toString()), full.getMessage());
        assertTrue(full.getMessage().contains("not empty"), full.getMessage());
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), "x");
        JournalException wrong =
                assertThrows(
                        JournalException.class,
                        () -> LogLines.create(file).results(plain, ResultCodec.text()));
        assertTrue(wrong.getMessage().contains("is a file"), wrong.getMessage());
    }
}
