package dev.hocket.csp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Pipelines of random shapes that end by themselves, by a failure or by being closed at any moment.
 * The property {@code hocket.stress} asks for more of them; {@code hocket.seed} for one alone.
 */
@Timeout(300)
class PipelineStressTest {
    private static final int INPUTS = 3_000;

    @Test
    void pipelinesEndWithEverythingAccountedFor() throws Exception {
        Integer alone = Integer.getInteger("hocket.seed");
        int first = alone == null ? 0 : alone;
        int last = alone == null ? Integer.getInteger("hocket.stress", 200) : alone + 1;
        for (int seed = first; seed < last; seed++) {
            try {
                new Trial(seed).run();
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError(
                        "seed %d; run it alone with -Dhocket.seed=%1$d".formatted(seed), failed);
            }
        }
    }

    /** One pipeline. */
    private static final class Trial {
        private final SplittableRandom dice;
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private final int stages;
        private final int failing;
        private boolean ordered = true;

        Trial(int seed) {
            dice = new SplittableRandom(seed);
            stages = dice.nextInt(1, 5);
            failing = dice.nextInt(3) == 0 ? dice.nextInt(INPUTS) : -1;
        }

        void run() throws InterruptedException {
            boolean closed = dice.nextInt(3) == 0;
            int spins = dice.nextInt(400_000);
            PipelineRun<Integer> run =
                    pipeline().start(IntStream.range(0, INPUTS).boxed().toList());
            Thread closing =
                    Thread.startVirtualThread(() -> {
                        for (int i = 0; closed && i < spins; i++) {
                            Thread.onSpinWait();
                        }
                        if (closed) {
                            run.close();
                        }
                    });
            List<Integer> outputs = new ArrayList<>();
            try (run) {
                run.forEach(outputs::add);
                assertEquals(-1, failing, "the failure was lost");
                assertEquals(INPUTS, outputs.size());
            } catch (FailedStageException failed) {
                assertEquals(failing, failed.index());
            } catch (CancellationException _) {
                assertTrue(closed, "cancelled by nobody");
            }
            closing.join();
            check(run, outputs);
        }

        private void check(PipelineRun<Integer> run, List<Integer> outputs) {
            List<Integer> sorted = outputs.stream().distinct().sorted().toList();
            assertEquals(sorted.size(), outputs.size(), "outputs came twice");
            if (ordered) {
                assertEquals(IntStream.range(0, outputs.size()).boxed().toList(), outputs);
            }
            threads.forEach(thread -> assertFalse(thread.isAlive(), thread::toString));
            assertEquals(outputs.size(), run.report().delivered());
            PipelineEndTest.accounted(run.report());
        }

        private Pipeline<Integer, Integer> pipeline() {
            Pipeline<Integer, Integer> pipeline = Pipeline.of(stage(0));
            for (int i = 1; i < stages; i++) {
                pipeline = pipeline.then(stage(i));
            }
            return pipeline;
        }

        private Stage<Integer, Integer> stage(int number) {
            boolean fails = number == stages / 2;
            boolean yields = dice.nextBoolean();
            int width = dice.nextInt(1, 9);
            Stage<Integer, Integer> stage =
                    Stage.<Integer, Integer>of(
                                    "stage-" + number,
                                    i -> {
                                        threads.add(Thread.currentThread());
                                        if (fails && i == failing) {
                                            throw new IllegalStateException("planned");
                                        }
                                        if (yields) {
                                            LockSupport.parkNanos(1);
                                        }
                                        return i;
                                    })
                            .width(width)
                            .capacity(dice.nextInt(0, 40));
            if (dice.nextBoolean()) {
                return stage.inOrder();
            }
            ordered &= width == 1;
            return stage;
        }
    }
}
