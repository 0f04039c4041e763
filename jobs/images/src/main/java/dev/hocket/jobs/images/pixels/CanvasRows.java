package dev.hocket.jobs.images.pixels;

import java.util.Arrays;

/** The rows of a canvas with a picture on it, transparent where that does not lie. */
public final class CanvasRows implements PixelRows {
    private final PixelRows picture;
    private final int x;
    private final int y;
    private final int width;
    private final int height;
    private final PixelFormat format;
    private final int[] row;

    /**
     * A canvas of a size.
     *
     * @param picture what lies on it, within it
     * @param x how far that lies from the left
     * @param y how far it lies from the top
     */
    public CanvasRows(PixelRows picture, int x, int y, int width, int height) {
        this.picture = picture;
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
        format = picture.format().with(PixelFormat.Alpha.PREMULTIPLIED);
        row = new int[picture.width() * picture.format().bands()];
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public PixelFormat format() {
        return format;
    }

    @Override
    public void read(int line, int[] into) {
        int bands = format.bands();
        Arrays.fill(into, 0, width * bands, 0);
        if (line < y || line >= y + picture.height()) {
            return;
        }
        picture.read(line - y, row);
        int stored = picture.format().bands();
        int to = x * bands;
        for (int from = 0; from < row.length; from += stored, to += bands) {
            into[to + bands - 1] = 255;
            System.arraycopy(row, from, into, to, stored);
        }
    }
}
