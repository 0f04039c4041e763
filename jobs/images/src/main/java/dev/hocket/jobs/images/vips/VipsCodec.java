package dev.hocket.jobs.images.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hocket.jobs.images.Crop;
import dev.hocket.jobs.images.PictureEncoding;
import dev.hocket.jobs.images.Resize;
import dev.hocket.jobs.images.ThumbnailSettings;
import dev.hocket.jobs.images.pixels.ColourProfiles;
import dev.hocket.jobs.images.pixels.LanczosScaler;
import dev.hocket.jobs.images.pixels.PixelBuffer;
import dev.hocket.jobs.images.pixels.PixelFormat;
import dev.hocket.jobs.images.pixels.PixelScaler;
import dev.hocket.jobs.images.pixels.ResizePlan;
import dev.hocket.jobs.images.structure.PictureFormat;
import dev.hocket.jobs.images.structure.PictureHeader;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import dev.hocket.jobs.images.structure.WebpStructure;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Pictures read, scaled and written by libvips. What it refuses, or warns of, it leaves to the
 * embedded decoder, which says what is wrong, or finds that nothing is. So this never fails.
 *
 * <p>libvips decodes, and makes opaque pixels of eight bits lower; all else that happens to pixels
 * is done here, by the same code as for the embedded decoders, so that both agree. What the pixels
 * mean is taken from libvips' image and the file's header once, and goes with them from there on.
 */
public final class VipsCodec {
    /** More than these, which take three to eight bytes each, are not held at once. */
    private static final long MOST_PIXELS = 64_000_000;

    private static final int STEEPEST = 8;

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
     * A picture, whole as far as its structure shows, at the size of its result.
     *
     * @return null if the embedded decoder is to have it
     */
    public @Nullable PixelBuffer load(
            PictureFormat kind, byte[] file, PictureHeader header, ThumbnailSettings settings)
            throws RejectedPictureException, InterruptedException {
        int width = header.width();
        int height = header.height();
        ResizePlan plan = ResizePlan.of(settings, width, height, header.orientation());
        boolean fills = settings.size().mode() == Resize.Mode.FILL;
        boolean whole = plan.part().width() == width && plan.part().height() == height;
        if (settings.crop() != null || !(whole || fills)) {
            return null;
        }
        ResizePlan all = fills ? covering(plan, width, height) : plan;
        VipsReduction reduction = VipsReduction.of(kind, file, all, width, height);
        if (Math.max(reduction.pixels(width, height), (long) all.width() * all.height())
                > MOST_PIXELS) {
            return null;
        }
        PixelBuffer made = careful(file, header, all, reduction);
        return made == null ? null : made.middle(plan.width(), plan.height());
    }

    /** The size that all of a picture gets whose middle is wanted. */
    private static ResizePlan covering(ResizePlan plan, int width, int height) {
        Crop part = plan.part();
        long across = Math.round((double) width * plan.width() / part.width());
        long down = Math.round((double) height * plan.height() / part.height());
        return new ResizePlan(
                new Crop(0, 0, width, height),
                Math.clamp(across, plan.width(), Integer.MAX_VALUE),
                Math.clamp(down, plan.height(), Integer.MAX_VALUE));
    }

    private @Nullable PixelBuffer careful(
            byte[] file, PictureHeader header, ResizePlan plan, VipsReduction reduction)
            throws InterruptedException {
        CALLS.readLock().lock();
        try {
            PixelBuffer made = thumbnail(file, header, plan, reduction);
            if (!library.complains()) {
                return made;
            }
        } finally {
            CALLS.readLock().unlock();
        }
        CALLS.writeLock().lock();
        try {
            library.forgetComplaints();
            PixelBuffer made = thumbnail(file, header, plan, reduction);
            boolean bad = library.complains();
            return bad ? null : made;
        } finally {
            library.forgetComplaints();
            CALLS.writeLock().unlock();
        }
    }

    private @Nullable PixelBuffer thumbnail(
            byte[] file, PictureHeader header, ResizePlan plan, VipsReduction reduction)
            throws InterruptedException {
        long image = 0;
        try (Arena arena = Arena.ofConfined()) {
            image =
                    library.load(
                            arena.allocateFrom(JAVA_BYTE, file),
                            arena.allocateFrom(
                                    "["
                                            + reduction.option()
                                            + "access=sequential,fail_on=warning]"));
            PixelFormat format = image == 0 ? null : format(image, header);
            if (format == null) {
                return null;
            }
            if (lowers(image, plan, format)) {
                return lowered(image, arena.allocate(JAVA_LONG), plan, format);
            }
            try (VipsRows rows = new VipsRows(library, image, format)) {
                return PixelScaler.scale(rows, plan, header.width(), header.height());
            }
        } catch (VipsRows.Unreadable refused) {
            return null;
        } finally {
            library.release(image);
        }
    }

    /** Whether libvips makes it lower: in much steeper reductions its results are too dark. */
    private boolean lowers(long image, ResizePlan plan, PixelFormat format) {
        int height = library.height(image);
        return format.depth() == 8
                && !format.hasAlpha()
                && format.bands() != 4
                && plan.width() <= library.width(image)
                && plan.height() <= height
                && height <= (long) plan.height() * STEEPEST;
    }

    /** What the pixels of an image mean; null if the embedded decoder is to have it. */
    private @Nullable PixelFormat format(long image, PictureHeader header) {
        PixelFormat.Model model = library.model(image);
        int depth = library.depth(image);
        int bands = library.bands(image);
        if (model == null || depth == 0 || bands < model.colours || bands > model.colours + 1) {
            return null;
        }
        return new PixelFormat(
                model,
                bands == model.colours ? PixelFormat.Alpha.NONE : PixelFormat.Alpha.PREMULTIPLIED,
                ColourProfiles.space(header.profile(), model),
                depth,
                header.orientation());
    }

    /** Made lower by libvips, then narrower here. */
    private @Nullable PixelBuffer lowered(
            long image, MemorySegment place, ResizePlan plan, PixelFormat format)
            throws InterruptedException {
        long pixels = 0;
        long whole = 0;
        try {
            // All of it at once, or a reduction might leave out a last row that is not there.
            pixels = library.pixels(image);
            whole = pixels == 0 ? 0 : library.image(pixels, image);
            if (whole == 0) {
                return null;
            }
            int width = library.width(image);
            double times = (double) library.height(image) / plan.height();
            if (library.lower(whole, place, times) != 0) {
                return null;
            }
            byte[] lower = stored(place.get(JAVA_LONG, 0), width, plan.height(), format.bands());
            if (lower == null) {
                return null;
            }
            byte[] narrow =
                    width == plan.width()
                            ? lower
                            : new LanczosScaler(width, plan.width()).apply(lower, format.bands());
            return new PixelBuffer(plan.width(), plan.height(), format, narrow);
        } finally {
            library.release(whole);
            library.free(pixels);
        }
    }

    /** The pixels of an image, which is given back. */
    private byte @Nullable [] stored(long image, int width, int height, int bands)
            throws InterruptedException {
        long pixels = 0;
        try {
            boolean fits =
                    library.bands(image) == bands
                            && library.depth(image) == 8
                            && library.width(image) == width
                            && library.height(image) == height;
            pixels = fits ? library.pixels(image) : 0;
            return pixels == 0 ? null : VipsLibrary.bytes(pixels, (long) width * height * bands);
        } finally {
            library.free(pixels);
            library.release(image);
        }
    }

    /** A file of the samples, without metadata; null if libvips cannot. */
    public byte @Nullable [] save(PixelBuffer picture, PictureEncoding encoding)
            throws RejectedPictureException {
        PixelBuffer shown = encoding.keepsAlpha() ? picture.straight() : picture.onWhite();
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
                ? WebpStructure.plain(file)
                : file;
    }
}
