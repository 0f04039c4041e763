package dev.hocket.jobs.images.pixels;

import dev.hocket.jobs.images.structure.Orientation;

import org.jspecify.annotations.Nullable;

import java.awt.color.ColorSpace;

/**
 * A decoded picture, perhaps already reduced.
 *
 * @param rows its samples
 * @param width its width before it was reduced, as it is stored
 * @param height its height before it was reduced
 * @param orientation how it is set upright
 * @param space the colour space of its samples; null: sRGB or grey
 */
public record DecodedPicture(
        PixelRows rows,
        int width,
        int height,
        Orientation orientation,
        @Nullable ColorSpace space) {}
