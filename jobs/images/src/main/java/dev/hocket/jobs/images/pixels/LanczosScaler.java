package dev.hocket.jobs.images.pixels;

import java.util.Arrays;

/**
 * Rows made narrower, each pixel being weighed by Lanczos's function over three of the new pixels
 * to each side; beyond the border lies its colour. It does what libvips does in {@code reduceh}, in
 * a fraction of the time.
 *
 * <p>The three bands of a pixel are multiplied by a weight at once: they lie in one {@code long},
 * each in a field of its own. A field holds the sum of a whole row of products, since weights are
 * whole numbers that add up to {@value #ONE} and whose negative part is less than {@link #BIAS}
 * together; what a field of a negative product borrows from its neighbour, the sum gives back.
 */
public final class LanczosScaler {
    private static final int LOBES = 3;
    private static final int PRECISION = 12;
    private static final int ONE = 1 << PRECISION;

    /**
     * Added to each sum, so that none is negative. The negative weights of a pixel add up to three
     * tenths of {@link #ONE} at most, so that the positive ones add up to 1.3 of it.
     */
    private static final int BIAS = 255 * ONE / 2;

    private static final int STEP = 4;
    private static final int FIELD = 21;
    private static final int MASK = (1 << FIELD) - 1;
    private static final long START = BIAS + ONE / 2L;
    private static final long STARTS = START | START << FIELD | START << (2 * FIELD);

    private final int width;
    private final int target;

    /** How many pixels of a row make one. */
    private final int taps;

    /** The first of them. */
    private final int[] firsts;

    /** {@code taps} weights for each pixel. */
    private final long[] weights;

    /** For rows of {@code width} pixels, which become {@code target}, at most as many. */
    public LanczosScaler(int width, int target) {
        this.width = width;
        this.target = target;
        double shrink = (double) width / target;
        taps = ((int) Math.ceil(2 * LOBES * shrink) + 1 + STEP - 1) / STEP * STEP;
        firsts = new int[target];
        weights = new long[target * taps];
        double[] exact = new double[taps];
        for (int x = 0; x < target; x++) {
            weigh(x, shrink, exact);
        }
    }

    private void weigh(int x, double shrink, double[] exact) {
        double centre = (x + 0.5) * shrink - 0.5;
        int from = (int) Math.ceil(centre - LOBES * shrink);
        int to = (int) Math.floor(centre + LOBES * shrink);
        int first = Math.clamp(from, 0, Math.max(0, width - taps));
        Arrays.fill(exact, 0);
        double sum = 0;
        for (int i = from; i <= to; i++) {
            double weight = weight((i - centre) / shrink);
            exact[Math.clamp(i, first, Math.min(width, first + taps) - 1) - first] += weight;
            sum += weight;
        }
        firsts[x] = first;
        int greatest = 0;
        long left = ONE;
        for (int i = 0; i < taps; i++) {
            long weight = Math.round(exact[i] / sum * ONE);
            weights[x * taps + i] = weight;
            left -= weight;
            greatest = exact[i] > exact[greatest] ? i : greatest;
        }
        weights[x * taps + greatest] += left;
    }

    private static double weight(double distance) {
        double angle = Math.PI * distance;
        return angle == 0 ? 1 : LOBES * Math.sin(angle) * Math.sin(angle / LOBES) / (angle * angle);
    }

    /** Narrows rows of one or three bytes a pixel. */
    public byte[] apply(byte[] pixels, int bands) {
        int rows = pixels.length / (width * bands);
        byte[] result = new byte[rows * target * bands];
        long[] row = new long[Math.max(width, taps)];
        for (int y = 0; y < rows; y++) {
            spread(pixels, y * width * bands, bands, row);
            narrow(row, result, y * target * bands, bands);
        }
        return result;
    }

    private void spread(byte[] pixels, int from, int bands, long[] row) {
        if (bands == 1) {
            for (int x = 0; x < width; x++) {
                row[x] = pixels[from + x] & 0xff;
            }
            return;
        }
        int at = from;
        for (int x = 0; x < width; x++) {
            row[x] =
                    (pixels[at] & 0xffL)
                            | (pixels[at + 1] & 0xffL) << FIELD
                            | (pixels[at + 2] & 0xffL) << (2 * FIELD);
            at += 3;
        }
    }

    private void narrow(long[] row, byte[] result, int from, int bands) {
        int to = from;
        int next = 0;
        for (int x = 0; x < target; x++) {
            long sums = STARTS;
            int at = firsts[x];
            sums += two(next, row, at) + two(next + 2, row, at + 2);
            sums += two(next + 4, row, at + 4) + two(next + 6, row, at + 6);
            if (taps > 8) { // a loop over so few costs more than what it does
                sums += two(next + 8, row, at + 8) + two(next + 10, row, at + 10);
            }
            if (taps > 12) {
                sums += two(next + 12, row, at + 12) + two(next + 14, row, at + 14);
            }
            for (int i = 16; i < taps; i += STEP) {
                sums += two(next + i, row, at + i) + two(next + i + 2, row, at + i + 2);
            }
            next += taps;
            result[to] = field(sums);
            if (bands == 3) {
                result[to + 1] = field(sums >>> FIELD);
                result[to + 2] = field(sums >>> (2 * FIELD));
            }
            to += bands;
        }
    }

    private static byte field(long sums) {
        int value = (((int) sums & MASK) - BIAS) >> PRECISION;
        return (byte) (value < 0 ? 0 : Math.min(value, 255));
    }

    /** Short enough to be inlined at once. */
    private long two(int next, long[] row, int at) {
        return weights[next] * row[at] + weights[next + 1] * row[at + 1];
    }
}
