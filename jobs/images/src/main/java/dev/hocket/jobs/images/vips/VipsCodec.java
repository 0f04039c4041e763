package dev.hocket.jobs.images.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hocket.jobs.images.Crop;
import dev.hocket.jobs.images.PictureEncoding;
import dev.hocket.jobs.images.Resize;
import dev.hocket.jobs.images.ThumbnailSettings;
import dev.hocket.jobs.images.pixels.LanczosScaler;
import dev.hocket.jobs.images.pixels.PixelBuffer;
import dev.hocket.jobs.images.pixels.ResizePlan;
import dev.hocket.jobs.images.structure.Orientation;
import dev.hocket.jobs.images.structure.PictureFormat;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import dev.hocket.jobs.images.structure.WebpStructure;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Pictures read, scaled and written by libvips. What it refuses, or warns of, it leaves to the
 * embedded decoder, which says what is wrong, or finds that nothing is. So this never fails.
 *
 * <p>Left out are formats that are rare and pictures of inks.
 */
public final class VipsCodec {
    /** More than these, which take three to eight bytes each, are not held at once. */
    private static final long MOST_PIXELS = 64_000_000;

    /**
     * libvips collects what it complains of in one place for all threads, and of the end of a
     * picture it says nothing elsewhere. So whoever finds a complaint after a call, which may be
     * another's, calls again with nobody beside him: that one counts. What the others make of their
     * pictures does not depend on it.
     */
    private static final ReentrantReadWriteLock CALLS = new ReentrantReadWriteLock();

    private final VipsLibrary library;

    private VipsCodec(VipsLibrary library) {
        this.library = library;
    }

    /** The one of this machine; null if it is not installed or may not be called. */
    public static @Nullable VipsCodec installed() {
        VipsLibrary library = VipsLibrary.INSTALLED;
        return library == null ? null : new VipsCodec(library);
    }

    /**
     * A picture, whole as far as its structure shows, at the size of its result, upright and in
     * sRGB or grey.
     *
     * @param width its width as it is stored
     * @param height its height
     * @return null if the embedded decoder is to have it
     */
    public @Nullable PixelBuffer load(
            byte[] file, ThumbnailSettings settings, Orientation orientation, int width, int height)
            throws RejectedPictureException {
        ResizePlan layout = ResizePlan.of(settings, width, height, orientation);
        boolean fills = settings.size().mode() == Resize.Mode.FILL;
        boolean whole = layout.part().width() == width && layout.part().height() == height;
        if (settings.crop() != null || !(whole || fills)) {
            return null;
        }
        int shrink = PictureFormat.of(file) == PictureFormat.JPEG ? shrink(layout, height) : 1;
        ResizePlan all = fills ? covering(layout, width, height) : layout;
        if (Math.max(pixels(width / shrink, height / shrink), pixels(all.width(), all.height()))
                > MOST_PIXELS) {
            return null;
        }
        PixelBuffer made = careful(file, all, shrink);
        return made == null
                ? null
                : made.middle(layout.width(), layout.height()).upright(orientation);
    }

    /** The size that all of a picture gets whose middle is wanted. */
    private static ResizePlan covering(ResizePlan layout, int width, int height) {
        Crop part = layout.part();
        long across = Math.round((double) width * layout.width() / part.width());
        long down = Math.round((double) height * layout.height() / part.height());
        return new ResizePlan(
                part,
                Math.clamp(across, layout.width(), Integer.MAX_VALUE),
                Math.clamp(down, layout.height(), Integer.MAX_VALUE));
    }

    private static long pixels(int width, int height) {
        return (long) width * height;
    }

    private @Nullable PixelBuffer careful(byte[] file, ResizePlan layout, int shrink) {
        CALLS.readLock().lock();
        try {
            PixelBuffer made = thumbnail(file, layout, shrink);
            if (!library.complains()) {
                return made;
            }
        } finally {
            CALLS.readLock().unlock();
        }
        CALLS.writeLock().lock();
        try {
            library.forgetComplaints();
            PixelBuffer made = thumbnail(file, layout, shrink);
            boolean bad = library.complains();
            library.forgetComplaints();
            return bad ? null : made;
        } finally {
            CALLS.writeLock().unlock();
        }
    }

    private @Nullable PixelBuffer thumbnail(byte[] file, ResizePlan layout, int shrink) {
        long image = 0;
        long pixels = 0;
        long whole = 0;
        try (Arena arena = Arena.ofConfined()) {
            String reduced = shrink == 1 ? "" : "shrink=%d,".formatted(shrink);
            image =
                    library.load(
                            arena.allocateFrom(JAVA_BYTE, file),
                            arena.allocateFrom(
                                    "[" + reduced + "access=sequential,fail_on=warning]"));
            if (image == 0) {
                return null;
            }
            // All of it at once, or a reduction might leave out a last row that is not there.
            pixels = library.pixels(image);
            whole = pixels == 0 ? 0 : library.image(pixels, image);
            if (whole == 0) {
                return null;
            }
            MemorySegment place = arena.allocate(JAVA_LONG);
            return library.isPlain(image) && shrinks(image, layout)
                    ? shrunk(whole, place, layout)
                    : resized(whole, place, layout);
        } finally {
            library.release(whole, image);
            library.free(pixels);
        }
    }

    /**
     * The greatest power of two by which decoding may reduce the sides, which is what libvips
     * offers. It leaves out a last row that is not whole; the data of the picture must not end with
     * one, as nobody would see that they are not there.
     */
    private static int shrink(ResizePlan layout, int height) {
        int shrink = Integer.highestOneBit(8 / layout.eighths());
        while (height % 8 > 0 && height % 8 < shrink) {
            shrink /= 2;
        }
        return shrink;
    }

    private boolean shrinks(long image, ResizePlan layout) {
        return layout.width() <= library.width(image) && layout.height() <= library.height(image);
    }

    /** Made lower by libvips, then narrower here. */
    private @Nullable PixelBuffer shrunk(long image, MemorySegment place, ResizePlan layout) {
        int width = library.width(image);
        double times = (double) library.height(image) / layout.height();
        if (library.lower(image, place, times) != 0) {
            return null;
        }
        PixelBuffer lower = stored(place.get(JAVA_LONG, 0), width, layout.height());
        if (lower == null || width == layout.width()) {
            return lower;
        }
        byte[] narrow = new LanczosScaler(width, layout.width()).apply(lower.data(), lower.bands());
        return new PixelBuffer(layout.width(), layout.height(), lower.bands(), narrow);
    }

    /** By libvips alone. */
    private @Nullable PixelBuffer resized(long image, MemorySegment place, ResizePlan layout) {
        if (library.thumbnail(image, place, layout.width(), layout.height()) != 0) {
            return null;
        }
        long thumbnail = place.get(JAVA_LONG, 0);
        try {
            return library.toPlain(thumbnail, place) != 0
                    ? null
                    : stored(place.get(JAVA_LONG, 0), layout.width(), layout.height());
        } finally {
            library.release(thumbnail);
        }
    }

    /** The pixels of an image, which is given back. */
    private @Nullable PixelBuffer stored(long image, int width, int height) {
        long pixels = 0;
        try {
            int bands = library.bands(image);
            boolean fits =
                    bands <= 4
                            && library.hasBytes(image)
                            && library.width(image) == width
                            && library.height(image) == height;
            pixels = fits ? library.pixels(image) : 0;
            return pixels == 0
                    ? null
                    : new PixelBuffer(
                            width,
                            height,
                            bands,
                            bands == 2 || bands == 4,
                            VipsLibrary.bytes(pixels, (long) width * height * bands));
        } finally {
            library.free(pixels);
            library.release(image);
        }
    }

    /** A file of the samples, without metadata; null if libvips cannot. */
    public byte @Nullable [] save(PixelBuffer picture, PictureEncoding encoding)
            throws RejectedPictureException {
        PixelBuffer shown = encoding.keepsAlpha() ? picture : picture.onWhite();
        int quality = Math.clamp(Math.round(encoding.quality() * 100), 1, 100);
        byte[] file;
        CALLS.readLock().lock();
        try (Arena arena = Arena.ofConfined()) {
            long image = library.image(arena.allocateFrom(JAVA_BYTE, shown.data()), shown);
            file = image == 0 ? null : library.save(image, encoding.format(), quality);
            library.release(image);
        } finally {
            CALLS.readLock().unlock();
        }
        return file != null && encoding.format() == PictureEncoding.Format.WEBP
                ? WebpStructure.withoutExif(file)
                : file;
    }
}
