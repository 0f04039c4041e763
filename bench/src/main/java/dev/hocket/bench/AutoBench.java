package dev.hocket.bench;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Report;
import dev.hocket.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The engine {@code auto} against the best engine and width that a sweep finds, on six kinds of
 * work. {@code AutoBench [KIND...]} runs those named, each in a JVM of its own.
 *
 * <p>System properties: {@code seconds} of each run (10), {@code settled} after how many of them
 * (4) what counts as settled begins, {@code sweep} seconds for each point of the sweep (1), {@code
 * rounds} (7), {@code widest} (512).
 */
public final class AutoBench {
    private static final double SETTLED_LIMIT = 0.95;
    private static final double WHOLE_LIMIT = 0.85;
    private static final double SECONDS = number("seconds", 10);
    private static final double SETTLED = number("settled", 0.4 * SECONDS);
    private static final double SWEEP = number("sweep", 1);
    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final int WIDEST = Integer.getInteger("widest", 512);

    private AutoBench() {}

    /** Inputs in a second, over a whole run and over its settled part. */
    private record Rates(double whole, double settled, String account) {}

    /** Runs the kinds named, or all. */
    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("--here")) {
            here(args[1]);
            return;
        }
        int worst = 0;
        for (String name : AutoTasks.all().keySet()) {
            if (args.length == 0 || List.of(args).contains(name)) {
                worst = Math.max(worst, Children.fork(AutoBench.class, "--here", name));
            }
        }
        System.exit(worst);
    }

    private static double number(String name, double otherwise) {
        String text = System.getProperty(name);
        return text == null ? otherwise : Double.parseDouble(text);
    }

    private static void here(String name) throws Exception {
        Supplier<Job<Long, Long>> job = Objects.requireNonNull(AutoTasks.all().get(name), name);
        boolean detailed = Boolean.getBoolean("detailed");
        Map.Entry<String, Double> best = best(job, detailed);
        double[] settled = new double[ROUNDS];
        double[] whole = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            boolean first = i % 2 == 0;
            Rates before = run(first ? best.getKey() : auto(), job.get(), SECONDS, SETTLED);
            Rates after = run(first ? auto() : best.getKey(), job.get(), SECONDS, SETTLED);
            Rates peer = first ? before : after;
            Rates ours = first ? after : before;
            settled[i] = ours.settled / peer.settled;
            whole[i] = ours.whole / peer.whole;
            if (detailed) {
                System.out.printf("  %.3f %.3f  %s%n", settled[i], whole[i], ours.account);
            }
        }
        Arrays.sort(settled);
        Arrays.sort(whole);
        System.out.printf(
                Locale.ROOT,
                "%-7s best %-12s %10.0f/s  settled %s  whole %s%n",
                name,
                best.getKey(),
                best.getValue(),
                verdict(settled, SETTLED_LIMIT),
                verdict(whole, WHOLE_LIMIT));
    }

    private static String auto() {
        return "auto:" + WIDEST;
    }

    private static String verdict(double[] sorted, double limit) {
        double median = sorted[sorted.length / 2];
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f–%.3f) %s %.2f",
                median,
                sorted[0],
                sorted[sorted.length - 1],
                median >= limit ? "within" : "MISSES",
                limit);
    }

    private static Map.Entry<String, Double> best(Supplier<Job<Long, Long>> job, boolean detailed)
            throws Exception {
        List<String> engines = new ArrayList<>();
        for (String name : List.of("threads", "virtual")) {
            for (int width = 1; width <= WIDEST; width *= 2) {
                engines.add(name + ":" + width);
            }
        }
        Rates _ = run("threads:2", job.get(), SWEEP, 0); // warms up
        Map.Entry<String, Double> best = Map.entry("", 0.0);
        for (String engine : engines) {
            double rate = run(engine, job.get(), SWEEP, 0.3 * SWEEP).settled;
            if (detailed) {
                System.out.printf(Locale.ROOT, "  %s %.0f/s%n", engine, rate);
            }
            best = rate > best.getValue() ? Map.entry(engine, rate) : best;
        }
        return best;
    }

    private static Rates run(String engine, Job<Long, Long> job, double seconds, double from)
            throws InterruptedException {
        System.gc();
        try (Engine lanes = Engine.named(engine);
                Run<Long, Long> run = lanes.start(job, Inputs.range(0, Long.MAX_VALUE / 2))) {
            long start = System.nanoTime();
            Thread consumer =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    Report _ = run.drain();
                                } catch (CancellationException _) {
                                    // by this benchmark itself, once it has its figures
                                }
                            });
            TimeUnit.NANOSECONDS.sleep((long) (from * 1e9));
            long early = run.progress().done();
            long middle = System.nanoTime();
            TimeUnit.NANOSECONDS.sleep((long) (seconds * 1e9) - (middle - start));
            long all = run.progress().done();
            long end = System.nanoTime();
            String account = run.report().account();
            run.cancel(Halt.Mode.NOW);
            consumer.join();
            return new Rates(
                    all * 1e9 / (end - start), (all - early) * 1e9 / (end - middle), account);
        }
    }
}
