package dev.hocket.jobs.images;

/**
 * The rows of a decoded picture, from the top: samples from 0 to 255, of one band (grey), three
 * (red, green, blue) or four (cyan, magenta, yellow, black), pixel after pixel.
 */
interface Rows {
    int width();

    int height();

    int bands();

    /** Puts row {@code y} into the first {@code width() * bands()} elements of {@code into}. */
    void read(int y, int[] into);
}
