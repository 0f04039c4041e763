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

    /** What reads and writes pictures. */
    public enum Codec {
        /** libvips where it is installed and reads the picture, else the embedded one. */
        AUTO,
        /** Java alone: the same bytes on every machine. */
        EMBEDDED,
        /** libvips wherever it reads the picture; it is an error if it is not installed. */
        LIBVIPS
    }

    private ThumbnailSettings(Path root, Path output) {
        this.root = root.toString();
        this.output = output.toString();
    }

    /**
     * Settings for JPEG of a width of 800 pixels and quality 0.85, without metadata, of pictures of
     * at most 250 megapixels and 256 MiB.
     *
     * @param root the folder below which all pictures lie
     * @param output the folder for the results, made when it is missing
     * @throws IllegalArgumentException if root and output are one
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

    /** A copy with another greatest width in pixels. */
    public ThumbnailSettings withWidth(int pixels) {
        return withSize(Resize.toWidth(pixels));
    }

    /** A copy with another size. */
    public ThumbnailSettings withSize(Resize other) {
        Objects.requireNonNull(other, "other");
        return with(settings -> settings.size = other);
    }

    /** A copy that takes a part of each picture. */
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

    /** A copy that writes results otherwise. */
    public ThumbnailSettings withEncoding(PictureEncoding other) {
        Objects.requireNonNull(other, "other");
        return with(settings -> settings.encoding = other);
    }

    /** A copy with something else that reads and writes pictures. */
    public ThumbnailSettings withCodec(Codec other) {
        Objects.requireNonNull(other, "other");
        return with(settings -> settings.codec = other);
    }

    /**
     * A copy with other limits on what one picture may claim.
     *
     * @throws IllegalArgumentException if one is less than 1
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
     * The folder below which all pictures lie; a picture keeps its path from here below the output
     * folder, so two pictures of one name in two folders do not meet.
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

    /** The part of each picture that is taken, after it was set upright; null: all of it. */
    public @Nullable Crop crop() {
        return crop;
    }

    /** What is done to the colours of a result, one after the other. */
    public List<PictureFilter> filters() {
        return filters;
    }

    /** How a result is written. */
    public PictureEncoding encoding() {
        return encoding;
    }

    /** What reads and writes pictures. */
    public Codec codec() {
        return codec;
    }

    /** The most pixels (width times height) that a picture may claim. */
    public long maxPixels() {
        return maxPixels;
    }

    /** The most bytes that a picture's file may have. */
    public long maxBytes() {
        return maxBytes;
    }
}
