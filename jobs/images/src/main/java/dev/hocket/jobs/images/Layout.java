package dev.hocket.jobs.images;

/**
 * Which part of a picture becomes a result of which size: all as the picture is stored, before it
 * is set upright.
 *
 * @param part the part, in pixels of the whole picture
 * @param width the width that the part gets
 * @param height the height that it gets
 */
record Layout(Crop part, int width, int height) {
    /** For a picture that is stored with this width and height. */
    static Layout of(ThumbnailSettings settings, int width, int height, Orientation orientation)
            throws Damage {
        boolean swaps = orientation.swapsSides;
        Layout upright = upright(settings, swaps ? height : width, swaps ? width : height);
        Layout stored = orientation.stored(upright, width, height);
        int most = settings.encoding().format().maxSide;
        if (Math.max(stored.width, stored.height) > most) {
            throw new Damage(
                    "the result would be %,d x %,d pixels and a %s has at most %,d a side; choose a smaller size"
                            .formatted(
                                    upright.width,
                                    upright.height,
                                    settings.encoding().format(),
                                    most));
        }
        return stored;
    }

    private static Layout upright(ThumbnailSettings settings, int width, int height) throws Damage {
        Crop crop = settings.crop();
        Crop part = crop == null ? new Crop(0, 0, width, height) : crop;
        if (part.x() + part.width() > width || part.y() + part.height() > height) {
            throw new Damage(
                    "the part %s reaches beyond the picture, which is %d x %d; choose one that lies within"
                            .formatted(part, width, height));
        }
        Resize size = settings.size();
        return switch (size.mode()) {
            case FIT -> fit(part, size.width(), size.height());
            case FILL -> fill(part, size.width(), size.height());
            case EXACT -> new Layout(part, size.width(), size.height());
        };
    }

    private static Layout fit(Crop part, int width, int height) {
        int across = width == 0 ? part.width() : Math.min(width, part.width());
        int down = other(part.height(), part.width(), across);
        if (height > 0 && down > height) {
            down = height;
            across = other(part.width(), part.height(), down);
        }
        return new Layout(part, across, down);
    }

    /** The greatest part of the wanted shape, from the middle. */
    private static Layout fill(Crop part, int width, int height) {
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
        return new Layout(new Crop(x, y, across, down), width, height);
    }

    /** The length of a side whose neighbour is made {@code target} long. */
    private static int other(int side, int neighbour, int target) {
        return (int) Math.max(1, ((long) side * target + neighbour / 2) / neighbour);
    }

    /** The least of 1 to 8 eighths to which a picture may be reduced while it is decoded. */
    int eighths() {
        return Math.max(eighths(width, part.width()), eighths(height, part.height()));
    }

    /** Half a pixel less is enough, as sides are rounded: the decoded one is rounded up. */
    private static int eighths(int wanted, int side) {
        return Math.clamp((8L * wanted - 4 + side - 1) / side, 1, 8);
    }

    /** Every how many pixels are enough for twice the size of the result. */
    int step() {
        int across = part.width() / (2 * width);
        int down = part.height() / (2 * height);
        return Math.max(1, Math.min(across, down));
    }
}
