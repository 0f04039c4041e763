package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.spi.Trait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Lanes are what the engine says, as many as it says, and end with it. */
interface LaneClauses extends ContractClauses {

    /**
     * Fails if a thread that ran an attempt is not what the engine promises.
     *
     * @param lane the thread that ran the attempt
     * @param consumer the thread that waited for the run
     */
    void checkLane(Thread lane, Thread consumer);

    @Test
    default void attemptsRunOnItsLanes() {
        Set<Thread> lanes = ConcurrentHashMap.newKeySet();
        try (Engine engine = open(2)) {
            List<Long> outputs =
                    engine.map(
                            job(
                                    "where",
                                    input -> {
                                        lanes.add(Thread.currentThread());
                                        return input;
                                    }),
                            Inputs.range(0, 100));
            assertEquals(100, outputs.size());
            lanes.forEach(lane -> checkLane(lane, Thread.currentThread()));
        }
        lanes.remove(Thread.currentThread());
        lanes.forEach(lane -> BoundedWait.until("the end of " + lane, () -> !lane.isAlive()));
    }

    @Test
    default void asManyAttemptsRunAtOnceAsItIsWide() {
        needs(Trait.CONCURRENT);
        try (Engine engine = open(3)) {
            assertEquals(3, engine.width());
            CountDownLatch all = new CountDownLatch(3);
            Job<Long, Boolean> meeting =
                    job(
                            "meeting",
                            input -> {
                                all.countDown();
                                BoundedWait.await(all, "three attempts at once");
                                return true;
                            });
            assertEquals(List.of(true, true, true), engine.map(meeting, Inputs.range(0, 3)));
        }
    }

    @Test
    default void noMoreAttemptsRunAtOnceOverAllRuns() throws Exception {
        needs(Trait.CONCURRENT);
        Peak peak = new Peak();
        try (Engine engine = open(2)) {
            List<SideThread<List<Long>>> runs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                runs.add(
                        SideThread.start(
                                () -> engine.map(job("crowd", peak::pass), Inputs.range(0, 50))));
            }
            for (SideThread<List<Long>> run : runs) {
                assertEquals(50, run.get().size());
            }
        }
        assertEquals(2, peak.most(), "attempts at once");
    }

    @Test
    default void aRunMayBeNarrower() {
        Peak peak = new Peak();
        RunOptions<Long, Long> narrow = RunOptions.<Long, Long>defaults().withWidth(1);
        try (Engine engine = open(4);
                Run<Long, Long> run =
                        engine.start(job("narrow", peak::pass), Inputs.range(0, 200), narrow)) {
            assertEquals(200, run.drain().done());
        }
        assertEquals(1, peak.most());
    }

    /** A task that waits for a future keeps its lane: no other attempt takes its place. */
    @Test
    default void aBlockedTaskKeepsItsLane() throws Exception {
        needs(Trait.BACKGROUND);
        CompletableFuture<Boolean> gate = new CompletableFuture<>();
        Peak peak = new Peak();
        CountDownLatch entered = new CountDownLatch(1);
        Job<Long, Boolean> waiting =
                job(
                        "waiting",
                        input -> {
                            peak.enter();
                            entered.countDown();
                            try {
                                return gate.get();
                            } finally {
                                peak.leave();
                            }
                        });
        try (Engine engine = open(1)) {
            try (Run<Long, Boolean> first = engine.start(waiting, Inputs.range(0, 1));
                    Run<Long, Boolean> second = engine.start(waiting, Inputs.range(0, 1))) {
                BoundedWait.await(entered, "the first attempt");
                for (int i = 0; i < 200_000; i++) {
                    Thread.onSpinWait(); // a chance for what must not happen
                }
                gate.complete(true);
                assertEquals(1, first.drain().done());
                assertEquals(1, second.drain().done());
            }
        }
        assertEquals(1, peak.most(), "attempts at once in one lane");
    }

    /** Each input comes when the outcome before it was consumed, after a few that came at once. */
    @Test
    default void liveInputsMayWaitForOutcomes() {
        int few = 9;
        int all = 1_000;
        for (int width = 1; width <= 2; width++) {
            BlockingQueue<Long> queue = new LinkedBlockingQueue<>();
            LongStream.range(0, few).forEach(queue::add);
            Set<Long> seen = new HashSet<>();
            try (Engine engine = open(width);
                    Run<Long, Long> run =
                            engine.start(
                                    job("answer", input -> input),
                                    Inputs.live(new Taken(queue, all)))) {
                for (Outcome<Long, Long> outcome : run) {
                    assertTrue(seen.add(outcome.input()));
                    if (seen.size() <= all - few) {
                        queue.add((long) few + seen.size() - 1);
                    }
                }
            }
            assertEquals(all, seen.size());
        }
    }

    /** Takes this many inputs from a queue; waits for each. */
    final class Taken implements Iterator<Long> {
        private final BlockingQueue<Long> queue;
        private int left;

        Taken(BlockingQueue<Long> queue, int count) {
            this.queue = queue;
            this.left = count;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Long next() {
            left--;
            try {
                return queue.take();
            } catch (InterruptedException stopped) {
                throw new CancellationException("the run ended while it waited for an input");
            }
        }
    }

    @Test
    default void aClosedEngineRefusesRuns() {
        Engine engine = open(2);
        engine.close();
        engine.close();
        assertThrows(
                IllegalStateException.class,
                () -> engine.start(job("late", input -> input), Inputs.range(0, 1)));
    }

    @Test
    default void aFailedTaskLeavesItsLaneAsItWas() throws Exception {
        needs(Trait.BLOCKING);
        needs(Trait.BACKGROUND);
        try (Engine engine = open(1)) {
            Job<Long, Boolean> litter =
                    job(
                            "litter",
                            input -> {
                                boolean found = Thread.currentThread().isInterrupted();
                                Thread.currentThread().interrupt();
                                return found;
                            });
            assertFalse(engine.map(litter, Inputs.range(0, 100)).contains(true));
            assertTrue(engine.asExecutorService().submit(() -> !Thread.interrupted()).get());
        }
    }

    /** Counts who is inside at once. */
    final class Peak {
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        long pass(long input) {
            enter();
            LockSupport.parkNanos(1_000);
            leave();
            return input;
        }

        void enter() {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        }

        void leave() {
            inside.decrementAndGet();
        }

        int most() {
            return most.get();
        }
    }
}
