package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Run;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What only shows when much is done: threads that stay, runs that hang, memory that grows. */
interface EnduranceClauses extends ContractClauses {
    /** For how many seconds an engine is soaked; the property {@code hocket.soak} asks for more. */
    long SOAK_SECONDS = 1;

    @Test
    default void closedEnginesLeaveNoThread() {
        openUseClose(); // what the JVM keeps for all: timers, carriers
        Set<Thread> before = LeftBehind.platformThreads();
        for (int i = 0; i < 20; i++) {
            openUseClose();
        }
        LeftBehind.awaitNoThreads(before);
    }

    private void openUseClose() {
        Job<Long, Long> same = job("same", input -> input);
        try (Engine engine = open(4);
                Run<Long, Long> left = engine.start(same, Inputs.range(0, 1_000))) {
            assertEquals(1_000, engine.map(same, Inputs.range(0, 1_000)).size());
            assertTrue(left.iterator().hasNext());
        }
    }

    /** Many runs at once on one engine, each cut short; every input is accounted for. */
    @Test
    default void aStormOfCancellationsLosesNothing() throws Exception {
        SplittableRandom dice = new SplittableRandom(11);
        Job<Long, Long> same = job("same", input -> input);
        try (Engine engine = open(3)) {
            int rounds = Integer.getInteger("hocket.stress", 200) / 8;
            for (int round = 0; round < rounds; round++) {
                List<Run<Long, Long>> runs = new ArrayList<>();
                List<SideThread<Long>> consumers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    Run<Long, Long> run = engine.start(same, Inputs.range(0, 300));
                    runs.add(run);
                    consumers.add(SideThread.start(() -> ConsumingForm.count(run)));
                }
                for (int i : shuffled(dice, runs.size())) {
                    runs.get(i).cancel(dice.nextBoolean() ? Halt.Mode.NOW : Halt.Mode.SOON);
                }
                for (int i = 0; i < runs.size(); i++) {
                    long seen = consumers.get(i).get();
                    assertEquals(300, seen + runs.get(i).report().notStarted());
                    runs.get(i).close();
                }
            }
            assertEquals(
                    LongStream.range(0, 1_000).boxed().toList(),
                    engine.map(same, Inputs.range(0, 1_000)));
        }
    }

    private static int[] shuffled(SplittableRandom dice, int count) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = dice.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
        return order;
    }

    /**
     * Plans of faults one after the other, for as long as is asked for; after each slice the heap
     * and the threads are what they were after the first.
     */
    @TestFactory
    default Stream<DynamicTest> enduresFaults() {
        long seconds = Long.getLong("hocket.soak", SOAK_SECONDS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        PlanSoak soak = new PlanSoak(this, seconds * 31);
        Iterator<Integer> slices = IntStream.iterate(1, i -> i + 1).iterator();
        return Stream.generate(slices::next)
                .takeWhile(slice -> slice == 1 || System.nanoTime() - end < 0)
                .map(slice -> DynamicTest.dynamicTest("slice " + slice, () -> soak.slice(end)));
    }
}
