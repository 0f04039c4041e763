package dev.hocket.joblog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.ExitStatus;
import dev.hocket.JournalException;
import dev.hocket.joblog.JobLog.Resume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLogTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("log.jsonl");
    }

    private static final class Exited extends Exception implements ExitStatus {
        private static final long serialVersionUID = 1;

        Exited() {
            super("exit code 3");
        }

        @Override
        public int exit() {
            return 3;
        }

        @Override
        public OptionalInt signal() {
            return OptionalInt.empty();
        }
    }

    @Test
    void eachLineHoldsWhatTheContractNames() throws Exception {
        try (JobLog<String, String> log = LogLines.create(file)) {
            log.write(
                    List.of(
                            LogLines.done(0, "a"),
                            LogLines.failed(1, "é.txt", new Exited()),
                            LogLines.failed(2, "c", new Cause.Crashed(-1, 9, List.of("x", "bye"))),
                            LogLines.failed(
                                    3, "d", new Cause.TimedOut(Duration.ofSeconds(2), false)),
                            LogLines.done(JobLogLine.GROWN, "e", "f", "g")));
        }
        String rest =
                "\"attempts\":1,\"started\":\"2026-01-02T03:04:05.678901Z\",\"seconds\":1.5,"
                        + "\"lane\":\"lane-1\"";
        assertEquals(
                List.of(
                        "{\"hocket\":1,\"job\":\"exec\",\"command\":\"gzip -k {}\"}",
                        "{\"seq\":0,\"key\":\"a\",\"outcome\":\"done\"," + rest + "}",
                        "{\"seq\":1,\"key\":\"é.txt\",\"outcome\":\"threw\","
                                + rest
                                + ",\"exit\":3,\"error\":\"Exited: exit code 3\"}",
                        "{\"seq\":2,\"key\":\"c\",\"outcome\":\"crashed\","
                                + rest
                                + ",\"exit\":137,\"signal\":9,\"error\":\"killed by signal 9:"
                                + " bye\"}",
                        "{\"seq\":3,\"key\":\"d\",\"outcome\":\"timed-out\","
                                + rest
                                + ",\"error\":\"exceeded its deadline of 2 s\"}",
                        "{\"key\":\"e\",\"outcome\":\"done\"," + rest + ",\"grew\":[\"f\",\"g\"]}"),
                LogLines.lines(file));
    }

    @Test
    void anExistingLogIsNotOverwritten() throws Exception {
        LogLines.write(file, 1);
        byte[] before = Files.readAllBytes(file);
        JournalException refused =
                assertThrows(JournalException.class, () -> LogLines.create(file).close());
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        assertTrue(refused.getMessage().contains("--resume"), refused.getMessage());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void anEmptyFileIsTakenForNew() throws Exception {
        Files.createFile(file);
        LogLines.write(file, 1);
        assertEquals(2, LogLines.lines(file).size());
    }

    @Test
    void resumeWithoutALogStartsOne() throws Exception {
        try (JobLog<String, String> log = LogLines.resume(file, Resume.ALL)) {
            assertFalse(log.hasPast());
            assertEquals("", log.summary());
            log.write(List.of(LogLines.done(0, "key 0")));
        }
        try (JobLog<String, String> log = LogLines.resume(file, Resume.ALL)) {
            assertTrue(log.hasPast());
        }
    }

    @Test
    void resumePassesOverWhatEnded() throws Exception {
        try (JobLog<String, String> log = LogLines.create(file)) {
            log.write(
                    List.of(LogLines.done(0, "a"), LogLines.failed(2, "c", new IOException("x"))));
        }
        try (JobLog<String, String> log = LogLines.resume(file, Resume.ALL)) {
            assertEquals("ended", LogLines.state(log, 0, "a"));
            assertEquals("open", LogLines.state(log, 1, "b"));
            assertEquals("ended", LogLines.state(log, 2, "c"));
            assertEquals(
                    "2 inputs of an earlier run are skipped; 1 output is not printed again",
                    log.summary());
        }
        try (JobLog<String, String> log = LogLines.resume(file, Resume.FAILED)) {
            assertEquals("ended", LogLines.state(log, 0, "a"));
            assertEquals("open", LogLines.state(log, 1, "b"));
            assertEquals("open", LogLines.state(log, 2, "c"));
            assertEquals(
                    "1 input of an earlier run is skipped; 1 that failed runs again; 1 output is"
                            + " not printed again",
                    log.summary());
        }
    }

    @Test
    void aLaterLineSupersedesAnEarlierOne() throws Exception {
        try (JobLog<String, String> log = LogLines.create(file)) {
            log.write(
                    List.of(
                            LogLines.failed(0, "a", new IOException("x")),
                            LogLines.failed(1, "b", new IOException("x"))));
        }
        try (JobLog<String, String> log = LogLines.resume(file, Resume.FAILED)) {
            log.write(
                    List.of(LogLines.done(0, "a"), LogLines.failed(1, "b", new IOException("y"))));
        }
        try (JobLog<String, String> log = LogLines.resume(file, Resume.FAILED)) {
            assertEquals("ended", LogLines.state(log, 0, "a"));
            assertEquals("open", LogLines.state(log, 1, "b"));
            assertEquals(1, log.skipped());
        }
    }

    @Test
    void anotherInputAtAPositionIsAnErrorThatShowsBoth() throws Exception {
        LogLines.write(file, 3);
        try (JobLog<String, String> log = LogLines.resume(file, Resume.ALL)) {
            assertEquals("ended", LogLines.state(log, 0, "key 0"));
            JournalException other =
                    assertThrows(JournalException.class, () -> log.past(1, () -> "key 7"));
            String message = other.getMessage();
            assertTrue(message.contains(file.toString()), message);
            assertTrue(message.contains("position 1 was 'key 1' and is now 'key 7'"), message);
        }
    }

    @Test
    void anotherJobOrCommandIsAnErrorThatShowsBoth() throws Exception {
        LogLines.write(file, 1);
        JournalException job =
                assertThrows(
                        JournalException.class,
                        () -> JobLog.resume(file, "run", "gzip -k {}", Resume.ALL).close());
        assertTrue(job.getMessage().contains("'exec', and this one is 'run'"), job.getMessage());
        JournalException command =
                assertThrows(
                        JournalException.class,
                        () -> JobLog.resume(file, "exec", "gzip -9 {}", Resume.ALL).close());
        assertTrue(command.getMessage().contains("gzip -k {}"), command.getMessage());
        assertTrue(command.getMessage().contains("gzip -9 {}"), command.getMessage());
        LogLines.resume(file, Resume.ALL).close(); // and none of this has kept the lock
    }

    @Test
    void aFileThatIsNoJoblogIsLeftAlone() throws Exception {
        for (String text :
                List.of("dear diary", "dear diary\nmore\n", "{\"a\":1}\n", "{\"hock\"")) {
            Files.writeString(file, text);
            JournalException other =
                    assertThrows(
                            JournalException.class,
                            () -> LogLines.resume(file, Resume.ALL).close());
            assertTrue(other.getMessage().contains("is not a joblog"), other.getMessage());
            assertEquals(text, Files.readString(file));
        }
    }

    @Test
    void aNewerVersionIsRefused() throws Exception {
        Files.writeString(file, "{\"hocket\":2,\"job\":\"exec\",\"command\":\"gzip -k {}\"}\n");
        JournalException newer =
                assertThrows(
                        JournalException.class, () -> LogLines.resume(file, Resume.ALL).close());
        assertTrue(newer.getMessage().contains("version 2"), newer.getMessage());
    }

    @Test
    void aLogTornAnywhereLosesItsLastLineAlone() throws Exception {
        LogLines.write(file, 3);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            int kept = 0;
            try (JobLog<String, String> log = LogLines.resume(file, Resume.ALL)) {
                while (LogLines.state(log, kept, "key " + kept).equals("ended")) {
                    kept++;
                }
                for (int i = kept; i < 3; i++) {
                    assertEquals("open", LogLines.state(log, i, "key " + i));
                    log.write(List.of(LogLines.done(i, "key " + i)));
                }
            }
            assertArrayEquals(whole, Files.readAllBytes(file), "torn at " + length);
            long ends = 0;
            for (int i = 0; i < length; i++) {
                ends += whole[i] == '\n' || (i + 1 == length && whole[i] == '}') ? 1 : 0;
            }
            assertEquals(Math.max(0, ends - 1), kept, "torn at " + length);
        }
    }

    @Test
    void zerosAtTheEndAreATornLine() throws Exception {
        LogLines.write(file, 2);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length + 100));
        LogLines.resume(file, Resume.ALL).close();
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    @Test
    void aDamagedLineElsewhereIsNamed() throws Exception {
        LogLines.write(file, 3);
        List<String> lines = LogLines.lines(file);
        lines.set(2, lines.get(2).substring(0, 20));
        Files.write(file, lines);
        JournalException damaged =
                assertThrows(
                        JournalException.class, () -> LogLines.resume(file, Resume.ALL).close());
        assertTrue(damaged.getMessage().contains("line 3"), damaged.getMessage());
        lines.remove(2);
        Files.write(file, lines);
        try (JobLog<String, String> log = LogLines.resume(file, Resume.ALL)) {
            assertEquals("open", LogLines.state(log, 1, "key 1"));
            assertEquals("ended", LogLines.state(log, 2, "key 2"));
        }
    }

    @Test
    void linesOfTwoRunsInOneFileAreAnError() throws Exception {
        LogLines.write(file, 2);
        List<String> lines = LogLines.lines(file);
        lines.add(lines.get(1).replace("key 0", "key 5"));
        Files.write(file, lines);
        JournalException mixed =
                assertThrows(
                        JournalException.class, () -> LogLines.resume(file, Resume.ALL).close());
        assertTrue(mixed.getMessage().contains("line 4"), mixed.getMessage());
    }

    @Test
    void linesMayBeReorderedAndRewritten() throws Exception {
        LogLines.write(file, 2);
        List<String> lines = LogLines.lines(file);
        Collections.swap(lines, 1, 2);
        lines.set(
                2,
                "{ \"outcome\": \"done\", \"note\": {\"by\": [1, null]}, \"key\": \"key\\u00200\","
                        + " \"seq\": 0 }");
        Files.write(file, lines);
        try (JobLog<String, String> log = LogLines.resume(file, Resume.ALL)) {
            assertEquals("ended", LogLines.state(log, 0, "key 0"));
            assertEquals("ended", LogLines.state(log, 1, "key 1"));
        }
    }

    @Test
    void anyKeyIsKnownAgain() throws Exception {
        List<String> keys =
                List.of("", "\n\t\"\\", "é", "😀", "\ud800", "a\udc80b", "x".repeat(1 << 19));
        try (JobLog<String, String> log = LogLines.create(file)) {
            for (int i = 0; i < keys.size(); i++) {
                log.write(List.of(LogLines.done(i, keys.get(i))));
            }
        }
        try (JobLog<String, String> log = LogLines.resume(file, Resume.ALL)) {
            for (int i = 0; i < keys.size(); i++) {
                assertEquals("ended", LogLines.state(log, i, keys.get(i)));
            }
        }
    }

    @Test
    void oneRunAtATime() throws Exception {
        try (JobLog<String, String> _ = LogLines.create(file)) {
            JournalException inUse =
                    assertThrows(
                            JournalException.class,
                            () -> LogLines.resume(file, Resume.ALL).close());
            assertTrue(inUse.getMessage().contains("in use"), inUse.getMessage());
        }
        LogLines.resume(file, Resume.ALL).close();
    }

    /** Closing any descriptor of a file drops the lock that keeps other processes from it. */
    @Test
    void aRefusedRunAndAReaderLeaveTheLock() throws Exception {
        Path locks = Path.of("/proc/locks");
        Assumptions.assumeTrue(Files.isReadable(locks), "no list of locks");
        try (JobLog<String, String> log = LogLines.create(file)) {
            String lock = ":" + Files.getAttribute(file, "unix:ino") + " ";
            Assumptions.assumeTrue(Files.readString(locks).contains(lock), "no POSIX locks");
            Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), file);
            for (Path name : List.of(file, link)) {
                assertThrows(
                        JournalException.class, () -> LogLines.resume(name, Resume.ALL).close());
                assertTrue(Files.readString(locks).contains(lock), name + ": the lock is lost");
            }
            log.write(List.of(LogLines.done(0, "a"), LogLines.done(1, "b")));
            List<String> keys = new ArrayList<>();
            JobLogReader.read(link, line -> keys.add(line.key()));
            assertEquals(List.of("a", "b"), keys);
            log.write(List.of(LogLines.done(2, "c")));
            assertTrue(Files.readString(locks).contains(lock), "the lock is lost by reading");
        }
    }

    @Test
    void anInterruptedThreadStillWrites() throws Exception {
        try (JobLog<String, String> log = LogLines.create(file)) {
            Thread.currentThread().interrupt();
            log.write(List.of(LogLines.done(0, "a")));
            assertTrue(Thread.interrupted());
            log.write(List.of(LogLines.done(1, "b")));
        }
        assertEquals(3, LogLines.lines(file).size());
    }

    @Test
    void placesThatCannotBeWrittenAreNamedWithTheReason() throws Exception {
        refused(folder, "is a folder");
        refused(folder.resolve("no/such/log.jsonl"), "does not exist");
        Path plain = Files.writeString(folder.resolve("plain"), "x");
        refused(plain.resolve("log.jsonl"), "is not a folder");
        Path readOnly = Files.createFile(folder.resolve("read-only"));
        assertTrue(readOnly.toFile().setReadOnly());
        if (!Files.isWritable(readOnly)) { // it is for root
            refused(readOnly, "cannot be opened for writing: Permission denied");
        }
        if (Files.exists(Path.of("/proc/self"))) {
            refused(Path.of("/proc/log.jsonl"), "cannot be opened for writing: ");
        }
        if (Files.exists(Path.of("/dev/null"))) {
            refused(Path.of("/dev/null"), "is not a regular file");
        }
    }

    private static void refused(Path path, String reason) {
        JournalException refused =
                assertThrows(JournalException.class, () -> LogLines.create(path).close());
        String message = refused.getMessage();
        assertTrue(message.contains(path.toString()), message);
        assertTrue(message.contains(reason), message);
        assertTrue(message.contains("name a") || message.contains("another"), message);
    }
}
