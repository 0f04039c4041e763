package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.AttemptListener;
import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.FailedInputException;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Futures, states and listeners over real worker processes. */
@Timeout(60)
class SubmittedTest {
    @TempDir Path folder;

    @Test
    void manyAreSubmittedAndOneCrashesItsWorker() throws Exception {
        Job<Long, Long> job =
                Job.of(
                        "one halts",
                        input -> {
                            if (input == 50) {
                                Runtime.getRuntime().halt(9);
                            }
                            return 2 * input;
                        });
        try (Engine engine = new ProcessesProvider().open(2)) {
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (long i = 0; i < 200; i++) {
                all.add(engine.submit(job, i));
            }
            for (int i = 0; i < 200; i++) {
                CompletableFuture<Long> one = all.get(i);
                if (i == 50) {
                    Throwable why = assertThrows(ExecutionException.class, one::get).getCause();
                    FailedInputException failed = assertInstanceOf(FailedInputException.class, why);
                    Cause.Crashed crashed = assertInstanceOf(Cause.Crashed.class, failed.why());
                    assertEquals(9, crashed.exit());
                } else {
                    assertEquals(2L * i, one.get());
                }
            }
        }
    }

    /** The batch that halts its worker is the suspect; its inputs run again alone. */
    @Test
    void aBatchCrashesItsWorkerAndIsSplit() {
        Job<Long, Long> job =
                Job.batch(
                                "one halts",
                                (List<Long> inputs) -> {
                                    if (inputs.contains(50L)) {
                                        Runtime.getRuntime().halt(9);
                                    }
                                    return inputs.stream().map(input -> 2 * input).toList();
                                })
                        .batchSize(8)
                        .splitFailed();
        try (Engine engine = new ProcessesProvider().open(2);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 100))) {
            for (Outcome<Long, Long> outcome : run) {
                switch (outcome) {
                    case Done<Long, Long>(Long input, Long output, _) ->
                            assertEquals(2 * input, output);
                    case Failed<Long, Long>(Long input, Cause cause, _) -> {
                        assertEquals(50, input);
                        assertEquals(9, assertInstanceOf(Cause.Crashed.class, cause).exit());
                    }
                }
            }
            assertEquals(99, run.report().done());
            assertEquals(1, run.report().failed());
        }
    }

    /** An attempt in a loop that nothing but a kill ends. */
    @Test
    void aCancelledAttemptIsKilled() throws Exception {
        Path begun = folder.resolve("begun");
        String path = begun.toString();
        Job<Long, Long> job =
                Job.of(
                        "loop",
                        input -> {
                            if (input == 0) {
                                Files.writeString(
                                        Path.of(path), "" + ProcessHandle.current().pid());
                                while (true) {
                                    Thread.onSpinWait();
                                }
                            }
                            return input;
                        });
        try (Engine engine = new ProcessesProvider().open(1)) {
            CompletableFuture<Long> looping = engine.submit(job, 0L);
            CompletableFuture<Long> next = engine.submit(job, 1L);
            long pid = Long.parseLong(written(begun));
            assertTrue(looping.cancel(true));
            assertEquals(1L, next.get());
            while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** What a file says, once it is there and whole. */
    private static String written(Path file) throws IOException {
        while (!Files.exists(file) || Files.size(file) == 0) {
            LockSupport.parkNanos(1_000_000);
        }
        return Files.readString(file);
    }

    /** Says in a file that it was opened, and closed. */
    record Noted(String path) implements AutoCloseable {
        static Noted open(String path) throws IOException {
            note(path, "opened");
            return new Noted(path);
        }

        private static void note(String path, String what) throws IOException {
            Files.writeString(
                    Path.of(path + "-" + ProcessHandle.current().pid()),
                    what + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }

        @Override
        public void close() throws IOException {
            note(path, "closed");
        }
    }

    private List<String> notes(String name) throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.filter(file -> file.toString().contains(name)).toList()) {
                all.add(Files.readString(each));
            }
        }
        return all;
    }

    @Test
    void aWorkerHasAStateForTheTimeOfARun() throws Exception {
        String path = folder.resolve("state").toString();
        Job<Long, Long> job =
                Job.withState(
                        "noted",
                        () -> Noted.open(path),
                        (_, input) -> {
                            LockSupport.parkNanos(1_000_000);
                            return input;
                        });
        try (Engine engine = new ProcessesProvider().open(2)) {
            assertEquals(100, engine.map(job, Inputs.range(0, 100)).size());
            while (!notes("state").stream().allMatch("opened\nclosed\n"::equals)) {
                LockSupport.parkNanos(1_000_000); // though the engine is open
            }
            int first = notes("state").size();
            assertTrue(first >= 1 && first <= 2, "states: " + first);
            assertEquals(1L, engine.submit(job, 1L).get());
        }
        for (String each : notes("state")) {
            assertTrue(
                    each.equals("opened\nclosed\n") || each.equals("opened\nclosed\n".repeat(2)),
                    each);
        }
    }

    @Test
    void aListenerIsToldWhichWorkersStartAndDie() {
        Queue<Long> started = new ConcurrentLinkedQueue<>();
        Queue<Long> died = new ConcurrentLinkedQueue<>();
        Queue<Cause.Crashed> causes = new ConcurrentLinkedQueue<>();
        AttemptListener listener =
                new AttemptListener() {
                    @Override
                    public void workerStarted(String lane, long pid) {
                        started.add(pid);
                    }

                    @Override
                    public void workerDied(String lane, long pid, Cause.Crashed cause) {
                        died.add(pid);
                        causes.add(cause);
                    }
                };
        Job<Long, Long> job =
                Job.of(
                        "halts",
                        input -> {
                            if (input == 5) {
                                Runtime.getRuntime().halt(3);
                            }
                            return ProcessHandle.current().pid();
                        });
        RunOptions<Long, Long> options = RunOptions.<Long, Long>defaults().withListener(listener);
        try (Engine engine = new ProcessesProvider().open(1);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 10), options)) {
            assertEquals(9, run.drain().done());
        }
        assertTrue(started.size() >= 2, () -> "started: " + started);
        assertTrue(!died.isEmpty() && started.containsAll(died), () -> started + " " + died);
        causes.forEach(cause -> assertEquals(3, cause.exit()));
        assertNotEquals(ProcessHandle.current().pid(), died.element());
    }
}
