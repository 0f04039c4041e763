package dev.hocket.jobs.images;

import dev.hocket.Task;
import java.awt.color.ColorSpace;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes a picture smaller: decodes it, sets it upright, fits it to a width and writes it as JPEG.
 * The input is the picture's path, the output the path of the result.
 *
 * <p>Reads JPEG, PNG, GIF (its first frame), BMP, TIFF (its first page) and WebP, told apart by
 * content. See-through parts are laid on white, colours brought to sRGB; a picture narrower than
 * the width keeps its size. The result's place is described at {@link ThumbnailSettings#root()}:
 * the path below the root is kept, and {@code .jpg} is added to a name that does not end so ({@code
 * a.png} becomes {@code a.png.jpg}). A result is written aside and then renamed; one that exists is
 * replaced; a picture is never overwritten.
 *
 * <p>A picture that is cut short or damaged is a failure, and leaves no result. The same picture
 * and settings give the same bytes on every thread and engine.
 *
 * <p>Safe for use by several threads. {@link #run} reacts to interruption while it reads, scales
 * and writes.
 */
public final class ThumbnailTask implements Task<Path, Path> {
    private static final long serialVersionUID = 1;
    private final ThumbnailSettings settings;

    /** A task with the given settings. */
    public ThumbnailTask(ThumbnailSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes one picture smaller.
     *
     * @return where the result is
     * @throws ImageException if the picture cannot be read, is no picture, is damaged or exceeds a
     *     limit
     * @throws IOException if the result cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    @Override
    public Path run(Path picture) throws IOException, InterruptedException {
        OutputFile output = OutputFile.of(settings, picture);
        byte[] file = read(picture);
        byte[] result;
        try {
            result = Encoder.jpeg(shrink(picture, file), settings.quality());
        } catch (Damage damage) {
            throw ImageException.of(picture, String.valueOf(damage.getMessage()), damage);
        }
        output.write(result);
        return output.place();
    }

    private byte[] read(Path picture) throws IOException {
        if (Files.isDirectory(picture)) {
            throw ImageException.of(picture, "this is a folder; give the pictures in it");
        }
        try {
            Limits.checkBytes(Files.size(picture), settings);
            return Files.readAllBytes(picture);
        } catch (Damage tooLarge) {
            throw ImageException.of(picture, String.valueOf(tooLarge.getMessage()), tooLarge);
        } catch (NoSuchFileException e) {
            throw ImageException.of(picture, "there is no such file; check the path", e);
        } catch (AccessDeniedException e) {
            throw ImageException.of(picture, "the file may not be read; check its permissions", e);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw ImageException.of(picture, "the file cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private Samples shrink(Path path, byte[] file)
            throws IOException, InterruptedException, Damage {
        Picture picture = decode(path, file);
        Samples small = fit(picture);
        ColorSpace space = picture.space();
        Samples colours = space == null ? small : Colours.toSrgb(small, space);
        return picture.orientation().apply(colours);
    }

    private Picture decode(Path path, byte[] file)
            throws IOException, InterruptedException, Damage {
        @Nullable Format format = Format.of(file);
        if (format == null) {
            throw ImageException.of(path, describe(file));
        }
        if (format == Format.JPEG) {
            return new JpegDecoder(file, settings).decode();
        }
        Orientation orientation = checkStructure(format, file);
        try {
            return new ImageDecoder(format, file, settings, orientation).decode();
        } catch (IOException e) {
            throw Damage.broken("its decoder says " + e.getMessage());
        }
    }

    private Samples fit(Picture picture) throws InterruptedException, Damage {
        int width = picture.width();
        int height = picture.height();
        if (picture.orientation().swapsSides) {
            int target = Math.min(settings.width(), height);
            return scale(picture.rows(), other(width, height, target), target);
        }
        int target = Math.min(settings.width(), width);
        return scale(picture.rows(), target, other(height, width, target));
    }

    /** The length of a side whose neighbour is made {@code target} long. */
    private static int other(int side, int neighbour, int target) {
        return (int) Math.max(1, ((long) side * target + neighbour / 2) / neighbour);
    }

    private static Samples scale(Rows rows, int width, int height)
            throws InterruptedException, Damage {
        if (Math.max(width, height) > ThumbnailSettings.MAX_SIDE) {
            throw new Damage(
                    "the result would be %,d x %,d pixels and a JPEG has at most %,d a side; choose a smaller width"
                            .formatted(width, height, ThumbnailSettings.MAX_SIDE));
        }
        return BoxScaler.scale(rows, width, height);
    }

    private static Orientation checkStructure(Format format, byte[] file) throws Damage {
        return switch (format) {
            case PNG -> PngStructure.check(file);
            case TIFF -> TiffStructure.check(file);
            case WEBP -> WebpStructure.check(file);
            case GIF -> {
                GifStructure.check(file);
                yield Orientation.UPRIGHT;
            }
            case BMP -> {
                BmpStructure.check(file);
                yield Orientation.UPRIGHT;
            }
            case JPEG -> Orientation.UPRIGHT; // its own decoder checks and turns it
        };
    }

    private static String describe(byte[] file) {
        if (file.length == 0) {
            return "the file is empty; get a whole copy of it";
        }
        byte[] start = Arrays.copyOf(file, Math.min(file.length, 8));
        StringBuilder shown = new StringBuilder();
        for (byte b : start) {
            shown.append(b >= ' ' && b < 127 ? String.valueOf((char) b) : "\\x%02x".formatted(b));
        }
        return "the file starts with \"%s\", which no picture that is read here does; those are %s"
                .formatted(shown, Format.NAMES);
    }
}
