package dev.hocket.jobs.images.structure;

/**
 * How a camera was held: the eight values of the EXIF tag Orientation, each with the way to set the
 * picture upright.
 */
public enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    NEEDS_RIGHT_TURN(true, true, false),
    TRANSVERSED(true, true, true),
    NEEDS_LEFT_TURN(true, false, true);

    /** Whether width and height change places. */
    public final boolean swapsSides;

    /** Whether the columns of the upright picture are counted from the right. */
    public final boolean fromRight;

    /** Whether its rows are counted from the bottom. */
    public final boolean fromBottom;

    Orientation(boolean swapsSides, boolean fromRight, boolean fromBottom) {
        this.swapsSides = swapsSides;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    /**
     * The orientation of an EXIF value; a value out of range, which cameras do write, is upright.
     */
    public static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }
}
