package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.link.codec.SerializationCodec;
import dev.hocket.processes.lanes.LaneThreads;
import dev.hocket.processes.lanes.ProcessesEngine;
import dev.hocket.processes.start.JvmStarter;
import dev.hocket.processes.start.WorkerOptions;
import dev.hocket.processes.start.WorkerStarter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that are killed, also while they start, and workers that cannot be started. */
@Timeout(180)
class WorkerStartTest {
    private static final Job<Long, Long> NEXT = Job.of("next", input -> input + 1);

    /** Starts JVMs, but for some of its starts something that dies at once, or nothing. */
    private static final class Failing implements WorkerStarter {
        private final WorkerStarter jvms;
        private final IntPredicate killed;
        private final IntPredicate refused;
        private final AtomicInteger starts = new AtomicInteger();

        Failing(WorkerOptions options, IntPredicate killed, IntPredicate refused) {
            this.jvms = new JvmStarter(options);
            this.killed = killed;
            this.refused = refused;
        }

        @Override
        public Process start(Path folder, String address, Path slate) throws IOException {
            int start = starts.getAndIncrement();
            if (refused.test(start)) {
                throw new IOException("no process is left");
            }
            return killed.test(start)
                    ? new ProcessBuilder("sh", "-c", "kill -9 $$").start()
                    : jvms.start(folder, address, slate);
        }
    }

    private static Engine engine(int width, IntPredicate killed, IntPredicate refused) {
        WorkerOptions options = WorkerOptions.defaults();
        return new ProcessesEngine(
                new LaneThreads(
                        width,
                        options,
                        new Failing(options, killed, refused),
                        new SerializationCodec()));
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void aWorkerKilledWhileItStartsIsStartedAgain() {
        try (Engine engine = engine(1, start -> start < 3, start -> false)) {
            assertEquals(numbers(1, 101), engine.map(NEXT, Inputs.range(0, 100)));
        }
    }

    @Test
    void aLaneThatGetsNoWorkerLeavesTheRunToTheOthers() {
        try (Engine engine = engine(4, start -> false, start -> start > 0)) {
            for (int run = 0; run < 3; run++) {
                assertEquals(numbers(1, 5_001), engine.map(NEXT, Inputs.range(0, 5_000)));
            }
        }
    }

    @Test
    void theLastThatGetsNoneEndsTheRunAndNamesTheSignal() {
        try (Engine engine = engine(2, start -> true, start -> false)) {
            RunException broken =
                    assertThrows(RunException.class, () -> engine.map(NEXT, Inputs.range(0, 100)));
            assertTrue(
                    String.valueOf(broken.getMessage()).contains("SIGKILL")
                            || String.valueOf(broken.getCause()).contains("SIGKILL"),
                    broken::toString);
        }
    }

    /** More kills in a row than these could end all lanes before a worker is ready. */
    @Test
    void killsAtAnyMomentCostAtMostWhatRan() throws Exception {
        int kills = 12;
        SplittableRandom dice = new SplittableRandom(11);
        Job<Long, Long> slow =
                Job.of(
                        "slow",
                        input -> {
                            long end = System.nanoTime() + 2_000_000;
                            while (System.nanoTime() < end) {
                                Thread.onSpinWait();
                            }
                            return input;
                        });
        try (Engine engine = new ProcessesProvider().open(3);
                Run<Long, Long> run = engine.start(slow, Inputs.range(0, 1_000))) {
            int left = kills;
            int ended = 0;
            for (Outcome<Long, Long> outcome : run) {
                ended++;
                if (!outcome.isDone()) {
                    Failed<?, ?> failed = assertInstanceOf(Failed.class, outcome);
                    assertEquals(9, assertInstanceOf(Cause.Crashed.class, failed.cause()).signal());
                }
                if (left > 0 && dice.nextInt(20) == 0) {
                    List<ProcessHandle> workers = ProcessHandle.current().children().toList();
                    if (!workers.isEmpty()) {
                        workers.get(dice.nextInt(workers.size())).destroyForcibly();
                        left--;
                    }
                }
            }
            assertEquals(1_000, ended);
            assertTrue(run.report().done() >= 1_000 - kills, run.report()::toString);
        }
    }
}
