package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.processes.lanes.ProcessesEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How real workers are kept and replaced, and what comes from them beside their answers. */
@Timeout(120)
class WorkersTest {
    private static final Job<Long, Long> PID =
            Job.of("pid", input -> ProcessHandle.current().pid());

    @TempDir private Path folder;

    private static long onlyWorker(Engine engine) {
        return engine.map(PID, List.of(1L)).getFirst();
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        assertEquals(
                0, new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start().waitFor());
    }

    /** The signal is on its way when kill has ended: each thread stops when it gets to run. */
    private static void awaitStopped(long pid) throws IOException {
        Path threads = Path.of("/proc/" + pid + "/task");
        while (Files.isDirectory(threads)) {
            try (Stream<Path> all = Files.list(threads)) {
                if (all.allMatch(WorkersTest::isStopped)) {
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException _) {
            return true; // it has ended
        }
    }

    @Test
    void whatAWorkerLogsArrivesAtTheParentsLoggerOfThatName() throws Exception {
        BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();
        Logger logger = Logger.getLogger("dev.hocket.test.worker");
        Handler handler = new Into(records);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        Job<Long, Long> job =
                Job.of(
                        "logging",
                        input -> {
                            System.getLogger("dev.hocket.test.worker")
                                    .log(System.Logger.Level.WARNING, "input {0} of {1}", input, 3);
                            return input;
                        });
        try (Engine engine = new ProcessesProvider().open(1)) {
            assertEquals(3, engine.map(job, Inputs.range(0, 3)).size());
        } finally {
            logger.removeHandler(handler);
        }
        for (int i = 0; i < 3; i++) {
            LogRecord record = records.take();
            assertEquals("input " + i + " of 3", record.getMessage());
            assertEquals(Level.WARNING, record.getLevel());
            assertEquals("dev.hocket.test.worker", record.getLoggerName());
        }
    }

    private static final class Into extends Handler {
        private final BlockingQueue<LogRecord> records;

        Into(BlockingQueue<LogRecord> records) {
            this.records = records;
        }

        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** What is printed to it, line by line. */
    private static final class Said extends PrintStream {
        final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Said() {
            super(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        }

        @Override
        public void println(String line) {
            lines.add(line);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAWorkerPrintsIsPassedOnAndTaggedOnRequest(boolean tagged) throws Exception {
        Job<Long, Long> job =
                Job.of(
                        "printing",
                        input -> {
                            System.out.println("out \u00e9");
                            System.err.println("err \u4e2d");
                            return ProcessHandle.current().pid();
                        });
        PrintStream before = System.err;
        Said said = new Said();
        System.setErr(said);
        try (Engine engine = new ProcessesProvider().tagged(tagged).open(1)) {
            long pid = engine.map(job, List.of(1L)).getFirst();
            String tag = tagged ? "[" + pid + "] " : "";
            assertEquals(tag + "out \u00e9", said.lines.take());
            assertEquals(tag + "err \u4e2d", said.lines.take());
        } finally {
            System.setErr(before);
        }
    }

    @Test
    void aWorkerWithoutWorkEndsAfterItsTime() {
        try (Engine engine = new ProcessesProvider().idleTimeout(Duration.ofMillis(50)).open(1)) {
            long first = onlyWorker(engine);
            ProcessHandle.of(first).ifPresent(worker -> worker.onExit().join());
            assertNotEquals(first, onlyWorker(engine));
        }
    }

    @Test
    void aWorkerIsReplacedAfterSoManyTasks() {
        try (Engine engine = new ProcessesProvider().maxTasksPerWorker(10).open(1)) {
            Map<Long, Long> counts =
                    engine.map(PID, Inputs.range(0, 100)).stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Function.identity(), Collectors.counting()));
            assertEquals(10, counts.size(), counts::toString);
            assertTrue(counts.values().stream().allMatch(count -> count == 10), counts::toString);
        }
    }

    @Test
    void aSpareThatHasStartedTakesThePlaceOfAWorkerThatDied() throws Exception {
        try (Engine engine = new ProcessesProvider().spares(1).open(1)) {
            long first = onlyWorker(engine);
            while (((ProcessesEngine) engine).waiting() < 2) {
                Thread.onSpinWait();
            }
            Set<Long> there =
                    ProcessHandle.current()
                            .children()
                            .map(ProcessHandle::pid)
                            .collect(Collectors.toSet());
            signal("KILL", first);
            ProcessHandle.of(first).ifPresent(worker -> worker.onExit().join());
            long second = onlyWorker(engine);
            assertNotEquals(first, second);
            assertTrue(there.contains(second), "it was started for this");
        }
    }

    /** It is not read what is sent to it, until the deadline of what was sent. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWorkerThatStopsReadingIsKilledAtTheDeadline(boolean sockets) throws Exception {
        Job<byte[], Integer> job =
                Job.of("length", (byte[] input) -> input.length).deadline(Duration.ofSeconds(1));
        List<byte[]> inputs = List.of(new byte[4 << 20], new byte[3 << 20], new byte[2 << 20]);
        try (Engine engine = new ProcessesProvider().sockets(sockets).open(1)) {
            long pid = onlyWorker(engine);
            signal("STOP", pid);
            awaitStopped(pid);
            try (Run<byte[], Integer> run = engine.start(job, Inputs.of(inputs))) {
                List<Outcome<byte[], Integer>> all = new ArrayList<>();
                run.inOrder().forEach(all::add);
                Failed<?, ?> first = assertInstanceOf(Failed.class, all.getFirst());
                assertInstanceOf(Cause.TimedOut.class, first.cause());
                assertTrue(all.get(1).isDone() && all.get(2).isDone(), all::toString);
            }
            assertNotEquals(pid, onlyWorker(engine));
        }
    }

    /** Its open files are limited so that the next one is one too many. */
    @Test
    void aTaskThatRunsOutOfFilesFailsAloneAndItsWorkerGoesOn() throws Exception {
        Path file = Files.createFile(folder.resolve("opened"));
        String name = file.toString();
        Job<Long, Long> job =
                Job.of(
                        "files",
                        input -> {
                            long pid = ProcessHandle.current().pid();
                            if (input == 0) {
                                throw new IOException("loads what tells of failures");
                            }
                            if (input == 3) {
                                limitFiles(pid, 64);
                                Held.open(Path.of(name));
                            }
                            return pid;
                        });
        try (Engine engine = new ProcessesProvider().open(1);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 10))) {
            List<Outcome<Long, Long>> all = new ArrayList<>();
            run.inOrder().forEach(all::add);
            Failed<?, ?> failed = assertInstanceOf(Failed.class, all.get(3));
            assertTrue(
                    failed.cause().message().contains("Too many open files"),
                    failed.cause()::message);
            assertEquals(8, all.stream().filter(Outcome::isDone).count());
            assertEquals(
                    1,
                    all.stream()
                            .filter(Outcome::isDone)
                            .map(outcome -> ((dev.hocket.Done<Long, Long>) outcome).output())
                            .distinct()
                            .count());
        }
    }

    static void limitFiles(long pid, int most) throws IOException, InterruptedException {
        Process limiting =
                new ProcessBuilder("prlimit", "--pid", "" + pid, "--nofile=" + most + ":").start();
        if (limiting.waitFor() != 0) {
            throw new IOException("prlimit gave " + limiting.exitValue());
        }
    }

    /** Files that a process keeps open. */
    static final class Held {
        private static final List<InputStream> OPEN = new ArrayList<>();

        private Held() {}

        /** Opens a file until that fails. */
        static void open(Path file) throws IOException {
            while (true) {
                OPEN.add(Files.newInputStream(file));
            }
        }

        static void close() throws IOException {
            for (InputStream open : OPEN) {
                open.close();
            }
            OPEN.clear();
        }
    }

    /** A parent that has no file left to start a worker with, and later has. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            // Classes are loaded from files: those that say what is wrong must be there already.
            try (Engine engine = new ProcessesProvider().jvmOptions("-XX:NoSuchOption").open(1)) {
                System.out.println("never: " + onlyWorker(engine));
            } catch (RuntimeException refused) {
                System.out.println("refused: " + refused.getMessage());
            }
            try (Engine engine = new ProcessesProvider().open(1)) {
                long pid = onlyWorker(engine);
                signal("KILL", pid);
                ProcessHandle.of(pid).ifPresent(worker -> worker.onExit().join());
                limitFiles(ProcessHandle.current().pid(), 256);
                try {
                    Held.open(Path.of(arguments[0]));
                } catch (IOException full) {
                    System.out.println("full: " + full.getMessage());
                }
                try {
                    System.out.println("ran: " + onlyWorker(engine));
                } catch (RuntimeException refused) {
                    System.out.println("refused: " + refused.getMessage());
                }
                Held.close();
                System.out.println("again: " + (onlyWorker(engine) != pid));
            }
        }
    }

    @Test
    void aParentWithoutFilesSaysSoAndRecovers() throws Exception {
        Path file = Files.createFile(folder.resolve("opened"));
        Process parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Parent.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<String> said = parent.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertEquals(4, said.size(), said::toString);
        assertTrue(said.get(2).startsWith("refused: "), said::toString);
        assertTrue(said.get(2).contains("Too many open files"), said::toString);
        assertEquals("again: true", said.get(3));
        assertEquals(0, parent.waitFor());
    }
}
