package dev.hocket.jobs.images.pixels;

/**
 * The rows of a decoded picture, from the top: samples from 0 to 255, of one band (grey), three
 * (red, green, blue) or four (cyan, magenta, yellow, black), pixel after pixel.
 */
public interface PixelRows {
    int width();

    int height();

    int bands();

    /**
     * Whether the last band, a second or fourth one, says how much is seen of a pixel; the others
     * are then weighted by it.
     */
    default boolean alpha() {
        return false;
    }

    /** Puts row {@code y} into the first {@code width() * bands()} elements of {@code into}. */
    void read(int y, int[] into);
}
