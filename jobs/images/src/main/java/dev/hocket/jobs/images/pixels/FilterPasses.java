package dev.hocket.jobs.images.pixels;

import dev.hocket.jobs.images.PictureFilter;
import java.util.List;

/** Applies filters to a small picture of grey or sRGB, perhaps with see-through parts. */
public final class FilterPasses {
    private static final int ONE_BITS = 14;
    private static final int ONE = 1 << ONE_BITS;

    private FilterPasses() {}

    public static PixelBuffer apply(PixelBuffer picture, List<PictureFilter> filters) {
        PixelBuffer result = picture;
        for (PictureFilter filter : filters) {
            result =
                    switch (filter.kind()) {
                        case GREY -> grey(result);
                        case BLUR -> blur(result, filter.amount());
                        case SHARPEN -> sharpen(result, filter.amount());
                        case EDGE -> edge(grey(result));
                        case THRESHOLD -> threshold(grey(result), filter.amount());
                    };
        }
        return result;
    }

    private static PixelBuffer grey(PixelBuffer picture) {
        if (picture.colours() == 1) {
            return picture;
        }
        PixelBuffer grey = picture.empty(picture.format().grey()).copyFrom(picture);
        byte[] from = picture.data();
        int at = 0;
        for (int to = 0; to < grey.data().length; to += grey.bands(), at += picture.bands()) {
            int red = from[at] & 0xff;
            int green = from[at + 1] & 0xff;
            int blue = from[at + 2] & 0xff;
            grey.data()[to] =
                    (byte) ((19_595 * red + 38_470 * green + 7_471 * blue + 32_768) >> 16);
        }
        return grey;
    }

    private static PixelBuffer threshold(PixelBuffer grey, double least) {
        byte[] data = grey.data().clone();
        for (int at = 0; at < data.length; at += grey.bands()) {
            data[at] = (byte) ((data[at] & 0xff) >= least ? 255 : 0);
        }
        return new PixelBuffer(grey.width(), grey.height(), grey.format(), data);
    }

    private static PixelBuffer blur(PixelBuffer picture, double deviation) {
        PixelBuffer weighted = picture.premultiplied();
        byte[] result = new byte[weighted.data().length];
        int[] weights = weights(deviation);
        int bands = picture.bands();
        int row = picture.width() * bands;
        byte[] across = new byte[weighted.data().length];
        for (int y = 0; y < picture.height(); y++) {
            for (int band = 0; band < bands; band++) {
                line(weighted.data(), across, y * row + band, bands, picture.width(), weights);
            }
        }
        for (int x = 0; x < row; x++) {
            line(across, result, x, row, picture.height(), weights);
        }
        return new PixelBuffer(picture.width(), picture.height(), weighted.format(), result)
                .straight();
    }

    /** A line of samples that lie {@code step} apart; beyond its ends the last ones continue. */
    private static void line(
            byte[] from, byte[] to, int start, int step, int count, int[] weights) {
        int reach = weights.length / 2;
        for (int i = 0; i < count; i++) {
            int sum = ONE / 2;
            for (int k = 0; k < weights.length; k++) {
                int at = Math.clamp((long) i + k - reach, 0, count - 1);
                sum += (from[start + at * step] & 0xff) * weights[k];
            }
            to[start + i * step] = (byte) (sum >> ONE_BITS);
        }
    }

    /** Gauss's bell out to three deviations; the weights add up to {@link #ONE}. */
    private static int[] weights(double deviation) {
        int reach = (int) Math.ceil(3 * deviation);
        double[] bell = new double[2 * reach + 1];
        double all = 0;
        for (int i = 0; i < bell.length; i++) {
            double distance = (i - reach) / deviation;
            bell[i] = StrictMath.exp(-distance * distance / 2);
            all += bell[i];
        }
        int[] weights = new int[bell.length];
        int rest = ONE;
        for (int i = 0; i < bell.length; i++) {
            weights[i] = (int) (bell[i] / all * ONE + 0.5);
            rest -= weights[i];
        }
        weights[reach] += rest;
        return weights;
    }

    private static PixelBuffer sharpen(PixelBuffer picture, double amount) {
        PixelBuffer soft = blur(picture, 1);
        byte[] data = picture.data().clone();
        for (int i = 0; i < data.length; i++) {
            if (!picture.format().hasAlpha() || (i + 1) % picture.bands() != 0) {
                int value = data[i] & 0xff;
                double more = value + amount * (value - (soft.data()[i] & 0xff));
                data[i] = (byte) Math.clamp(Math.round(more), 0, 255);
            }
        }
        return new PixelBuffer(picture.width(), picture.height(), picture.format(), data);
    }

    private static PixelBuffer edge(PixelBuffer grey) {
        PixelBuffer result = grey.empty(grey.format()).copyFrom(grey);
        for (int y = 0; y < grey.height(); y++) {
            for (int x = 0; x < grey.width(); x++) {
                int[] near = new int[9];
                for (int i = 0; i < 9; i++) {
                    near[i] = at(grey, x + i % 3 - 1, y + i / 3 - 1);
                }
                int across = near[2] + 2 * near[5] + near[8] - near[0] - 2 * near[3] - near[6];
                int down = near[6] + 2 * near[7] + near[8] - near[0] - 2 * near[1] - near[2];
                double steep = Math.sqrt(across * across + down * down);
                result.data()[(y * grey.width() + x) * grey.bands()] =
                        (byte) Math.min(255, Math.round(steep));
            }
        }
        return result;
    }

    private static int at(PixelBuffer grey, int x, int y) {
        int column = Math.clamp(x, 0, grey.width() - 1);
        int row = Math.clamp(y, 0, grey.height() - 1);
        return grey.data()[(row * grey.width() + column) * grey.bands()] & 0xff;
    }
}
