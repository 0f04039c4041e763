package dev.hocket.engine.auto;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Throughput by width, as far as measured, and which width to measure next.
 *
 * <p>Every such curve has two properties: it does not rise faster than the width, and it first
 * rises, then is flat, then falls. A width is not measured if the first property implies that it
 * cannot matter.
 */
final class ThroughputCurve {
    /** What is lost at most for being narrower. */
    static final double WITHIN = 0.96;

    private static final double NARROW_GAP = 1.3;
    private static final double FALLEN = 0.9;
    private static final double STILL_RISING = 0.8;

    private final TreeMap<Integer, Double> rates = new TreeMap<>();

    /** Takes note of a measurement; one of the same width before it counts as much. */
    void add(int width, double rate) {
        rates.merge(width, rate, (before, now) -> (before + now) / 2);
    }

    /** Takes note of a measurement in place of those before. */
    void replace(int width, double rate) {
        rates.put(width, rate);
    }

    boolean isEmpty() {
        return rates.isEmpty();
    }

    double rate(int width) {
        return rates.getOrDefault(width, 0.0);
    }

    /** The width that gave the most. */
    int best() {
        return rates.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(1);
    }

    /** The smallest width that gave nearly as much as the best. */
    int smallest() {
        double enough = WITHIN * rate(best());
        return rates.entrySet().stream()
                .filter(point -> point.getValue() >= enough)
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(1);
    }

    /** The width to measure next, or 0 if none would change the choice. */
    int probe() {
        int below = probeBelow();
        return below > 0 ? below : probeAbove();
    }

    private int probeBelow() {
        int smallest = smallest();
        Map.@Nullable Entry<Integer, Double> lower = rates.lowerEntry(smallest);
        if (lower == null) {
            return smallest > 1 ? smallest / 2 : 0;
        }
        int middle = middle(lower.getKey(), smallest);
        double most = middle == 0 ? 0 : lower.getValue() * middle / lower.getKey();
        return most >= WITHIN * rate(best()) ? middle : 0;
    }

    private int probeAbove() {
        int best = best();
        double rate = rate(best);
        Map.@Nullable Entry<Integer, Double> upper = rates.higherEntry(best);
        if (upper == null || upper.getValue() > FALLEN * rate) {
            return 0;
        }
        Map.@Nullable Entry<Integer, Double> lower = rates.lowerEntry(best);
        boolean rising =
                lower == null || rate > STILL_RISING * lower.getValue() * best / lower.getKey();
        return rising ? middle(best, upper.getKey()) : 0;
    }

    /** Between two widths, or 0 if they are close. */
    private static int middle(int low, int high) {
        if (high - low <= 1 || high <= NARROW_GAP * low) {
            return 0;
        }
        return Math.clamp(Math.round(Math.sqrt((double) low * high)), low + 1, high - 1);
    }
}
