package dev.hocket.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Two ways to do the same, timed in turns within one JVM, so that whatever disturbs the machine
 * disturbs both.
 *
 * @param name what is done
 * @param limit the ratio of ours to the peer that it must not exceed
 * @param byCpu whether that is the ratio of the CPU time, instead of that of the time
 */
record Pair(String name, String peerName, double limit, Work ours, Work peer, boolean byCpu) {
    private static final double TICK_NANOS = 1e7;

    /** A pair whose limit is one of time. */
    Pair(String name, String peerName, double limit, Work ours, Work peer) {
        this(name, peerName, limit, ours, peer, false);
    }

    /** One side. */
    interface Work {
        /** Does it once; the result is looked at, so that nothing is optimised away. */
        Object run() throws Exception;
    }

    /**
     * Medians of the rounds, in nanoseconds, and of the ratios of each round.
     *
     * @param cpuRatio the ratio of the CPU time that both sides took, with that of the processes
     *     that they started; other load on the machine hardly changes it
     */
    record Result(
            double ours, double peer, double ratio, double least, double most, double cpuRatio) {}

    private record Cost(double nanos, double cpu) {}

    Result measure(int warmups, int rounds) throws Exception {
        for (int i = 0; i < warmups; i++) {
            time(ours);
            time(peer);
        }
        double[] mine = new double[rounds];
        double[] theirs = new double[rounds];
        double[] ratios = new double[rounds];
        double[] cpuRatios = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            boolean first = i % 2 == 0;
            Cost before = first ? time(ours) : time(peer);
            Cost after = first ? time(peer) : time(ours);
            Cost own = first ? before : after;
            Cost other = first ? after : before;
            mine[i] = own.nanos;
            theirs[i] = other.nanos;
            ratios[i] = own.nanos / other.nanos;
            cpuRatios[i] = own.cpu / other.cpu;
        }
        Arrays.sort(ratios);
        return new Result(
                median(mine),
                median(theirs),
                median(ratios),
                ratios[0],
                ratios[rounds - 1],
                median(cpuRatios));
    }

    private static Cost time(Work work) throws Exception {
        System.gc();
        double cpu = cpuNanos();
        long start = System.nanoTime();
        Object result = work.run();
        double nanos = System.nanoTime() - start;
        if (result == null) {
            throw new AssertionError("no result");
        }
        return new Cost(nanos, cpuNanos() - cpu);
    }

    /** Of this process, and of those children that have ended. */
    private static double cpuNanos() throws IOException {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                + childrenNanos();
    }

    private static double childrenNanos() throws IOException {
        Path own = Path.of("/proc/self/stat");
        if (!Files.exists(own)) {
            return 0;
        }
        String text = Files.readString(own);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        return (Double.parseDouble(fields[13]) + Double.parseDouble(fields[14])) * TICK_NANOS;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** A line of the table. */
    String line(Result result) {
        return String.format(
                Locale.ROOT,
                "%-34s %10s  %-34s %10s  %6.3f  %.3f–%.3f  cpu %.3f  %s %.2f",
                name,
                millis(result.ours),
                peerName,
                millis(result.peer),
                result.ratio,
                result.least,
                result.most,
                result.cpuRatio,
                (byCpu ? result.cpuRatio : result.ratio) <= limit ? "within" : "MISSES",
                limit);
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
