package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.link.worker.WorkerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that die, with real processes: one outcome for each input, and the guilty one named. */
@Timeout(120)
class CrashTest {
    @TempDir Path folder;

    /** Runs 1,000 inputs, of which one must fail; gives how. */
    private static Failed<?, ?> oneOfAThousand(ProcessesProvider processes, Job<Long, Long> job)
            throws Exception {
        Instant before = Instant.now();
        try (Engine engine = processes.open(2);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 1_000))) {
            Failed<?, ?> guilty = null;
            int index = 0;
            for (Outcome<Long, Long> outcome : run.inOrder()) {
                assertEquals(index, outcome.input());
                if (index == Deaths.GUILTY) {
                    guilty = assertInstanceOf(Failed.class, outcome);
                } else {
                    Done<?, ?> done = assertInstanceOf(Done.class, outcome);
                    assertEquals((long) index, done.output());
                    assertEquals(1, done.stats().attempts(), "attempts of an innocent");
                }
                assertFalse(outcome.stats().started().isBefore(before), outcome::toString);
                index++;
            }
            assertEquals(1_000, index);
            assertEquals(
                    1_000,
                    engine.map(Job.of("after", input -> input), Inputs.range(0, 1_000)).size());
            return java.util.Objects.requireNonNull(guilty);
        }
    }

    @ParameterizedTest
    @EnumSource(Deaths.class)
    void theGuiltyInputIsNamedAndTheOthersEndAsTheyShould(Deaths death) throws Exception {
        Failed<?, ?> guilty = oneOfAThousand(new ProcessesProvider(), Job.of("deadly", death));
        Cause.Crashed crashed = assertInstanceOf(Cause.Crashed.class, guilty.cause());
        switch (death) {
            case EXIT -> assertEquals(7, crashed.exit());
            case HALT -> {
                assertEquals(9, crashed.exit());
                assertEquals("about to halt", crashed.lastLines().getLast());
            }
            case SIGKILL -> assertEquals(9, crashed.signal());
            case NATIVE_STACK -> assertEquals(11, crashed.signal(), crashed::message);
            case NULL_POINTER -> {
                assertEquals(11, crashed.signal(), crashed::message);
                assertTrue(
                        String.join("\n", crashed.lastLines()).contains("SIGSEGV"),
                        crashed::message);
            }
        }
    }

    @Test
    void theSameOverSockets() throws Exception {
        Failed<?, ?> guilty =
                oneOfAThousand(
                        new ProcessesProvider().sockets(true), Job.of("deadly", Deaths.SIGKILL));
        assertEquals(9, assertInstanceOf(Cause.Crashed.class, guilty.cause()).signal());
    }

    @Test
    void theReportOfANativeCrashIsKeptOnRequest() throws Exception {
        Failed<?, ?> _ =
                oneOfAThousand(
                        new ProcessesProvider().keepCrashReports(folder),
                        Job.of("deadly", Deaths.NULL_POINTER));
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(
                    files.anyMatch(file -> file.getFileName().toString().startsWith("hs_err_pid")));
        }
    }

    @Test
    void aFullHeapFailsTheInputThatFilledIt() throws Exception {
        Job<Long, Long> job =
                Job.of("greedy", input -> input == Deaths.GUILTY ? Deaths.fill() : input);
        Failed<?, ?> guilty = oneOfAThousand(new ProcessesProvider().heap(32 << 20), job);
        Cause.Threw threw = assertInstanceOf(Cause.Threw.class, guilty.cause());
        assertInstanceOf(OutOfMemoryError.class, threw.error());
    }

    @Test
    void aPoisonousInputIsNotTriedForEver() throws Exception {
        Path starts = folder.resolve("starts");
        Job<Long, Long> job =
                Job.<Long, Long>of(
                                "poison",
                                input -> {
                                    Files.writeString(
                                            starts,
                                            "x",
                                            StandardOpenOption.CREATE,
                                            StandardOpenOption.APPEND);
                                    Runtime.getRuntime().halt(3);
                                    return input;
                                })
                        .retry(Retry.upTo(3));
        try (Engine engine = new ProcessesProvider().open(1);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 1))) {
            Outcome<Long, Long> outcome = run.iterator().next();
            assertEquals(3, outcome.stats().attempts());
            assertEquals(
                    3,
                    assertInstanceOf(Cause.Crashed.class, ((Failed<Long, Long>) outcome).cause())
                            .exit());
        }
        long count = Files.size(starts);
        assertTrue(count >= 3 && count <= 6, () -> count + " starts");
    }

    /** An innocent that is killed once from outside ends well, and no attempt is counted. */
    @Test
    void whoIsKilledFromOutsideIsRunAgain() throws Exception {
        Path killed = folder.resolve("killed");
        Job<Long, Long> job =
                Job.of(
                        "killed once",
                        input -> {
                            if (input == 50 && !Files.exists(killed)) {
                                Files.createFile(killed);
                                Deaths.SIGKILL.die();
                            }
                            return input;
                        });
        try (Engine engine = new ProcessesProvider().open(2)) {
            List<Long> _ = engine.map(Job.of("warm", input -> input), Inputs.range(0, 10));
            try (Run<Long, Long> run = engine.start(job, Inputs.range(0, 100))) {
                Report report = run.drain();
                assertEquals(100, report.done());
                assertEquals(100, report.attempts());
            }
        }
    }

    @Test
    void aBusyLoopIsKilledAtItsDeadlineAndNothingElseIs() throws Exception {
        Job<Long, Long> job =
                Job.<Long, Long>of(
                                "loop",
                                input -> {
                                    while (input % 10 == 3) {
                                        Thread.onSpinWait();
                                    }
                                    return input;
                                })
                        .deadline(Duration.ofSeconds(2));
        try (Engine engine = new ProcessesProvider().open(2);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 30))) {
            Set<Long> overran = ConcurrentHashMap.newKeySet();
            for (Outcome<Long, Long> outcome : run) {
                if (outcome instanceof Failed<Long, Long>(Long input, Cause cause, _)) {
                    assertEquals(new Cause.TimedOut(Duration.ofSeconds(2), false), cause);
                    overran.add(input);
                }
            }
            assertEquals(Set.of(3L, 13L, 23L), overran);
            assertEquals(30, run.report().attempts());
        }
    }

    /** Whoever heeds the interruption keeps its worker. */
    @Test
    void aSleeperIsInterruptedAtItsDeadline() {
        Job<Long, Long> job =
                Job.<Long, Long>of(
                                "sleep",
                                input -> {
                                    if (input == 1) {
                                        Thread.sleep(60_000);
                                    }
                                    return ProcessHandle.current().pid();
                                })
                        .deadline(Duration.ofMillis(500));
        try (Engine engine = new ProcessesProvider().open(1);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 3))) {
            List<Outcome<Long, Long>> all = run.stream().toList();
            assertEquals(2, all.stream().filter(Outcome::isDone).count());
        }
    }

    @Test
    void cancelledWorkersAreKilled() throws Exception {
        Job<Long, Long> job =
                Job.of(
                        "for ever",
                        input -> {
                            while (input >= 0) {
                                Thread.onSpinWait();
                            }
                            return input;
                        });
        try (Engine engine = new ProcessesProvider().open(2)) {
            try (Run<Long, Long> run = engine.start(job, Inputs.range(0, 4))) {
                while (run.progress().running() < 2) {
                    Thread.onSpinWait();
                }
            }
            assertEquals(
                    10, engine.map(Job.of("after", input -> input), Inputs.range(0, 10)).size());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFloodOfOutputHarmsNothing(boolean sockets) {
        Job<Long, Long> job =
                Job.of(
                        "flood",
                        input -> {
                            byte[] noise = new byte[1 << 16];
                            java.util.Arrays.fill(noise, (byte) 'n');
                            for (int i = 0; i < 16; i++) {
                                System.out.write(noise);
                                System.err.write(noise);
                            }
                            return input;
                        });
        java.io.PrintStream before = System.err;
        System.setErr(
                new java.io.PrintStream(
                        java.io.OutputStream.nullOutputStream(),
                        true,
                        java.nio.charset.StandardCharsets.UTF_8));
        try (Engine engine = new ProcessesProvider().sockets(sockets).open(2)) {
            assertEquals(20, engine.map(job, Inputs.range(0, 20)).size());
        } finally {
            System.setErr(before);
        }
    }

    /** Closes all that the worker has open but its standard streams. */
    @Test
    void aWorkerThatClosesItsChannelCountsAsDead() throws Exception {
        Job<Long, Long> job =
                Job.of(
                        "closing",
                        input -> {
                            if (input == Deaths.GUILTY) {
                                WorkerMain.closeLink();
                                Thread.sleep(60_000);
                            }
                            return input;
                        });
        Failed<?, ?> guilty = oneOfAThousand(new ProcessesProvider().sockets(true), job);
        assertInstanceOf(Cause.Crashed.class, guilty.cause());
    }

    @Test
    void anOutputOfHalfAGigabyteArrivesOrFailsAlone() throws IOException {
        Job<Integer, byte[]> job = Job.of("large", size -> new byte[size]);
        try (Engine engine = new ProcessesProvider().heap(128 << 20).open(1);
                Run<Integer, byte[]> run =
                        engine.start(job, Inputs.of(List.of(10, 500_000_000, 20)))) {
            List<Boolean> ends = run.stream().map(Outcome::isDone).toList();
            assertEquals(List.of(true, false, true), ends);
        }
    }
}
