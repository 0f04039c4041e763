package dev.hocket.jobs.images;

import dev.hocket.Task;
import dev.hocket.jobs.images.gif.GifDecoder;
import dev.hocket.jobs.images.imageio.ImageIoDecoder;
import dev.hocket.jobs.images.imageio.ImageIoEncoder;
import dev.hocket.jobs.images.jpeg.JpegDecoder;
import dev.hocket.jobs.images.jpeg.JpegHeader;
import dev.hocket.jobs.images.pixels.CanvasRows;
import dev.hocket.jobs.images.pixels.DecodedPicture;
import dev.hocket.jobs.images.pixels.FilterPasses;
import dev.hocket.jobs.images.pixels.PixelBuffer;
import dev.hocket.jobs.images.pixels.PixelRows;
import dev.hocket.jobs.images.pixels.PixelScaler;
import dev.hocket.jobs.images.pixels.ResizePlan;
import dev.hocket.jobs.images.pixels.SrgbConversion;
import dev.hocket.jobs.images.structure.ExifData;
import dev.hocket.jobs.images.structure.Orientation;
import dev.hocket.jobs.images.structure.PictureFormat;
import dev.hocket.jobs.images.structure.PictureHeader;
import dev.hocket.jobs.images.structure.PictureLimits;
import dev.hocket.jobs.images.structure.PngStructure;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import dev.hocket.jobs.images.structure.TiffStructure;
import dev.hocket.jobs.images.structure.WebpFrame;
import dev.hocket.jobs.images.vips.VipsCodec;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Resizes a picture: decodes it, rotates it upright, crops it, resizes it, applies filters, and
 * writes it as JPEG, PNG or WebP. The input is the path of the picture, the output the path of the
 * result.
 *
 * <p>Reads JPEG, PNG, GIF and WebP (the first frame, on its canvas), BMP and TIFF (the first page),
 * recognised by content. In JPEG, transparent areas become white. Colours are converted to sRGB
 * with 8 bits. The result keeps its path below {@link ThumbnailSettings#root()}, and the extension
 * of the format is added to a name that has another one ({@code a.png} becomes {@code a.png.jpg}).
 * A result is written to a temporary name and renamed; an existing result is replaced; an original
 * is never overwritten.
 *
 * <p>A truncated or damaged picture is a failure, and leaves no result. The same picture and
 * settings give the same bytes on every thread and engine of one machine. Machines with and without
 * libvips differ slightly, unless a {@link ThumbnailSettings.Codec} is set.
 *
 * <p>Safe for use by several threads. {@link #run} reacts to interruption while it reads, scales
 * and writes, but not within a call of libvips.
 */
public final class ThumbnailTask implements Task<Path, Path> {
    private static final long serialVersionUID = 1;
    private static final System.Logger LOG = System.getLogger("dev.hocket.jobs.images");

    private final ThumbnailSettings settings;

    /** Creates a task with settings. */
    public ThumbnailTask(ThumbnailSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts to load, on a separate thread, the code that the first picture needs, and returns at
     * once. Optional; useful in a short program that first does something else.
     */
    public void prepare() {
        if (settings.codec() != ThumbnailSettings.Codec.EMBEDDED) {
            Thread.ofPlatform().daemon().name("hocket-images").start(VipsCodec::installed);
        }
    }

    /**
     * Resizes a picture.
     *
     * @return the path of the result
     * @throws ImageException if the file cannot be read, is not a picture, is damaged or exceeds a
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
        PixelBuffer small = small(picture, format, file, vips);
        PixelBuffer shown =
                FilterPasses.apply(SrgbConversion.apply(small).upright(), settings.filters());
        PictureEncoding encoding = settings.encoding();
        byte[] saved = vips == null ? null : vips.save(shown, encoding);
        byte[] result = saved == null ? ImageIoEncoder.encode(shown, encoding) : saved;
        byte[] exif = encoding.metadata() ? ExifData.exif(format, file) : null;
        return exif == null ? result : ExifData.insert(encoding.format(), result, exif);
    }

    /** The picture at the size of its result; what its pixels mean goes with them. */
    private PixelBuffer small(
            Path picture, PictureFormat format, byte[] file, @Nullable VipsCodec vips)
            throws InterruptedException, RejectedPictureException {
        PictureHeader header = format == PictureFormat.JPEG ? null : PictureHeader.of(format, file);
        WebpFrame frame = format == PictureFormat.WEBP ? WebpFrame.firstOf(file) : null;
        if (header != null && frame != null && !frame.covers(header.width(), header.height())) {
            return scaled(canvas(frame, header));
        }
        byte[] still = frame == null ? file : frame.still();
        PixelBuffer loaded = vips == null ? null : load(vips, format, still, header);
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while an image was resized");
        }
        if (loaded != null) {
            return loaded;
        }
        DecodedPicture decoded = decode(format, still, header);
        if (decoded.note() != null) {
            LOG.log(System.Logger.Level.WARNING, picture + ": " + decoded.note());
        }
        return scaled(decoded);
    }

    private PixelBuffer scaled(DecodedPicture decoded)
            throws InterruptedException, RejectedPictureException {
        int width = decoded.width();
        int height = decoded.height();
        Orientation orientation = decoded.rows().format().orientation();
        ResizePlan plan = ResizePlan.of(settings, width, height, orientation);
        return PixelScaler.scale(decoded.rows(), plan, width, height);
    }

    /**
     * A frame of an animation that is less than its canvas; libvips has its own idea of the rest.
     */
    private DecodedPicture canvas(WebpFrame frame, PictureHeader header)
            throws InterruptedException, RejectedPictureException {
        PictureLimits.check(header.width(), header.height(), settings);
        PixelRows rows =
                new ImageIoDecoder(PictureFormat.WEBP, frame.still(), header, settings)
                        .decodeWhole()
                        .rows();
        return DecodedPicture.of(
                new CanvasRows(rows, frame.x(), frame.y(), header.width(), header.height()));
    }

    /** By libvips, if it is one of the pictures that it reads. */
    private @Nullable PixelBuffer load(
            VipsCodec vips, PictureFormat format, byte[] file, @Nullable PictureHeader header)
            throws RejectedPictureException, InterruptedException {
        boolean reads =
                switch (format) {
                    case JPEG, PNG, WEBP -> true;
                    case TIFF -> TiffStructure.read(file).alphaIsPlain();
                    case GIF, BMP -> false;
                };
        PictureHeader known = format == PictureFormat.JPEG ? JpegHeader.of(file) : header;
        if (!reads || known == null) {
            return null;
        }
        PictureLimits.check(known.width(), known.height(), settings);
        PixelBuffer loaded = vips.load(format, file, known, settings);
        if (loaded != null && format == PictureFormat.PNG) {
            PngStructure.checkData(file); // libpng does not
        }
        return loaded;
    }

    private DecodedPicture decode(PictureFormat format, byte[] file, @Nullable PictureHeader header)
            throws InterruptedException, RejectedPictureException {
        if (header == null) {
            return new JpegDecoder(file, settings).decode();
        } else if (format == PictureFormat.GIF) {
            return new GifDecoder(file, settings).decode();
        }
        return new ImageIoDecoder(format, file, header, settings).decode();
    }

    private byte[] read(Path picture) throws IOException {
        if (Files.isDirectory(picture)) {
            throw ImageException.of(picture, "this is a folder; give the images in it");
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

    private static String describe(byte[] file) {
        if (file.length == 0) {
            return "the file is empty; get a complete copy of it";
        }
        byte[] start = Arrays.copyOf(file, Math.min(file.length, 8));
        StringBuilder shown = new StringBuilder();
        for (byte b : start) {
            shown.append(b >= ' ' && b < 127 ? String.valueOf((char) b) : "\\x%02x".formatted(b));
        }
        return "the file starts with \"%s\", which no supported image format does; supported are %s"
                .formatted(shown, PictureFormat.NAMES);
    }
}
