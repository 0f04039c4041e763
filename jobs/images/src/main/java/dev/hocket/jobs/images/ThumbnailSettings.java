package dev.hocket.jobs.images;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * How pictures are made smaller. Immutable; every method that changes a value returns a copy.
 *
 * @param root the folder below which all pictures lie; a picture keeps its path from here below the
 *     output folder, so two pictures of one name in two folders do not meet
 * @param output the folder for the results, made when it is missing; it must not be the root
 * @param width the greatest width of a result in pixels, after the picture has been turned upright;
 *     a narrower picture keeps its size
 * @param quality the JPEG quality of a result, from 0 to 1
 * @param maxPixels the most pixels (width times height) that a picture may claim
 * @param maxBytes the most bytes that a picture's file may have
 */
public record ThumbnailSettings(
        Path root, Path output, int width, float quality, long maxPixels, long maxBytes)
        implements Serializable {

    /** The greatest width or height that the JPEG encoder takes. */
    static final int MAX_SIDE = 65_500;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is outside its range, or root and output are one
     */
    public ThumbnailSettings {
        root = root.toAbsolutePath().normalize();
        output = output.toAbsolutePath().normalize();
        check(width >= 1 && width <= MAX_SIDE, "width", width, "from 1 to " + MAX_SIDE);
        check(quality >= 0 && quality <= 1, "quality", quality, "from 0 to 1 (0.85 is usual)");
        check(maxPixels >= 1, "maxPixels", maxPixels, "at least 1");
        check(maxBytes >= 1, "maxBytes", maxBytes, "at least 1");
        if (root.equals(output)) {
            throw new IllegalArgumentException(
                    "the output folder "
                            + output
                            + " is the folder of the pictures, which results could overwrite;"
                            + " choose another, such as "
                            + output.resolve("small"));
        }
    }

    /** Settings for a width of 800 pixels, quality 0.85, at most 250 megapixels and 256 MiB. */
    public static ThumbnailSettings of(Path root, Path output) {
        return new ThumbnailSettings(root, output, 800, 0.85f, 250_000_000L, 256L << 20);
    }

    /** A copy with another greatest width in pixels. */
    public ThumbnailSettings width(int pixels) {
        return new ThumbnailSettings(root, output, pixels, quality, maxPixels, maxBytes);
    }

    /** A copy with another JPEG quality, from 0 to 1. */
    public ThumbnailSettings quality(float value) {
        return new ThumbnailSettings(root, output, width, value, maxPixels, maxBytes);
    }

    /** A copy with other limits on what one picture may claim. */
    public ThumbnailSettings limits(long pixels, long bytes) {
        return new ThumbnailSettings(root, output, width, quality, pixels, bytes);
    }

    private static void check(boolean holds, String name, Number value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be " + rule);
        }
    }
}
