package dev.hocket.jobs.images.pixels;

import dev.hocket.jobs.images.Crop;
import dev.hocket.jobs.images.Resize;
import dev.hocket.jobs.images.ThumbnailSettings;
import dev.hocket.jobs.images.structure.Orientation;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import java.util.Locale;

/**
 * Which part of a picture becomes a result of which size: all as the picture is stored, before it
 * is set upright.
 *
 * @param part the part, in pixels of the whole picture
 * @param width the width that the part gets
 * @param height the height that it gets
 */
public record ResizePlan(Crop part, int width, int height) {
    private static final long SMALL_PIXELS = 400_000;

    /** For a picture that is stored with this width and height. */
    public static ResizePlan of(
            ThumbnailSettings settings, int width, int height, Orientation orientation)
            throws RejectedPictureException {
        boolean swaps = orientation.swapsSides;
        ResizePlan upright = upright(settings, swaps ? height : width, swaps ? width : height);
        ResizePlan stored = upright.stored(orientation, width, height);
        int most = settings.encoding().format().maxSide();
        if (Math.max(stored.width, stored.height) > most) {
            throw new RejectedPictureException(
                    String.format(
                            Locale.ROOT,
                            "the result would be %,d x %,d pixels and a %s has at most %,d per"
                                    + " side; choose a smaller size",
                            upright.width,
                            upright.height,
                            settings.encoding().format(),
                            most));
        }
        return stored;
    }

    private static ResizePlan upright(ThumbnailSettings settings, int width, int height)
            throws RejectedPictureException {
        Crop crop = settings.crop();
        Crop part = crop == null ? new Crop(0, 0, width, height) : crop;
        if (part.x() + part.width() > width || part.y() + part.height() > height) {
            throw new RejectedPictureException(
                    String.format(
                            Locale.ROOT,
                            "the part %s extends beyond the image, which is %d x %d; choose a part"
                                    + " within it",
                            part,
                            width,
                            height));
        }
        Resize size = settings.size();
        return switch (size.mode()) {
            case FIT -> fit(part, size.width(), size.height());
            case FILL -> fill(part, size.width(), size.height());
            case EXACT -> new ResizePlan(part, size.width(), size.height());
        };
    }

    private static ResizePlan fit(Crop part, int width, int height) {
        int across = width == 0 ? part.width() : Math.min(width, part.width());
        int down = other(part.height(), part.width(), across);
        if (height > 0 && down > height) {
            down = height;
            across = other(part.width(), part.height(), down);
        }
        return new ResizePlan(part, across, down);
    }

    /** The greatest part of the wanted shape, from the middle. */
    private static ResizePlan fill(Crop part, int width, int height) {
        int across = part.width();
        int down = part.height();
        if ((long) across * height > (long) down * width) {
            across = other(width, height, down);
        } else {
            down = other(height, width, across);
        }
        across = Math.min(across, part.width());
        down = Math.min(down, part.height());
        int x = part.x() + (part.width() - across) / 2;
        int y = part.y() + (part.height() - down) / 2;
        return new ResizePlan(new Crop(x, y, across, down), width, height);
    }

    /** The length of a side whose neighbour is made {@code target} long. */
    private static int other(int side, int neighbour, int target) {
        return (int) Math.max(1, ((long) side * target + neighbour / 2) / neighbour);
    }

    /**
     * To how many eighths, 1 to 8, a picture may be reduced while it is decoded: the least that are
     * enough, and of a small part twice as many, which take little time and show edges better.
     */
    public int eighths() {
        int least = Math.max(eighths(width, part.width()), eighths(height, part.height()));
        boolean small = (long) part.width() * part.height() <= SMALL_PIXELS;
        return small ? Math.min(8, 2 * least) : least;
    }

    /** Half a pixel less is enough, as sides are rounded: the decoded one is rounded up. */
    private static int eighths(int wanted, int side) {
        return Math.clamp((8L * wanted - 4 + side - 1) / side, 1, 8);
    }

    /** Every how many pixels are enough for twice the size of the result. */
    public int step() {
        int across = part.width() / (2 * width);
        int down = part.height() / (2 * height);
        return Math.max(1, Math.min(across, down));
    }

    /** What is to be done to the stored picture, of this size, where this is to be done upright. */
    private ResizePlan stored(Orientation orientation, int wholeWidth, int wholeHeight) {
        boolean swaps = orientation.swapsSides;
        int x = swaps ? part.y() : part.x();
        int y = swaps ? part.x() : part.y();
        int across = swaps ? part.height() : part.width();
        int down = swaps ? part.width() : part.height();
        boolean mirrored = swaps ? orientation.fromBottom : orientation.fromRight;
        boolean flipped = swaps ? orientation.fromRight : orientation.fromBottom;
        return new ResizePlan(
                new Crop(
                        mirrored ? wholeWidth - x - across : x,
                        flipped ? wholeHeight - y - down : y,
                        across,
                        down),
                swaps ? height : width,
                swaps ? width : height);
    }
}
