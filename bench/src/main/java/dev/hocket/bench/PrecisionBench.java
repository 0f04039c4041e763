package dev.hocket.bench;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Rate;
import dev.hocket.Run;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How exactly rates and deadlines are held: lateness of each start against an even schedule, and of
 * each overrun's end against its deadline; beside them the JDK's scheduled executor.
 */
public final class PrecisionBench {
    private PrecisionBench() {}

    /** Prints the table. */
    public static void main(String[] args) throws Exception {
        System.out.printf("%-44s %10s %10s %10s%n", "lateness", "median", "p99", "worst");
        for (int perSecond : List.of(100, 1_000, 10_000)) {
            int count = Math.min(2 * perSecond, 10_000);
            for (String engine : List.of("threads:2", "virtual:16")) {
                print(engine + ", " + perSecond + "/s", rate(engine, perSecond, count));
            }
            print("scheduleAtFixedRate, " + perSecond + "/s", fixedRate(perSecond, count));
        }
        for (String engine : List.of("threads:2", "virtual:16", "forkjoin:2")) {
            print(engine + ", deadline 20 ms", deadline(engine, 100));
        }
    }

    private static long[] rate(String name, int perSecond, int count) {
        long[] starts = new long[count];
        AtomicInteger next = new AtomicInteger();
        Job<Long, Long> job =
                Job.of(
                                "rate",
                                (Long input) -> {
                                    starts[next.getAndIncrement()] = System.nanoTime();
                                    return input;
                                })
                        .rate(Rate.perSecond(perSecond));
        try (Engine engine = Engine.named(name);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, count))) {
            run.drain();
        }
        return lateness(starts, perSecond);
    }

    private static long[] fixedRate(int perSecond, int count) throws InterruptedException {
        long[] starts = new long[count];
        AtomicInteger next = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(1);
        try (ScheduledExecutorService timer = Executors.newScheduledThreadPool(2)) {
            var handle =
                    timer.scheduleAtFixedRate(
                            () -> {
                                int i = next.getAndIncrement();
                                if (i < count) {
                                    starts[i] = System.nanoTime();
                                } else {
                                    all.countDown();
                                }
                            },
                            0,
                            1_000_000_000 / perSecond,
                            TimeUnit.NANOSECONDS);
            all.await();
            handle.cancel(false);
        }
        return lateness(starts, perSecond);
    }

    /** How much later each start was than the first one plus its share of the rate. */
    private static long[] lateness(long[] starts, int perSecond) {
        Arrays.sort(starts);
        long[] late = new long[starts.length];
        for (int i = 0; i < starts.length; i++) {
            late[i] = Math.max(0, starts[i] - starts[0] - i * 1_000_000_000L / perSecond);
        }
        return late;
    }

    private static long[] deadline(String name, int count) {
        Duration allowed = Duration.ofMillis(20);
        Job<Long, Long> job =
                Job.of(
                                "deadline",
                                (Long input) -> {
                                    TimeUnit.HOURS.sleep(1);
                                    return input;
                                })
                        .deadline(allowed);
        long[] late = new long[count];
        int i = 0;
        try (Engine engine = Engine.named(name);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, count))) {
            for (Outcome<Long, Long> outcome : run) {
                late[i++] = outcome.stats().time().minus(allowed).toNanos();
            }
        }
        return late;
    }

    private static void print(String name, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-44s %7.3f ms %7.3f ms %7.3f ms%n",
                name,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }
}
