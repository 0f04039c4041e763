package dev.hocket.jobs.images;

import dev.hocket.Task;
import dev.hocket.jobs.images.imageio.ImageIoDecoder;
import dev.hocket.jobs.images.imageio.ImageIoEncoder;
import dev.hocket.jobs.images.jpeg.JpegDecoder;
import dev.hocket.jobs.images.jpeg.JpegHeader;
import dev.hocket.jobs.images.pixels.BoxScaler;
import dev.hocket.jobs.images.pixels.ColourProfiles;
import dev.hocket.jobs.images.pixels.DecodedPicture;
import dev.hocket.jobs.images.pixels.FilterPasses;
import dev.hocket.jobs.images.pixels.PixelBuffer;
import dev.hocket.jobs.images.pixels.ResizePlan;
import dev.hocket.jobs.images.pixels.SrgbConversion;
import dev.hocket.jobs.images.structure.BmpStructure;
import dev.hocket.jobs.images.structure.ExifData;
import dev.hocket.jobs.images.structure.FileBytes;
import dev.hocket.jobs.images.structure.GifStructure;
import dev.hocket.jobs.images.structure.Orientation;
import dev.hocket.jobs.images.structure.PictureFormat;
import dev.hocket.jobs.images.structure.PictureLimits;
import dev.hocket.jobs.images.structure.PngStructure;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import dev.hocket.jobs.images.structure.TiffStructure;
import dev.hocket.jobs.images.structure.WebpStructure;
import dev.hocket.jobs.images.vips.VipsCodec;

import org.jspecify.annotations.Nullable;

import java.awt.color.ColorSpace;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Makes a picture smaller: decodes it, sets it upright, takes a part of it, gives that its size,
 * applies filters, and writes it as JPEG, PNG or WebP. The input is the picture's path, the output
 * the path of the result.
 *
 * <p>Reads JPEG, PNG, GIF (its first frame), BMP, TIFF (its first page) and WebP, told apart by
 * content. In JPEG see-through parts are laid on white. Colours are brought to sRGB, of 8 bits
 * each. The result's place is described at {@link ThumbnailSettings#root()}: the path below the
 * root is kept, and the format's extension is added to a name that does not end so ({@code a.png}
 * becomes {@code a.png.jpg}). A result is written aside and then renamed; one that exists is
 * replaced; a picture is never overwritten.
 *
 * <p>A picture that is cut short or damaged is a failure, and leaves no result. The same picture
 * and settings give the same bytes on every thread and engine of one machine; on machines with and
 * without libvips they differ a little, unless {@link ThumbnailSettings.Codec} is given.
 *
 * <p>Safe for use by several threads. {@link #run} reacts to interruption while it reads, scales
 * and writes, but not within a call of libvips.
 */
public final class ThumbnailTask implements Task<Path, Path> {
    private static final long serialVersionUID = 1;
    private final ThumbnailSettings settings;

    /** A task with the given settings. */
    public ThumbnailTask(ThumbnailSettings settings) {
        this.settings = settings;
    }

    /**
     * Begins to load what the first picture would wait for, on a thread of its own, and returns at
     * once. Worth its while in a program that is short and has something else to do before; need
     * not be called.
     */
    public void prepare() {
        if (settings.codec() != ThumbnailSettings.Codec.EMBEDDED) {
            Thread.ofPlatform().daemon().name("hocket-images").start(VipsCodec::installed);
        }
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
        ThumbnailFile output = ThumbnailFile.of(settings, picture);
        byte[] file = read(picture);
        byte[] result;
        try {
            result = make(picture, file);
        } catch (RejectedPictureException damage) {
            throw ImageException.of(picture, String.valueOf(damage.getMessage()), damage);
        }
        output.write(result);
        return output.place();
    }

    private byte[] make(Path picture, byte[] file)
            throws IOException, InterruptedException, RejectedPictureException {
        PictureFormat format = PictureFormat.of(file);
        if (format == null) {
            throw ImageException.of(picture, describe(file));
        }
        VipsCodec vips =
                settings.codec() == ThumbnailSettings.Codec.EMBEDDED ? null : VipsCodec.installed();
        if (vips == null && settings.codec() == ThumbnailSettings.Codec.LIBVIPS) {
            throw new RejectedPictureException(
                    "libvips is not installed (Debian's package is libvips42), or may not be"
                            + " called; install it, or choose the embedded codec");
        }
        Orientation orientation = checkStructure(format, file);
        PixelBuffer loaded = vips == null ? null : load(vips, format, file, orientation);
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while a picture was made smaller");
        }
        PixelBuffer small = loaded == null ? shrink(format, file, orientation) : loaded;
        PixelBuffer shown = FilterPasses.apply(small, settings.filters());
        PictureEncoding encoding = settings.encoding();
        byte[] saved = vips == null ? null : vips.save(shown, encoding);
        byte[] result = saved == null ? ImageIoEncoder.encode(shown, encoding) : saved;
        byte[] exif = encoding.metadata() ? ExifData.exif(format, file) : null;
        return exif == null ? result : ExifData.insert(encoding.format(), result, exif);
    }

    /** By libvips, if it is one of the pictures that it reads. */
    private @Nullable PixelBuffer load(
            VipsCodec vips, PictureFormat format, byte[] file, Orientation orientation)
            throws RejectedPictureException {
        return switch (format) {
            case JPEG -> {
                JpegHeader header = JpegHeader.of(file);
                yield header == null
                        ? null
                        : inSrgb(
                                load(
                                        vips,
                                        file,
                                        header.orientation(),
                                        header.width(),
                                        header.height()),
                                header.space());
            }
            case PNG -> {
                FileBytes bytes = FileBytes.big(file);
                yield inSrgb(
                        load(vips, file, orientation, bytes.u32(16), bytes.u32(20)),
                        ColourProfiles.ofColours(format, file));
            }
            case WEBP -> {
                FileBytes bytes = FileBytes.little(file);
                int width = WebpStructure.width(bytes);
                yield inSrgb(
                        load(vips, file, orientation, width, WebpStructure.height(bytes)),
                        ColourProfiles.ofColours(format, file));
            }
            case GIF, BMP, TIFF -> null;
        };
    }

    private static @Nullable PixelBuffer inSrgb(
            @Nullable PixelBuffer picture, @Nullable ColorSpace space) {
        return picture == null || space == null || picture.colours() != 3
                ? picture
                : SrgbConversion.toSrgb(picture, space);
    }

    private @Nullable PixelBuffer load(
            VipsCodec vips, byte[] file, Orientation orientation, long width, long height)
            throws RejectedPictureException {
        PictureLimits.check(width, height, settings);
        return vips.load(file, settings, orientation, (int) width, (int) height);
    }

    private byte[] read(Path picture) throws IOException {
        if (Files.isDirectory(picture)) {
            throw ImageException.of(picture, "this is a folder; give the pictures in it");
        }
        try {
            PictureLimits.checkBytes(Files.size(picture), settings);
            return Files.readAllBytes(picture);
        } catch (RejectedPictureException tooLarge) {
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

    private PixelBuffer shrink(PictureFormat format, byte[] file, Orientation orientation)
            throws IOException, InterruptedException, RejectedPictureException {
        DecodedPicture picture = decode(format, file, orientation);
        int width = picture.width();
        int height = picture.height();
        ResizePlan layout = ResizePlan.of(settings, width, height, picture.orientation());
        PixelBuffer small = BoxScaler.scale(picture.rows(), layout, width, height);
        ColorSpace space = picture.space();
        PixelBuffer colours = space == null ? small : SrgbConversion.toSrgb(small, space);
        return colours.upright(picture.orientation());
    }

    private DecodedPicture decode(PictureFormat format, byte[] file, Orientation orientation)
            throws InterruptedException, RejectedPictureException {
        if (format == PictureFormat.JPEG) {
            return new JpegDecoder(file, settings).decode();
        }
        try {
            return new ImageIoDecoder(format, file, settings, orientation).decode();
        } catch (IOException e) {
            throw RejectedPictureException.broken("its decoder says " + e.getMessage());
        }
    }

    private static Orientation checkStructure(PictureFormat format, byte[] file)
            throws RejectedPictureException {
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
                .formatted(shown, PictureFormat.NAMES);
    }
}
