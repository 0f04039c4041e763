package dev.hocket.jobs.images.pixels;

import java.util.Arrays;

/**
 * Which samples of a line make each of its new samples, along one axis.
 *
 * <p>A line is first made shorter by the mean of {@code box} neighbours, a whole number, if it is
 * to become much shorter; then each new sample is weighed by Lanczos's function over three of the
 * new samples to each side, or, where there become more, by Catmull and Rom's curve over two of the
 * old ones. So libvips does it as well. Beyond the border lies its colour.
 */
final class ScalerAxis {
    /** The weights of a sample add up to this. */
    static final int ONE = 1 << LanczosScaler.PRECISION;

    private static final int LOBES = 3;
    private static final int STEP = 4;

    /** The sum of a square of this many samples fits into an int. */
    private static final int LARGEST_BOX = 2048;

    /** How many neighbours become one at first, and how many there are then. */
    final int box;

    final int boxed;

    /** How many samples the line gets. */
    final int target;

    /** How many samples make one: a multiple of four, of which some have no weight. */
    final int taps;

    /** The first of them, for each new sample. */
    final int[] firsts;

    /** {@code taps} weights for each. */
    final long[] weights;

    private ScalerAxis(int box, int boxed, int target, double shrink) {
        this.box = box;
        this.boxed = boxed;
        this.target = target;
        double reach = shrink >= 1 ? LOBES * shrink : 2;
        taps = ((int) Math.ceil(2 * reach) + 1 + STEP - 1) / STEP * STEP;
        firsts = new int[target];
        weights = new long[target * taps];
    }

    /** For lines that are taken whole, without the mean of neighbours. */
    static ScalerAxis whole(int from, int target) {
        ScalerAxis axis = new ScalerAxis(1, from, target, (double) from / target);
        axis.weigh(0, (double) from / target);
        return axis;
    }

    /**
     * For a part of a line.
     *
     * @param from how many samples the line has
     * @param whole how many it had before it was reduced
     * @param offset where the part begins, counted as in the whole
     * @param length how long it is, counted so
     * @param target how many samples it gets
     */
    static ScalerAxis of(int from, int whole, int offset, int length, int target) {
        double reduced = (double) from / whole;
        double ratio = length * reduced / target;
        int box = Math.clamp((long) (ratio / 2), 1, LARGEST_BOX);
        ScalerAxis axis = new ScalerAxis(box, (from + box - 1) / box, target, ratio / box);
        axis.weigh(offset * reduced / box, ratio / box);
        return axis;
    }

    private void weigh(double start, double shrink) {
        double[] exact = new double[taps];
        for (int x = 0; x < target; x++) {
            double centre = start + (x + 0.5) * shrink - 0.5;
            double scale = Math.max(1, shrink);
            int lobes = shrink >= 1 ? LOBES : 2;
            int from = (int) Math.ceil(centre - lobes * scale);
            int to = (int) Math.floor(centre + lobes * scale);
            int first = Math.clamp(from, 0, Math.max(0, boxed - taps));
            int last = Math.min(boxed, first + taps) - 1;
            Arrays.fill(exact, 0);
            double sum = 0;
            for (int i = from; i <= to; i++) {
                double distance = Math.abs(i - centre) / scale;
                double weight = shrink >= 1 ? lanczos(distance) : catmullRom(distance);
                exact[Math.clamp(i, first, last) - first] += weight;
                sum += weight;
            }
            firsts[x] = first;
            round(x * taps, exact, sum);
        }
    }

    /** Whole numbers that add up to {@link #ONE}. */
    private void round(int at, double[] exact, double sum) {
        int greatest = 0;
        long left = ONE;
        for (int i = 0; i < taps; i++) {
            long weight = Math.round(exact[i] / sum * ONE);
            weights[at + i] = weight;
            left -= weight;
            greatest = exact[i] > exact[greatest] ? i : greatest;
        }
        weights[at + greatest] += left;
    }

    private static double lanczos(double distance) {
        double angle = Math.PI * distance;
        return angle == 0
                ? 1
                : LOBES * StrictMath.sin(angle) * StrictMath.sin(angle / LOBES) / (angle * angle);
    }

    private static double catmullRom(double d) {
        if (d < 1) {
            return (1.5 * d - 2.5) * d * d + 1;
        }
        return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }
}
