package dev.hocket.choose;

import java.util.Arrays;

/**
 * The median of some measurements, and the interval that holds the true median.
 *
 * <p>The interval lies between two of the measurements in their order: with so many above and so
 * many below, the true median is outside with the chance that a fair coin falls that one-sidedly.
 * That holds for any distribution, outliers and few rounds included; a bootstrap of five values
 * would promise more than it keeps.
 *
 * @param low the interval's lower end
 * @param median the middle measurement, or the mean of the two middle ones
 * @param high the interval's upper end
 * @param confidence how sure it is that the true median is inside: 0.94 from five measurements,
 *     more from six on; 0.5 from two, 0 from one
 */
public record MedianInterval(double low, double median, double high, double confidence) {
    private static final double WANTED = 0.92;

    /** The tightest such interval that is at least 92 % sure, or else the widest there is. */
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

    /** Whether {@code value} lies in the interval, its ends included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
