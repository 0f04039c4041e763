package dev.hocket.testkit;

import dev.hocket.spi.Trait;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Endless plans of faults, with a look at what they leave behind. */
final class PlanSoak {
    private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** More than the caches of class loading and compilation take, less than a leak in an hour. */
    private static final long GROWTH = 16L << 20;

    private final ContractClauses clauses;
    private final Set<Trait> traits;
    private final SplittableRandom seeds;
    private long heap;
    private Set<Thread> threads = Set.of();

    PlanSoak(ContractClauses clauses, long seed) {
        this.clauses = clauses;
        this.traits = clauses.traits();
        this.seeds = new SplittableRandom(seed);
    }

    /** Plays plans for some seconds, and compares what is left with what the first slice left. */
    void slice(long end) throws Exception {
        long until = Math.min(end, System.nanoTime() + SLICE_NANOS);
        do {
            play(seeds.nextLong(Long.MAX_VALUE));
        } while (System.nanoTime() - until < 0);
        if (threads.isEmpty()) {
            threads = LeftBehind.platformThreads();
            heap = LeftBehind.heapInUse();
            return;
        }
        LeftBehind.awaitNoThreads(threads);
        long now = LeftBehind.heapInUse();
        if (now - heap > GROWTH) {
            throw new AssertionError(
                    "the heap in use grew from %d to %d bytes".formatted(heap, now));
        }
    }

    private void play(long seed) throws Exception {
        FaultPlan plan = FaultPlan.of(seed, traits);
        try {
            PlannedRun.of(plan, clauses);
        } catch (Exception | AssertionError failed) {
            throw new AssertionError(
                    "%s%nplan: %s%nseed: %d".formatted(failed.getMessage(), plan, seed), failed);
        }
    }
}
