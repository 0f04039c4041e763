package dev.hocket.jobs.images.structure;

import org.jspecify.annotations.Nullable;

/**
 * What a picture's file says of it, apart from the pixels, once all of its parts are known to be
 * there.
 *
 * @param width its width as it is stored
 * @param height its height as it is stored
 * @param orientation how it is set upright
 * @param profile the ICC profile of its colours; null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two steps, never compared
public record PictureHeader(
        int width, int height, Orientation orientation, byte @Nullable [] profile) {

    /**
     * Checks that the parts of a picture are there, and reads its header.
     *
     * @param format its format, which is not JPEG: that has a decoder of its own, which does this
     */
    public static PictureHeader of(PictureFormat format, byte[] file)
            throws RejectedPictureException {
        return switch (format) {
            case PNG -> PngStructure.read(file);
            case TIFF -> TiffStructure.read(file).header();
            case WEBP -> WebpStructure.read(file);
            case GIF -> GifStructure.read(file).header();
            case BMP -> BmpStructure.read(file);
            case JPEG -> throw new IllegalArgumentException("JPEG is read by its decoder");
        };
    }
}
