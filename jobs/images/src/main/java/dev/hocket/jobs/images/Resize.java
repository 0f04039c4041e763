package dev.hocket.jobs.images;

import java.io.Serializable;
import java.util.Locale;

/**
 * The size of a result in pixels, applied after rotating and cropping.
 *
 * @param mode how to handle a picture of another shape
 * @param width the width; with {@link Mode#FIT}, 0 for no limit
 * @param height the height; with {@link Mode#FIT}, 0 for no limit
 */
public record Resize(Mode mode, int width, int height) implements Serializable {
    /** The greatest width or height of a result. */
    static final int MAX_SIDE = 65_500;

    /** How to handle a picture whose shape differs from that of the result. */
    public enum Mode {
        /** The picture keeps its shape and fits within width and height; it is never enlarged. */
        FIT,
        /**
         * The picture keeps its shape and fills width and height; two sides are cut off equally.
         */
        FILL,
        /** The picture is stretched. */
        EXACT
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a side is out of range
     */
    public Resize {
        int least = mode == Mode.FIT ? 0 : 1;
        check("width", width, least);
        check("height", height, least);
    }

    private static void check(String name, int side, int least) {
        if (side < least || side > MAX_SIDE) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s is %d; it must be from %d to %d",
                            name,
                            side,
                            least,
                            MAX_SIDE));
        }
    }

    /** Fits the picture to a width, with any height. */
    public static Resize toWidth(int pixels) {
        if (pixels < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "width is %d; it must be from 1 to %d", pixels, MAX_SIDE));
        }
        return new Resize(Mode.FIT, pixels, 0);
    }
}
