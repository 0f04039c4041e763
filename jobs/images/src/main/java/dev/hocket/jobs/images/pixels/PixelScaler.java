package dev.hocket.jobs.images.pixels;

import dev.hocket.jobs.images.Crop;
import java.util.Arrays;

/**
 * Gives a picture, or a part of it, another size, row after row, with the weights of {@link
 * ScalerAxis}. All in integers of fixed point, and the same for the pixels of every decoder, so
 * that the result does not depend on who decoded them, nor on the machine.
 */
public final class PixelScaler {
    private final PixelRows source;
    private final int bands;
    private final ScalerAxis across;
    private final ScalerAxis down;

    /** The last rows of the new width, each at its number modulo how many there are. */
    private final byte[][] narrow;

    private final int[] row;
    private final int[] sums;
    private final LanczosScaler scaler;

    private PixelScaler(PixelRows source, ResizePlan plan, int wholeWidth, int wholeHeight) {
        Crop part = plan.part();
        this.source = source;
        bands = source.format().bands();
        across = ScalerAxis.of(source.width(), wholeWidth, part.x(), part.width(), plan.width());
        down = ScalerAxis.of(source.height(), wholeHeight, part.y(), part.height(), plan.height());
        narrow = new byte[down.taps][plan.width() * bands];
        row = new int[source.width() * bands + 1];
        sums = new int[across.box * down.box > 1 ? across.boxed * bands : 0];
        scaler = new LanczosScaler(across);
    }

    /**
     * A part of a picture.
     *
     * @param source the picture, perhaps reduced
     * @param plan which part becomes how big
     * @param wholeWidth the picture's width before it was reduced, which the part is in
     * @param wholeHeight its height
     */
    public static PixelBuffer scale(
            PixelRows source, ResizePlan plan, int wholeWidth, int wholeHeight)
            throws InterruptedException {
        return new PixelScaler(source, plan, wholeWidth, wholeHeight).run();
    }

    /** The whole picture. */
    public static PixelBuffer scale(PixelRows source, int width, int height)
            throws InterruptedException {
        Crop all = new Crop(0, 0, source.width(), source.height());
        return scale(source, new ResizePlan(all, width, height), source.width(), source.height());
    }

    private PixelBuffer run() throws InterruptedException {
        int length = across.target * bands;
        byte[] data = new byte[down.target * length];
        int[] column = new int[length];
        int used = Math.min(down.taps, down.boxed);
        int made = down.firsts[0];
        for (int y = 0; y < down.target; y++) {
            int first = down.firsts[y];
            made = Math.max(made, first);
            for (; made < first + used; made++) {
                make(made);
            }
            Arrays.fill(column, ScalerAxis.ONE / 2);
            for (int k = 0; k < used; k++) {
                int weight = (int) down.weights[y * down.taps + k];
                if (weight != 0) {
                    add(narrow[(first + k) % narrow.length], weight, column);
                }
            }
            for (int i = 0; i < length; i++) {
                int value = column[i] >> LanczosScaler.PRECISION;
                data[y * length + i] = (byte) (value < 0 ? 0 : Math.min(value, 255));
            }
        }
        return new PixelBuffer(across.target, down.target, source.format(), data);
    }

    private static void add(byte[] row, int weight, int[] column) {
        for (int i = 0; i < column.length; i++) {
            column[i] += (row[i] & 0xff) * weight;
        }
    }

    /** Makes a row of the new width. */
    private void make(int number) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while an image was resized");
        }
        byte[] result = narrow[number % narrow.length];
        if (sums.length == 0) {
            source.read(number, row);
            scaler.row(row, bands, result);
            return;
        }
        int from = number * down.box;
        int to = Math.min(from + down.box, source.height());
        Arrays.fill(sums, 0);
        for (int y = from; y < to; y++) {
            source.read(y, row);
            sum();
        }
        int count = across.box * (to - from);
        mean(0, (across.boxed - 1) * bands, count);
        int last = source.width() - (across.boxed - 1) * across.box;
        mean((across.boxed - 1) * bands, across.boxed * bands, last * (to - from));
        scaler.row(sums, bands, result);
    }

    private void sum() {
        int length = source.width() * bands;
        if (across.box == 1) {
            for (int i = 0; i < length; i++) {
                sums[i] += row[i];
            }
            return;
        }
        int at = 0;
        for (int to = 0; to < sums.length; to += bands) {
            int end = Math.min(at + across.box * bands, length);
            for (; at < end; at += bands) {
                for (int band = 0; band < bands; band++) {
                    sums[to + band] += row[at + band];
                }
            }
        }
    }

    /** A multiplication does for a division, which would take most of the time. */
    private void mean(int from, int to, int count) {
        long part = ((1L << 32) + count - 1) / count;
        for (int i = from; i < to; i++) {
            sums[i] = (int) (((sums[i] + count / 2) * part) >>> 32);
        }
    }
}
