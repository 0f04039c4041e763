package dev.hocket.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Two ways to do the same, timed in turns within one JVM, so that whatever disturbs the machine
 * disturbs both.
 *
 * @param name what is done
 * @param limit the ratio of ours to the peer that it must not exceed
 */
record Pair(String name, String peerName, double limit, Work ours, Work peer) {

    /** One side. */
    interface Work {
        /** Does it once; the result is looked at, so that nothing is optimised away. */
        Object run() throws Exception;
    }

    /**
     * Medians of the rounds, in nanoseconds, and of the ratios of each round.
     *
     * @param cpuRatio the ratio of the CPU time that both sides took, which other load on the
     *     machine hardly changes
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
        long cpu = cpuNanos();
        long start = System.nanoTime();
        Object result = work.run();
        double nanos = System.nanoTime() - start;
        if (result == null) {
            throw new AssertionError("no result");
        }
        return new Cost(nanos, cpuNanos() - cpu);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
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
                result.ratio <= limit ? "within" : "MISSES",
                limit);
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
