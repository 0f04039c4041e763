package dev.hocket.jobs.images.pixels;

/**
 * The rows of a decoded picture, from the top: samples from 0 to 255, pixel after pixel. Rows are
 * read in their order; some may be skipped.
 */
public interface PixelRows {
    int width();

    int height();

    /** What the samples mean; an alpha is premultiplied. */
    PixelFormat format();

    /** Puts row {@code y} into the first {@code width() * bands} elements of {@code into}. */
    void read(int y, int[] into);
}
