package dev.hocket.jobs.images;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How pictures are made smaller. Immutable; every method that changes a value returns a copy.
 *
 * @param root the folder below which all pictures lie; a picture keeps its path from here below the
 *     output folder, so two pictures of one name in two folders do not meet
 * @param output the folder for the results, made when it is missing; it must not be the root
 * @param size the size of a result
 * @param crop the part of each picture that is taken, after it was set upright; null: all of it
 * @param filters what is done to the colours of a result, one after the other
 * @param encoding how a result is written
 * @param codec what reads and writes pictures
 * @param maxPixels the most pixels (width times height) that a picture may claim
 * @param maxBytes the most bytes that a picture's file may have
 */
public record ThumbnailSettings(
        Path root,
        Path output,
        Resize size,
        @Nullable Crop crop,
        List<PictureFilter> filters,
        PictureEncoding encoding,
        Codec codec,
        long maxPixels,
        long maxBytes)
        implements Serializable {

    /** What reads and writes pictures. */
    public enum Codec {
        /** libvips where it is installed and reads the picture, else the embedded one. */
        AUTO,
        /** Java alone: the same bytes on every machine. */
        EMBEDDED,
        /** libvips wherever it reads the picture; it is an error if it is not installed. */
        LIBVIPS
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is outside its range, or root and output are one
     */
    public ThumbnailSettings {
        root = root.toAbsolutePath().normalize();
        output = output.toAbsolutePath().normalize();
        filters = List.copyOf(filters);
        check(maxPixels >= 1, "maxPixels", maxPixels);
        check(maxBytes >= 1, "maxBytes", maxBytes);
        if (root.equals(output)) {
            throw new IllegalArgumentException(
                    "the output folder "
                            + output
                            + " is the folder of the pictures, which results could overwrite;"
                            + " choose another, such as "
                            + output.resolve("small"));
        }
    }

    /**
     * Settings for JPEG of a width of 800 pixels and quality 0.85, without metadata, of pictures of
     * at most 250 megapixels and 256 MiB.
     */
    public static ThumbnailSettings of(Path root, Path output) {
        return new ThumbnailSettings(
                root,
                output,
                Resize.toWidth(800),
                null,
                List.of(),
                new PictureEncoding(PictureEncoding.Format.JPEG, 0.85f, false),
                Codec.AUTO,
                250_000_000L,
                256L << 20);
    }

    /** A copy with another greatest width in pixels. */
    public ThumbnailSettings width(int pixels) {
        return size(Resize.toWidth(pixels));
    }

    /** A copy with another size. */
    public ThumbnailSettings size(Resize other) {
        return new ThumbnailSettings(
                root, output, other, crop, filters, encoding, codec, maxPixels, maxBytes);
    }

    /** A copy that takes a part of each picture. */
    public ThumbnailSettings crop(Crop part) {
        return new ThumbnailSettings(
                root, output, size, part, filters, encoding, codec, maxPixels, maxBytes);
    }

    /** A copy with other filters. */
    public ThumbnailSettings filters(List<PictureFilter> others) {
        return new ThumbnailSettings(
                root, output, size, crop, others, encoding, codec, maxPixels, maxBytes);
    }

    /** A copy with another quality, from 0 to 1. */
    public ThumbnailSettings quality(float value) {
        return encoding(new PictureEncoding(encoding.format(), value, encoding.metadata()));
    }

    /** A copy that writes results otherwise. */
    public ThumbnailSettings encoding(PictureEncoding other) {
        return new ThumbnailSettings(
                root, output, size, crop, filters, other, codec, maxPixels, maxBytes);
    }

    /** A copy with something else that reads and writes pictures. */
    public ThumbnailSettings codec(Codec other) {
        return new ThumbnailSettings(
                root, output, size, crop, filters, encoding, other, maxPixels, maxBytes);
    }

    /** A copy with other limits on what one picture may claim. */
    public ThumbnailSettings limits(long pixels, long bytes) {
        return new ThumbnailSettings(
                root, output, size, crop, filters, encoding, codec, pixels, bytes);
    }

    private static void check(boolean holds, String name, long value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
        }
    }
}
