package dev.hocket.choose;

import java.util.Arrays;

/**
 * The median of some measurements, and an interval that contains the true median.
 *
 * <p>The ends of the interval are two of the sorted measurements. The true median lies outside with
 * the probability that a fair coin falls as one-sidedly as the measurements lie above or below
 * these ends. This holds for any distribution, even with outliers and few rounds; a bootstrap of
 * five values would overstate its confidence.
 *
 * @param low the interval's lower end
 * @param median the middle measurement, or the mean of the two middle ones
 * @param high the interval's upper end
 * @param confidence the probability that the true median is inside: 0.94 for five measurements,
 *     more for six and above; 0.5 for two, 0 for one
 */
public record MedianInterval(double low, double median, double high, double confidence) {
    private static final double WANTED = 0.92;

    /**
     * Returns the narrowest such interval with a confidence of at least 92 %, or otherwise the
     * widest one.
     */
    public static MedianInterval ofMedian(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no measurements: at least one is needed");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        int cut = 0;
        while (2 * (cut + 2) <= n && confidence(n, cut + 1) >= WANTED) {
            cut++;
        }
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        return new MedianInterval(sorted[cut], median, sorted[n - 1 - cut], confidence(n, cut));
    }

    /** The chance that a fair coin thrown n times shows each side more than {@code cut} times. */
    private static double confidence(int n, int cut) {
        double outside = 0;
        double ways = 1;
        for (int heads = 0; heads <= cut; heads++) {
            outside += ways;
            ways = ways * (n - heads) / (heads + 1);
        }
        return Math.max(0, 1 - 2 * outside / Math.pow(2, n));
    }

    /** Whether {@code value} lies in the interval, including its ends. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
