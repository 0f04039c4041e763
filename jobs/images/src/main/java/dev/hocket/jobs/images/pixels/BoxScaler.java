package dev.hocket.jobs.images.pixels;

import dev.hocket.jobs.images.Crop;

import java.util.Arrays;

/**
 * Makes a picture, or a part of it, smaller by area: each pixel of the result is the mean of the
 * source's pixels that it covers, those covered in part counting in part. Nothing of the source is
 * skipped, so fine patterns turn into their mean and not into new patterns. Along an axis where the
 * result has more pixels than the source, each is weighed of the two nearest. All in integers of
 * fixed point, so the result is the same bytes on every machine.
 */
public final class BoxScaler {
    /** The weights of the pixels that make one pixel add up to this: 12 bits. */
    private static final int ONE_BITS = 12;

    private static final int ONE = 1 << ONE_BITS;

    /** Bits kept below the point between the horizontal and the vertical step. */
    private static final int KEPT_BITS = 6;

    private final PixelRows source;
    private final int width;
    private final int height;
    private final int bands;
    private final Weights across;
    private final Weights down;

    private BoxScaler(PixelRows source, ResizePlan layout, int wholeWidth, int wholeHeight) {
        Crop part = layout.part();
        this.source = source;
        this.width = layout.width();
        this.height = layout.height();
        this.bands = source.bands();
        this.across = Weights.of(source.width(), wholeWidth, part.x(), part.width(), width);
        this.down = Weights.of(source.height(), wholeHeight, part.y(), part.height(), height);
    }

    /**
     * A part of a picture.
     *
     * @param source the picture, perhaps reduced
     * @param layout which part becomes how big
     * @param wholeWidth the picture's width before it was reduced, which the part is in
     * @param wholeHeight its height
     */
    public static PixelBuffer scale(
            PixelRows source, ResizePlan layout, int wholeWidth, int wholeHeight)
            throws InterruptedException {
        return new BoxScaler(source, layout, wholeWidth, wholeHeight).run();
    }

    /** The whole picture. */
    public static PixelBuffer scale(PixelRows source, int width, int height)
            throws InterruptedException {
        Crop all = new Crop(0, 0, source.width(), source.height());
        return scale(source, new ResizePlan(all, width, height), source.width(), source.height());
    }

    private PixelBuffer run() throws InterruptedException {
        int[] row = new int[source.width() * bands];
        int[] narrow = new int[width * bands];
        int[] sums = new int[width * bands];
        byte[] data = new byte[width * height * bands];
        int loaded = -1; // neighbouring results share a source row where their areas meet in it
        for (int y = 0; y < height; y++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while a picture was made smaller");
            }
            Arrays.fill(sums, 0);
            for (int k = down.start[y]; k < down.start[y + 1]; k++) {
                int from = down.first[y] + k - down.start[y];
                if (from != loaded) {
                    source.read(from, row);
                    narrow(row, narrow);
                    loaded = from;
                }
                int weight = down.weight[k];
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += narrow[i] * weight;
                }
            }
            int at = y * sums.length;
            int half = 1 << (ONE_BITS + KEPT_BITS - 1);
            for (int i = 0; i < sums.length; i++) {
                data[at + i] = (byte) ((sums[i] + half) >> (ONE_BITS + KEPT_BITS));
            }
        }
        PixelBuffer result = new PixelBuffer(width, height, bands, source.alpha(), data);
        result.unpremultiply();
        return result;
    }

    /** One source row at the new width, the samples with {@link #KEPT_BITS} more bits. */
    private void narrow(int[] row, int[] narrow) {
        if (bands == 3) {
            narrowColours(row, narrow);
            return;
        }
        for (int x = 0; x < width; x++) {
            for (int band = 0; band < bands; band++) {
                int at = across.first[x] * bands + band;
                int sum = 0;
                for (int k = across.start[x]; k < across.start[x + 1]; k++, at += bands) {
                    sum += row[at] * across.weight[k];
                }
                narrow[x * bands + band] = sum >> (ONE_BITS - KEPT_BITS);
            }
        }
    }

    /** The same for three bands side by side: where nearly all the time of this class goes. */
    private void narrowColours(int[] row, int[] narrow) {
        int[] weights = across.weight;
        int[] start = across.start;
        for (int x = 0; x < width; x++) {
            int at = across.first[x] * 3;
            int a = 0;
            int b = 0;
            int c = 0;
            for (int k = start[x]; k < start[x + 1]; k++, at += 3) {
                int weight = weights[k];
                a += row[at] * weight;
                b += row[at + 1] * weight;
                c += row[at + 2] * weight;
            }
            narrow[x * 3] = a >> (ONE_BITS - KEPT_BITS);
            narrow[x * 3 + 1] = b >> (ONE_BITS - KEPT_BITS);
            narrow[x * 3 + 2] = c >> (ONE_BITS - KEPT_BITS);
        }
    }

    /**
     * Which source pixels make each result pixel along one axis. Result pixel {@code i} is made of
     * those from {@code first[i]} on, with the weights from {@code start[i]} to {@code start[i+1]}.
     *
     * <p>Places are whole numbers of a unit of which a source pixel has {@code to * whole} and a
     * result pixel {@code length * from}.
     */
    private static final class Weights {
        final int[] first;
        final int[] start;
        int[] weight;

        private Weights(int to, int room) {
            first = new int[to];
            start = new int[to + 1];
            weight = new int[room];
        }

        /**
         * The weights.
         *
         * @param from how many source pixels there are
         * @param whole how many the picture had before it was reduced
         * @param offset where the part begins, in pixels of the whole
         * @param length how long it is
         * @param to how many pixels the result has
         */
        static Weights of(int from, int whole, int offset, int length, int to) {
            boolean enlarges = (long) length * from < (long) to * whole;
            Weights weights = new Weights(to, enlarges ? 2 * to : from + 2 * to);
            long pixel = (long) to * whole;
            long step = (long) length * from;
            long begin = (long) offset * to * from;
            if (enlarges) {
                weights.between(from, pixel, step, begin);
            } else {
                weights.cover(from, pixel, step, begin);
            }
            return weights;
        }

        private void cover(int from, long pixel, long step, long begin) {
            int count = 0;
            for (int i = 0; i < first.length; i++) {
                long left = begin + i * step;
                long right = Math.min(left + step, from * pixel);
                first[i] = (int) (left / pixel);
                start[i] = count;
                long given = 0;
                for (long at = first[i]; at * pixel < right; at++) {
                    long covered = Math.min(right, (at + 1) * pixel) - left;
                    long upTo = (covered * ONE + step / 2) / step; // adds up to ONE exactly
                    weight[count++] = (int) (upTo - given);
                    given = upTo;
                }
            }
            start[first.length] = count;
            weight = Arrays.copyOf(weight, count);
        }

        private void between(int from, long pixel, long step, long begin) {
            for (int i = 0; i < first.length; i++) {
                long middle = begin + i * step + step / 2 - pixel / 2;
                long place = Math.clamp(middle, 0, (from - 1) * pixel);
                first[i] = (int) Math.min(place / pixel, Math.max(0, from - 2));
                int second = (int) (((place - first[i] * pixel) * ONE + pixel / 2) / pixel);
                start[i] = 2 * i;
                weight[2 * i] = ONE - second;
                weight[2 * i + 1] = second;
            }
            start[first.length] = 2 * first.length;
            if (from == 1) { // there is no second pixel, and its weight is zero
                Arrays.setAll(start, i -> i);
                weight = new int[first.length];
                Arrays.fill(weight, ONE);
            }
        }
    }
}
