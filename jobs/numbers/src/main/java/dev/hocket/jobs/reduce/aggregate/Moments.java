package dev.hocket.jobs.reduce.aggregate;

import java.io.Serializable;

/**
 * The number of values, their mean, and the sum of their squared distances from it, block by block:
 * the corrected two-pass algorithm within a block, and the rule by which T. Chan, G. Golub and R.
 * LeVeque combine two blocks (<i>Algorithms for Computing the Sample Variance</i>, 1983).
 *
 * <p>Three things keep it right where that alone is not. A block of equal values has a distance of
 * exactly 0, although its sum divided by their number need not be the value. The mean has a second
 * double for what the first one has no room for, so that blocks whose means differ in the last bits
 * are told apart. And values so large or so small that their squares leave the range of doubles are
 * taken relative to a power of 2, {@link #scale}: the deviation of 1e200 and -1e200 is 1.4e200.
 */
final class Moments implements Serializable {
    private static final long serialVersionUID = 1;

    /** Values between 2^-400 and 2^400 are taken as they are. */
    private static final int PLAIN = 400;

    /** Below all exponents, for zeros: they are the same in every scale. */
    private static final int LEAST_SCALE = -1100;

    /** Squares above this lost nothing that matters to underflow. */
    private static final double SAFE = 0x1p-800;

    private long count;
    private double mean;
    private double meanRest;
    private double squares;

    /** The power of 2 that the mean is to be multiplied with, and the squares twice. */
    private int scale = LEAST_SCALE;

    private boolean infinite;

    /** Adds values, of which the sum is roughly known. */
    void add(double[] v, int from, int to, double sum) {
        if (from == to) {
            return;
        }
        if (!isConstant(v, from, to)) {
            Moments block = new Moments();
            block.measure(v, from, to, sum / (to - from));
            if (block.squares > SAFE && block.squares < Double.POSITIVE_INFINITY) {
                add(block);
                return;
            }
        }
        addScaled(v, from, to);
    }

    private static boolean isConstant(double[] v, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (v[i] != v[from]) {
                return false;
            }
        }
        return true;
    }

    /** Takes the values' moments, relative to a value near the mean. */
    private void measure(double[] v, int from, int to, double near) {
        double d0 = 0;
        double d1 = 0;
        double s0 = 0;
        double s1 = 0;
        int i = from;
        for (; i < to - 1; i += 2) {
            double a = v[i] - near;
            double b = v[i + 1] - near;
            d0 += a;
            d1 += b;
            s0 += a * a;
            s1 += b * b;
        }
        if (i < to) {
            double a = v[i] - near;
            d0 += a;
            s0 += a * a;
        }
        count = to - from;
        scale = 0;
        mean = near;
        meanRest = (d0 + d1) / count;
        squares = Math.max(0, s0 + s1 - (d0 + d1) * meanRest);
    }

    /** Adds values that are equal, very large or very small. */
    private void addScaled(double[] v, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(v[i]));
        }
        if (Double.isInfinite(largest)) {
            infinite = true;
            count += to - from;
            return;
        }
        int exponent = Math.getExponent(largest);
        int down = Math.abs(exponent) <= PLAIN ? 0 : largest == 0 ? LEAST_SCALE : exponent;
        double[] scaled = new double[to - from];
        double sum = 0;
        for (int i = from; i < to; i++) {
            scaled[i - from] = times(v[i], -down);
            sum += scaled[i - from];
        }
        Moments block = new Moments();
        if (isConstant(scaled, 0, scaled.length)) {
            block.count = scaled.length;
            block.mean = scaled[0];
        } else {
            block.measure(scaled, 0, scaled.length, sum / scaled.length);
        }
        block.scale = down;
        add(block);
    }

    /** Adds what comes after this. */
    void add(Moments next) {
        infinite |= next.infinite;
        if (infinite || next.count == 0) {
            count += next.count;
            return;
        }
        if (count == 0) {
            copy(next);
            return;
        }
        int common = Math.max(scale, next.scale);
        double joined = joinedSquares(next, common);
        if (!Double.isFinite(joined)) {
            common = PLAIN + Math.max(Math.max(size(), next.size()), common);
            joined = joinedSquares(next, common);
        }
        double distance = distance(next, common);
        double here = times(mean, scale - common);
        double step = distance * (next.count / (double) (count + next.count));
        double moved = here + step;
        double part = moved - here;
        double lost = (here - (moved - part)) + (step - part);
        meanRest = times(meanRest, scale - common) + lost;
        mean = moved;
        squares = joined;
        scale = common;
        count += next.count;
    }

    private void copy(Moments other) {
        count = other.count;
        mean = other.mean;
        meanRest = other.meanRest;
        squares = other.squares;
        scale = other.scale;
    }

    private double joinedSquares(Moments next, int common) {
        double distance = distance(next, common);
        return times(squares, 2 * (scale - common))
                + times(next.squares, 2 * (next.scale - common))
                + distance * distance * (count * (next.count / (double) (count + next.count)));
    }

    private double distance(Moments next, int common) {
        return (times(next.mean, next.scale - common) - times(mean, scale - common))
                + (times(next.meanRest, next.scale - common) - times(meanRest, scale - common));
    }

    /** The exponent of what would be too large. */
    private int size() {
        return scale + Math.max(Math.getExponent(mean), Math.getExponent(Math.sqrt(squares)));
    }

    /** Multiplies with a power of 2. */
    private static double times(double value, int exponent) {
        return exponent == 0 ? value : Math.scalb(value, exponent);
    }

    /** The variance of what the values are a sample of; there are two at least. */
    double variance() {
        return infinite ? Double.NaN : times(squares / (count - 1), 2 * scale);
    }

    /** The square root of the {@link #variance}, which may be beyond all doubles. */
    double deviation() {
        return infinite ? Double.NaN : times(Math.sqrt(squares / (count - 1)), scale);
    }
}
