package dev.hocket.jobs.images;

import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How pictures are made smaller. Immutable; each {@code with} method gives a changed copy. */
@SuppressWarnings("serial") // lists that cannot change are serializable
public final class ThumbnailSettings implements Cloneable, Serializable {
    @Serial private static final long serialVersionUID = 1;

    private final String root; // texts, as paths do not travel
    private final String output;
    private Resize size = Resize.toWidth(800);
    private @Nullable Crop crop;
    private List<PictureFilter> filters = List.of();
    private PictureEncoding encoding =
            new PictureEncoding(PictureEncoding.Format.JPEG, 0.85f, false);
    private Codec codec = Codec.AUTO;
    private long maxPixels = 250_000_000L;
    private long maxBytes = 256L << 20;

    /** The code that reads and writes pictures. */
    public enum Codec {
        /** libvips if it is installed and can read the picture, otherwise the embedded codec. */
        AUTO,
        /** Only Java: the same bytes on every machine. */
        EMBEDDED,
        /** libvips for every picture that it can read; an error if it is not installed. */
        LIBVIPS
    }

    private ThumbnailSettings(Path root, Path output) {
        this.root = root.toString();
        this.output = output.toString();
    }

    /**
     * Settings for JPEG with a width of 800 pixels and quality 0.85, without metadata, for pictures
     * of at most 250 megapixels and 256 MiB.
     *
     * @param root a folder that contains all pictures, directly or below
     * @param output the folder for the results; created if it does not exist
     * @throws IllegalArgumentException if root and output are the same folder
     */
    public static ThumbnailSettings of(Path root, Path output) {
        Path from = root.toAbsolutePath().normalize();
        Path to = output.toAbsolutePath().normalize();
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    "the output folder "
                            + to
                            + " is the folder of the images, which results could overwrite;"
                            + " choose another, such as "
                            + to.resolve("small"));
        }
        return new ThumbnailSettings(from, to);
    }

    /** A copy with another maximum width in pixels. */
    public ThumbnailSettings withWidth(int pixels) {
        return withSize(Resize.toWidth(pixels));
    }

    /** A copy with another size. */
    public ThumbnailSettings withSize(Resize other) {
        Objects.requireNonNull(other, "other");
        return with(settings -> settings.size = other);
    }

    /** A copy that crops each picture to a part. */
    public ThumbnailSettings withCrop(Crop part) {
        Objects.requireNonNull(part, "part");
        return with(settings -> settings.crop = part);
    }

    /** A copy with other filters. */
    public ThumbnailSettings withFilters(List<PictureFilter> others) {
        List<PictureFilter> copy = List.copyOf(others);
        return with(settings -> settings.filters = copy);
    }

    /** A copy with another quality, from 0 to 1. */
    public ThumbnailSettings withQuality(float value) {
        return withEncoding(new PictureEncoding(encoding.format(), value, encoding.metadata()));
    }

    /** A copy with another encoding of results. */
    public ThumbnailSettings withEncoding(PictureEncoding other) {
        Objects.requireNonNull(other, "other");
        return with(settings -> settings.encoding = other);
    }

    /** A copy with another codec. */
    public ThumbnailSettings withCodec(Codec other) {
        Objects.requireNonNull(other, "other");
        return with(settings -> settings.codec = other);
    }

    /**
     * A copy with other limits for a picture.
     *
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public ThumbnailSettings withLimits(long pixels, long bytes) {
        check(pixels >= 1, "maxPixels", pixels);
        check(bytes >= 1, "maxBytes", bytes);
        return with(settings -> {
            settings.maxPixels = pixels;
            settings.maxBytes = bytes;
        });
    }

    private static void check(boolean holds, String name, long value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
        }
    }

    private ThumbnailSettings with(Consumer<ThumbnailSettings> change) {
        try {
            ThumbnailSettings changed = (ThumbnailSettings) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * A folder that contains all pictures. Results keep their path relative to it, so two pictures
     * of the same name in different folders have different results.
     */
    public Path root() {
        return Path.of(root);
    }

    /** The folder for the results. */
    public Path output() {
        return Path.of(output);
    }

    /** The size of a result. */
    public Resize size() {
        return size;
    }

    /** The part to which each upright picture is cropped; null for the whole picture. */
    public @Nullable Crop crop() {
        return crop;
    }

    /** The filters, in the order in which they are applied. */
    public List<PictureFilter> filters() {
        return filters;
    }

    /** The encoding of results. */
    public PictureEncoding encoding() {
        return encoding;
    }

    /** The code that reads and writes pictures. */
    public Codec codec() {
        return codec;
    }

    /** The maximum number of pixels (width times height) of a picture, according to its header. */
    public long maxPixels() {
        return maxPixels;
    }

    /** The maximum size of a picture's file, in bytes. */
    public long maxBytes() {
        return maxBytes;
    }
}
