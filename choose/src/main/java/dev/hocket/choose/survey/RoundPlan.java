package dev.hocket.choose.survey;

import dev.hocket.choose.measure.Contender;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How many inputs each contender gets in each round, and how many rounds, for a budget of time.
 *
 * <p>Contenders up to twice the cores get the same number, and so the very same inputs: their
 * ratios are not blurred by inputs of different size. Wider ones run far more in the same time.
 */
final class RoundPlan {
    private static final double LEAST_SECONDS = 0.1;
    private static final double GOOD_SECONDS = 0.4;
    private static final double MOST_SECONDS = 4;
    private static final int GOOD_INPUTS = 20;

    /** The fewest rounds from which something can be said. */
    static final int LEAST_ROUNDS = 3;

    private final Map<String, Integer> counts = new HashMap<>();
    private final int rounds;
    private final double secondsARound;

    /**
     * @param rates inputs in a second of each contender, as far as known
     * @param sampled the sample's size
     * @param budgetSeconds what is left for the rounds
     * @param wanted how many rounds there should be
     * @param narrow the width up to which contenders get the same inputs
     */
    RoundPlan(
            Map<Contender, Double> rates,
            int sampled,
            double budgetSeconds,
            int wanted,
            int narrow) {
        int all = rates.size();
        double slowest = rates.values().stream().mapToDouble(rate -> 1 / rate).max().orElse(1);
        double good = Math.clamp(GOOD_INPUTS * slowest, GOOD_SECONDS, MOST_SECONDS);
        double least = Math.max(LEAST_SECONDS, slowest);
        int affordable = (int) Math.max(0, Math.min(wanted, budgetSeconds / (all * least)));
        rounds = Math.max(Math.min(LEAST_ROUNDS, wanted), affordable);
        double seconds = Math.clamp(budgetSeconds / (all * rounds), LEAST_SECONDS, good);

        double[] alike =
                rates.entrySet().stream()
                        .filter(each -> each.getKey().width() <= narrow)
                        .mapToDouble(each -> 1 / each.getValue())
                        .toArray();
        double once = Arrays.stream(alike).sum();
        int common = (int) Math.max(0.5 * narrow, seconds * alike.length / once);
        rates.forEach((contender, rate) -> {
            int count =
                    contender.width() <= narrow
                            ? common
                            : wide(contender.width(), seconds * rate, common);
            counts.put(contender.text(), wholeRuns(Math.max(1, count), sampled));
        });
        secondsARound =
                rates.entrySet().stream()
                        .mapToDouble(each -> count(each.getKey()) / each.getValue())
                        .sum();
    }

    /** Enough to fill the lanes twice, unless that takes far too long. */
    private static int wide(int width, double fitting, int common) {
        return (int) Math.max(fitting, Math.min(2.0 * width, Math.max(common, 4 * fitting)));
    }

    /** A little more than the sample is the sample: a second run of it would double the time. */
    private static int wholeRuns(int count, int sampled) {
        return count > sampled && count < 2 * sampled ? sampled : count;
    }

    int count(Contender contender) {
        return counts.getOrDefault(contender.text(), 1);
    }

    int rounds() {
        return rounds;
    }

    double secondsARound() {
        return secondsARound;
    }
}
