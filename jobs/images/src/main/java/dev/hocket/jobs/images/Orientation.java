package dev.hocket.jobs.images;

/**
 * How a camera was held: the eight values of the EXIF tag Orientation, each with the way to set the
 * picture upright.
 */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    NEEDS_RIGHT_TURN(true, true, false),
    TRANSVERSED(true, true, true),
    NEEDS_LEFT_TURN(true, false, true);

    /** Whether width and height change places. */
    final boolean swapsSides;

    private final boolean fromRight;
    private final boolean fromBottom;

    Orientation(boolean swapsSides, boolean fromRight, boolean fromBottom) {
        this.swapsSides = swapsSides;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    /**
     * The orientation of an EXIF value; a value out of range, which cameras do write, is upright.
     */
    static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /** What is to be done to the stored picture, of this size, where this is to be done upright. */
    Layout stored(Layout upright, int width, int height) {
        Crop part = upright.part();
        int x = swapsSides ? part.y() : part.x();
        int y = swapsSides ? part.x() : part.y();
        int across = swapsSides ? part.height() : part.width();
        int down = swapsSides ? part.width() : part.height();
        boolean mirrored = swapsSides ? fromBottom : fromRight;
        boolean flipped = swapsSides ? fromRight : fromBottom;
        return new Layout(
                new Crop(
                        mirrored ? width - x - across : x,
                        flipped ? height - y - down : y,
                        across,
                        down),
                swapsSides ? upright.height() : upright.width(),
                swapsSides ? upright.width() : upright.height());
    }

    /** The picture set upright. */
    Samples apply(Samples picture) {
        if (this == UPRIGHT) {
            return picture;
        }
        int width = swapsSides ? picture.height() : picture.width();
        int height = swapsSides ? picture.width() : picture.height();
        int bands = picture.bands();
        byte[] from = picture.data();
        byte[] to = new byte[from.length];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = fromRight ? width - 1 - x : x;
                int line = fromBottom ? height - 1 - y : y;
                int pixel =
                        swapsSides
                                ? column * picture.width() + line
                                : line * picture.width() + column;
                for (int band = 0; band < bands; band++) {
                    to[at++] = from[pixel * bands + band];
                }
            }
        }
        return new Samples(width, height, bands, picture.alpha(), to);
    }
}
