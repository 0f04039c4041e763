package dev.hocket.bench;

import dev.hocket.Job;
import dev.hocket.Task;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The six kinds of work that an engine which chooses for itself has to get right. */
final class AutoTasks {
    private static final int FITTING = 64;
    private static final double REPLY_MILLIS = 20;

    private AutoTasks() {}

    /** The kinds by name; each job is to be run once. */
    static Map<String, Supplier<Job<Long, Long>>> all() {
        Map<String, Supplier<Job<Long, Long>>> all = new LinkedHashMap<>();
        all.put("cpu", () -> Job.of("cpu", AutoTasks::compute));
        all.put("sleep", () -> Job.of("sleep", AutoTasks::sleep));
        all.put("mixed", () -> Job.of("mixed", AutoTasks::mixed));
        all.put("server", () -> Job.of("server", new Server()));
        all.put("lock", () -> Job.of("lock", new Locked()));
        all.put("tiny", () -> Job.of("tiny", AutoTasks::tiny));
        return all;
    }

    private static final long MICROSECOND = Spin.forNanos(1_000);
    private static final long MILLISECOND = Spin.forNanos(1_000_000);

    private static long compute(long input) {
        return Spin.work(input, MILLISECOND);
    }

    private static long tiny(long input) {
        return Spin.work(input, MICROSECOND);
    }

    private static long sleep(long input) throws InterruptedException {
        Thread.sleep(20);
        return input;
    }

    private static long mixed(long input) throws InterruptedException {
        Thread.sleep(10);
        return Spin.work(input, MILLISECOND);
    }

    /** Answers in the same time while so many ask; with more, each of them slows all down. */
    private static final class Server implements Task<Long, Long> {
        private final AtomicInteger inside = new AtomicInteger();

        @Override
        public Long run(Long input) throws InterruptedException {
            double load = (double) inside.incrementAndGet() / FITTING;
            try {
                double slower = Math.max(1, load * load);
                Thread.sleep(Duration.ofNanos((long) (REPLY_MILLIS * 1e6 * slower)));
                return input;
            } finally {
                inside.decrementAndGet();
            }
        }
    }

    /** All of it under one lock. */
    private static final class Locked implements Task<Long, Long> {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        public Long run(Long input) {
            lock.lock();
            try {
                return Spin.work(input, MILLISECOND / 2);
            } finally {
                lock.unlock();
            }
        }
    }
}
