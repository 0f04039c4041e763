package dev.hocket.jobs.images;

import java.util.Arrays;

/**
 * Makes a picture smaller by area: each pixel of the result is the mean of the source's pixels that
 * it covers, those covered in part counting in part. Nothing of the source is skipped, so fine
 * patterns turn into their mean and not into new patterns. All in integers of fixed point, so the
 * result is the same bytes on every machine.
 */
final class BoxScaler {
    /** The weights of the pixels that make one pixel add up to this: 12 bits. */
    private static final int ONE_BITS = 12;

    private static final int ONE = 1 << ONE_BITS;

    /** Bits kept below the point between the horizontal and the vertical step. */
    private static final int KEPT_BITS = 6;

    private final Rows source;
    private final int width;
    private final int height;
    private final int bands;
    private final Weights across;
    private final Weights down;

    private BoxScaler(Rows source, int width, int height) {
        this.source = source;
        this.width = width;
        this.height = height;
        this.bands = source.bands();
        this.across = new Weights(source.width(), width);
        this.down = new Weights(source.height(), height);
    }

    /** The picture at a width and height that are no greater than its own. */
    static Samples scale(Rows source, int width, int height) throws InterruptedException {
        if (width < 1 || height < 1 || width > source.width() || height > source.height()) {
            throw new IllegalArgumentException(
                    "cannot make %dx%d out of %dx%d"
                            .formatted(width, height, source.width(), source.height()));
        }
        return new BoxScaler(source, width, height).run();
    }

    private Samples run() throws InterruptedException {
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
        return new Samples(width, height, bands, data);
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
     */
    private static final class Weights {
        final int[] first;
        final int[] start;
        final int[] weight;

        Weights(int from, int to) {
            first = new int[to];
            start = new int[to + 1];
            int[] all = new int[from + to];
            int count = 0;
            for (int i = 0; i < to; i++) {
                // In units of 1/to of a source pixel, result i covers [i * from, (i + 1) * from).
                long left = (long) i * from;
                long right = left + from;
                first[i] = (int) (left / to);
                start[i] = count;
                long given = 0;
                for (long pixel = first[i]; pixel * to < right; pixel++) {
                    long covered = Math.min(right, (pixel + 1) * to) - left;
                    long upTo = (covered * ONE + from / 2) / from; // adds up to ONE exactly
                    all[count++] = (int) (upTo - given);
                    given = upTo;
                }
            }
            start[to] = count;
            weight = Arrays.copyOf(all, count);
        }
    }
}
