package dev.hocket.jobs.images.pixels;

import org.jspecify.annotations.Nullable;

/**
 * A decoded picture, perhaps already reduced.
 *
 * @param rows its samples
 * @param width its width before it was reduced, as it is stored
 * @param height its height before it was reduced
 * @param note what its owner should know of it, after the file's name; null: nothing
 */
public record DecodedPicture(PixelRows rows, int width, int height, @Nullable String note) {
    /** A picture that was not reduced. */
    public static DecodedPicture of(PixelRows rows) {
        return new DecodedPicture(rows, rows.width(), rows.height(), null);
    }
}
