package dev.hocket.testkit;

import dev.hocket.RetryAfter;
import dev.hocket.spi.Ticker;
import dev.hocket.testkit.FaultPlan.Act;
import dev.hocket.testkit.FaultPlan.Reading;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The task and the source of a {@link FaultPlan}: they do what it says and remember it. */
final class PlannedTask {
    /** What an attempt throws that the plan lets fail. */
    static class Planned extends Exception {
        private static final long serialVersionUID = 1;

        Planned(String message) {
            super(message);
        }
    }

    /** One that says when to try again. */
    static final class PlannedLater extends Planned implements RetryAfter {
        private static final long serialVersionUID = 1;

        PlannedLater(String message) {
            super(message);
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(7);
        }
    }

    /** An attempt that ignores interruption is given up after the deadline and a second. */
    private static final long GIVEN_UP_NANOS = FaultPlan.DEADLINE.plusSeconds(2).toNanos();

    private final FaultPlan plan;
    private final Ticker ticker;
    private final Map<Long, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final Map<Long, AtomicInteger> keys = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger hanging = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile long givenUpAt = Long.MIN_VALUE;
    private volatile int pulled;
    private volatile int consumed;
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    final Queue<String> broken = new ConcurrentLinkedQueue<>();

    PlannedTask(FaultPlan plan, Ticker ticker) {
        this.plan = plan;
        this.ticker = ticker;
    }

    /** The task. */
    String run(long input) throws Exception {
        threads.add(Thread.currentThread());
        boolean litter = Thread.currentThread().isInterrupted();
        if (litter && !plan.interrupts()) {
            broken.add("input " + input + " found its thread interrupted");
        }
        int attempt = attempts.computeIfAbsent(input, any -> new AtomicInteger()).incrementAndGet();
        started.incrementAndGet();
        enter(running, plan.width, "lanes");
        AtomicInteger key = keys.computeIfAbsent(key(input), any -> new AtomicInteger());
        enter(key, plan.keys > 0 ? plan.keyWidth : plan.width, "attempts of key " + key(input));
        Act act = plan.act(input, attempt);
        if (act == Act.STUBBORN) { // it will be given up, and its place with it
            leave(key);
            ignoreInterruption();
            return "late";
        }
        try {
            return play(act, input, attempt);
        } finally {
            leave(key);
        }
    }

    private void enter(AtomicInteger count, int most, String what) {
        int now = count.incrementAndGet();
        if (now > most && !plan.deadline) {
            broken.add(now + " " + what + " at a time, where " + most + " are allowed");
        }
    }

    private void leave(AtomicInteger key) {
        key.decrementAndGet();
        running.decrementAndGet();
    }

    private String play(Act act, long input, int attempt) throws Exception {
        String name = act + " of input " + input + ", attempt " + attempt;
        switch (act) {
            case RETURN, STUBBORN -> {}
            case SPIN -> {
                for (int i = 0; i < 20_000; i++) {
                    Thread.onSpinWait();
                }
            }
            case PAUSE -> LockSupport.parkNanos(50_000);
            case LITTER -> Thread.currentThread().interrupt();
            case THROW -> throw new Planned(name);
            case LATER -> throw new PlannedLater(name);
            case OVERFLOW -> {
                int _ = overflow(0);
            }
            case MEMORY -> throw new OutOfMemoryError(name);
            case LINKAGE -> throw new NoClassDefFoundError(name);
            case HANG -> hang();
        }
        return output(input);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }

    private void hang() throws InterruptedException {
        hanging.incrementAndGet();
        try {
            release.await();
        } finally {
            hanging.decrementAndGet();
        }
    }

    private void ignoreInterruption() {
        givenUpAt = ticker.nanos() + GIVEN_UP_NANOS;
        boolean interrupted = false;
        while (true) {
            try {
                release.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static String output(long input) {
        return "out " + input;
    }

    long key(long input) {
        return plan.keys == 0 ? 0 : input % plan.keys;
    }

    /** The inputs, read one by one. */
    Iterator<Long> source() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return pulled < plan.inputs || plan.sourceThrowsAt >= 0;
            }

            @Override
            @SuppressWarnings("NonAtomicVolatileUpdate") // read by one lane at a time
            public Long next() {
                if (pulled == plan.sourceThrowsAt) {
                    throw new IllegalStateException("the source broke");
                }
                if (pulled >= plan.inputs) {
                    throw new NoSuchElementException();
                }
                pulled = pulled + 1;
                boolean counted = plan.window > 0 && plan.reading != Reading.DRAIN;
                if (counted && pulled - consumed > plan.window) {
                    broken.add(
                            "%d pulled and %d consumed, with a window of %d"
                                    .formatted(pulled, consumed, plan.window));
                }
                return pulled - 1L;
            }
        };
    }

    /** The consumer is about to ask for the next outcome, having had so many. */
    void consumed(int count) {
        consumed = count;
    }

    /** Ends the attempts that ignore interruption. */
    void release() {
        release.countDown();
    }

    int started() {
        return started.get();
    }

    int hanging() {
        return hanging.get();
    }

    /** Whether an attempt runs that only time will end. */
    boolean overdue() {
        return hanging.get() > 0 || ticker.nanos() < givenUpAt;
    }

    int attempts(long input) {
        AtomicInteger count = attempts.get(input);
        return count == null ? 0 : count.get();
    }
}
