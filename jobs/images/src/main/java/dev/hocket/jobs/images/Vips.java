package dev.hocket.jobs.images;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Pictures read, scaled and written by libvips. What it refuses, or warns of, it leaves to the
 * embedded decoder, which says what is wrong, or finds that nothing is. So this never fails.
 *
 * <p>Left out are formats that are rare, pictures of inks, and progressive JPEG, of which libjpeg
 * does not tell that scans are missing.
 */
final class Vips {
    private static final int FORCE = 3;
    private static final int SHRINK_OR_ENLARGE = 0;
    private static final int CENTRE = 1;
    private static final int GREY = 1;
    private static final int SRGB = 22;
    private static final int BYTES = 0;

    /**
     * libvips collects what it complains of in one place for all threads, and of the end of a
     * picture it says nothing elsewhere. So whoever finds a complaint after a call, which may be
     * another's, calls again with nobody beside him: that one counts. What the others make of their
     * pictures does not depend on it.
     */
    private static final ReentrantReadWriteLock CALLS = new ReentrantReadWriteLock();

    private final VipsLibrary library;

    private Vips(VipsLibrary library) {
        this.library = library;
    }

    /** The one of this machine; null if it is not installed or may not be called. */
    static @Nullable Vips installed() {
        VipsLibrary library = VipsLibrary.INSTALLED;
        return library == null ? null : new Vips(library);
    }

    /**
     * A picture, whole as far as its structure shows, at the size of its result, upright and in
     * sRGB or grey.
     *
     * @param width its width as it is stored
     * @param height its height
     * @return null if the embedded decoder is to have it
     */
    @Nullable Samples load(
            byte[] file, ThumbnailSettings settings, Orientation orientation, int width, int height)
            throws Damage {
        Layout layout = Layout.of(settings, width, height, orientation);
        boolean fills = settings.size().mode() == Resize.Mode.FILL;
        boolean whole = layout.part().width() == width && layout.part().height() == height;
        if (settings.crop() != null || !(whole || fills)) {
            return null;
        }
        Samples stored;
        CALLS.readLock().lock();
        try {
            stored = thumbnail(file, layout, fills);
            if (!library.complains()) {
                return stored == null ? null : orientation.apply(stored);
            }
        } finally {
            CALLS.readLock().unlock();
        }
        CALLS.writeLock().lock();
        try {
            library.forgetComplaints();
            stored = thumbnail(file, layout, fills);
            boolean bad = library.complains();
            library.forgetComplaints();
            return stored == null || bad ? null : orientation.apply(stored);
        } finally {
            CALLS.writeLock().unlock();
        }
    }

    private @Nullable Samples thumbnail(byte[] file, Layout layout, boolean fills) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, file);
            MemorySegment place = arena.allocate(ADDRESS);
            int failed =
                    (int)
                            library.thumbnail.invokeExact(
                                    bytes,
                                    (long) file.length,
                                    place,
                                    layout.width(),
                                    library.height,
                                    layout.height(),
                                    library.noRotate,
                                    1,
                                    library.size,
                                    fills ? SHRINK_OR_ENLARGE : FORCE,
                                    library.crop,
                                    fills ? CENTRE : 0,
                                    library.options,
                                    library.failOnWarning,
                                    MemorySegment.NULL);
            return failed != 0
                    ? null
                    : pixels(library.takeObject(place), layout.width(), layout.height(), arena);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("libvips cannot be called", e);
        }
    }

    private @Nullable Samples pixels(MemorySegment thumbnail, int width, int height, Arena arena)
            throws Throwable {
        MemorySegment place = arena.allocate(ADDRESS);
        MemorySegment length = arena.allocate(JAVA_LONG);
        MemorySegment data = MemorySegment.NULL;
        MemorySegment image = MemorySegment.NULL;
        try {
            int bands = (int) library.bands.invokeExact(thumbnail);
            int failed =
                    (int)
                            library.colourSpace.invokeExact(
                                    thumbnail, place, bands < 3 ? GREY : SRGB, MemorySegment.NULL);
            if (failed == 0) {
                image = library.takeObject(place);
                data = (MemorySegment) library.toMemory.invokeExact(image, length);
            }
            long expected = (long) width * height * bands;
            if (data.equals(MemorySegment.NULL)
                    || bands > 4
                    || length.get(JAVA_LONG, 0) != expected) {
                return null;
            }
            byte[] pixels = VipsLibrary.bytes(data, expected);
            return new Samples(width, height, bands, bands == 2 || bands == 4, pixels);
        } finally {
            library.release(data, image, thumbnail);
        }
    }

    /** A file of the samples, without metadata; null if libvips cannot. */
    byte @Nullable [] save(Samples picture, Encoding encoding) {
        Samples shown = encoding.keepsAlpha() ? picture : picture.onWhite();
        int quality = Math.clamp(Math.round(encoding.quality() * 100), 1, 100);
        CALLS.readLock().lock();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pixels = arena.allocateFrom(JAVA_BYTE, shown.data());
            MemorySegment image =
                    (MemorySegment)
                            library.fromMemory.invokeExact(
                                    pixels,
                                    pixels.byteSize(),
                                    shown.width(),
                                    shown.height(),
                                    shown.bands(),
                                    BYTES);
            return image.equals(MemorySegment.NULL)
                    ? null
                    : write(image, encoding.format(), quality, arena);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("libvips cannot be called", e);
        } finally {
            CALLS.readLock().unlock();
        }
    }

    private byte @Nullable [] write(
            MemorySegment image, Encoding.Format format, int quality, Arena arena)
            throws Throwable {
        MemorySegment place = arena.allocate(ADDRESS);
        MemorySegment length = arena.allocate(JAVA_LONG);
        try {
            MethodHandle save =
                    switch (format) {
                        case JPEG -> library.saveJpeg;
                        case PNG -> library.savePng;
                        case WEBP -> library.saveWebp;
                    };
            int failed =
                    (int)
                            save.invokeExact(
                                    image,
                                    place,
                                    length,
                                    library.strip,
                                    1,
                                    library.quality, // for PNG that of palettes, which are not made
                                    quality,
                                    MemorySegment.NULL);
            if (failed != 0) {
                return null;
            }
            MemorySegment data = place.get(ADDRESS, 0);
            byte[] bytes = VipsLibrary.bytes(data, length.get(JAVA_LONG, 0));
            library.free.invokeExact(data);
            return format == Encoding.Format.WEBP ? WebpStructure.withoutExif(bytes) : bytes;
        } finally {
            library.release(MemorySegment.NULL, image);
        }
    }

    /** What the functions that are called take and give. */
    static final class Shapes {
        static final FunctionDescriptor THUMBNAIL =
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT)
                        .appendArgumentLayouts(ADDRESS, JAVA_INT) // height
                        .appendArgumentLayouts(ADDRESS, JAVA_INT) // no_rotate
                        .appendArgumentLayouts(ADDRESS, JAVA_INT) // size
                        .appendArgumentLayouts(ADDRESS, JAVA_INT) // crop
                        .appendArgumentLayouts(ADDRESS, ADDRESS) // option_string
                        .appendArgumentLayouts(ADDRESS);
        static final FunctionDescriptor COLOUR_SPACE =
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
        static final FunctionDescriptor FROM_MEMORY =
                FunctionDescriptor.of(
                        ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
        static final FunctionDescriptor SAVE =
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS)
                        .appendArgumentLayouts(ADDRESS, JAVA_INT) // strip
                        .appendArgumentLayouts(ADDRESS, JAVA_INT) // Q
                        .appendArgumentLayouts(ADDRESS);

        private Shapes() {}
    }
}
