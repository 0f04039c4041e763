package dev.hocket.jobs.images.vips;

import static dev.hocket.jobs.images.vips.VipsCalls.call;

import dev.hocket.jobs.images.PictureEncoding;
import dev.hocket.jobs.images.pixels.PixelBuffer;
import dev.hocket.jobs.images.pixels.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libvips that are called, if it is installed. Images and memory are addresses; 0
 * is none. A function that gives a number gives 0 if it did not fail.
 */
@SuppressWarnings("restricted") // libvips is called as its documentation says
public final class VipsLibrary {
    private static final List<String> NAMES =
            List.of("libvips.so.42", "libvips.42.dylib", "libvips-42.dll");

    private static final int GREY = 1;
    private static final int CMYK = 15;
    private static final int RGB = 17;
    private static final int SRGB = 22;
    private static final int RGB16 = 25;
    private static final int GREY16 = 26;
    private static final int BYTES = 0;
    private static final int SHORTS = 2;

    /** How many bytes a value of a property has. */
    private static final int VALUE_SIZE = 24;

    /** So many rows are computed at a time. */
    static final int STRIP = 64;

    /** The one of this machine; null if it is not installed or may not be called. */
    static final @Nullable VipsLibrary INSTALLED = open();

    private final SymbolLookup symbols;
    private final MemorySegment load;
    private final MemorySegment formatSize;
    private final MemorySegment newRegion;
    private final MemorySegment fetch;
    private final MemorySegment lower;
    private final MemorySegment bands;
    private final MemorySegment width;
    private final MemorySegment height;
    private final MemorySegment format;
    private final MemorySegment interpretation;
    private final MemorySegment fromMemory;
    private final MemorySegment interpretationType;
    private final MemorySegment initValue;
    private final MemorySegment setEnum;
    private final MemorySegment setProperty;
    private final MemorySegment saveJpeg;
    private final MemorySegment saveWebp;
    private final MemorySegment savePng;
    private final MemorySegment allocate;
    private final MemorySegment free;
    private final MemorySegment unref;
    private final MemorySegment errors;
    private final MemorySegment clearErrors;

    private final long stripOption = text("strip");
    private final long interpretationName = text("interpretation");
    private final long qualityOption = text("Q");

    private VipsLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
        load = function("vips_image_new_from_buffer");
        formatSize = function("vips_format_sizeof");
        newRegion = function("vips_region_new");
        fetch = function("vips_region_fetch");
        lower = function("vips_reducev");
        bands = function("vips_image_get_bands");
        width = function("vips_image_get_width");
        height = function("vips_image_get_height");
        format = function("vips_image_get_format");
        interpretation = function("vips_image_get_interpretation");
        fromMemory = function("vips_image_new_from_memory");
        interpretationType = function("vips_interpretation_get_type");
        initValue = function("g_value_init");
        setEnum = function("g_value_set_enum");
        setProperty = function("g_object_set_property");
        saveJpeg = function("vips_jpegsave_buffer");
        saveWebp = function("vips_webpsave_buffer");
        savePng = function("vips_pngsave_buffer");
        allocate = function("g_try_malloc");
        free = function("g_free");
        unref = function("g_object_unref");
        errors = function("vips_error_buffer");
        clearErrors = function("vips_error_clear");
        start();
    }

    private static @Nullable VipsLibrary open() {
        Thread.ofPlatform().daemon().name("hocket-libvips").start(VipsCalls::prepare);
        for (String name : NAMES) {
            try {
                return new VipsLibrary(SymbolLookup.libraryLookup(name, Arena.global()));
            } catch (IllegalCallerException denied) {
                return null;
            } catch (RuntimeException | LinkageError missing) {
                // the next name, or the embedded codec
            }
        }
        return null;
    }

    /** Lanes run side by side already, so each picture is worked on by one thread, uncached. */
    private void start() {
        call(function("g_setenv"), text("VIPS_WARNING"), text("0"), 1);
        if ((int) call(function("vips_init"), text("hocket")) != 0) {
            throw new IllegalStateException("vips_init failed");
        }
        call(function("vips_concurrency_set"), 1);
        call(function("vips_cache_set_max"), 0);
    }

    private MemorySegment function(String name) {
        return symbols.findOrThrow(name);
    }

    private static long text(String text) {
        return Arena.global().allocateFrom(text).address();
    }

    /** An image in a file's bytes, which are to stay until it is given back. */
    long load(MemorySegment bytes, MemorySegment options) {
        return call(
                load, bytes.address(), bytes.byteSize(), options.address(), 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Makes an image that is lower by this many times. */
    int lower(long image, MemorySegment place, double times) {
        return (int) call(lower, image, place.address(), times);
    }

    int bands(long image) {
        return (int) call(bands, image);
    }

    int width(long image) {
        return (int) call(width, image);
    }

    int height(long image) {
        return (int) call(height, image);
    }

    /** How many bits a sample has; 0 if it is not of 8 or 16, without a sign. */
    int depth(long image) {
        return switch ((int) call(format, image)) {
            case BYTES -> 8;
            case SHORTS -> 16;
            default -> 0;
        };
    }

    /** The colours of an image; null if they are of another model than those that are known. */
    PixelFormat.@Nullable Model model(long image) {
        return switch ((int) call(interpretation, image)) {
            case GREY, GREY16 -> PixelFormat.Model.GREY;
            case RGB, SRGB, RGB16 -> PixelFormat.Model.RGB;
            case CMYK -> PixelFormat.Model.CMYK;
            default -> null;
        };
    }

    /** What computes parts of an image, to be released; 0 if it cannot. */
    long region(long image) {
        return call(newRegion, image);
    }

    /** The address of a strip's pixels, to be freed; 0 if it cannot be computed. */
    long strip(long region, int y, int width, int rows, long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
            long strip = call(fetch, region, 0, y, width, rows, length.address());
            if (strip != 0 && length.get(ValueLayout.JAVA_LONG, 0) != bytes) {
                free(strip);
                return 0;
            }
            return strip;
        }
    }

    /**
     * Has the pixels of an image computed, strip by strip on this thread, from the top. libvips'
     * own ways to do so hand each strip to another thread.
     *
     * @return their address, to be freed; 0 if it cannot
     */
    long pixels(long image) throws InterruptedException {
        int width = width(image);
        long row = call(formatSize, call(format, image)) * bands(image) * width;
        int rows = height(image);
        long region = region(image);
        long all = region == 0 ? 0 : call(allocate, row * rows);
        try {
            for (int y = 0; all != 0 && y < rows; y += STRIP) {
                if (Thread.interrupted()) {
                    free(all);
                    throw new InterruptedException("interrupted while an image was decoded");
                }
                int high = Math.min(STRIP, rows - y);
                long strip = strip(region, y, width, high, row * high);
                if (strip == 0) {
                    free(all);
                    all = 0;
                } else {
                    memory(all + row * y, row * high).copyFrom(memory(strip, row * high));
                    free(strip);
                }
            }
        } finally {
            release(region);
        }
        return all;
    }

    /** An image of such pixels, which are to stay until it is given back. */
    long image(long pixels, long like) {
        int as = (int) call(format, like);
        long size = call(formatSize, as) * bands(like) * width(like) * height(like);
        return call(fromMemory, pixels, size, width(like), height(like), bands(like), as);
    }

    /**
     * An image of the samples, which are to stay until it is given back. Pixels in memory mean
     * nothing to libvips, so that it is told what they are.
     */
    long image(MemorySegment pixels, PixelBuffer picture) {
        long image =
                call(
                        fromMemory,
                        pixels.address(),
                        pixels.byteSize(),
                        picture.width(),
                        picture.height(),
                        picture.bands(),
                        BYTES);
        if (image != 0) {
            interpret(image, picture.colours() == 1 ? GREY : SRGB);
        }
        return image;
    }

    private void interpret(long image, int meaning) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(VALUE_SIZE, ValueLayout.JAVA_LONG.byteSize());
            call(initValue, value.address(), call(interpretationType), 0);
            call(setEnum, value.address(), meaning, 0);
            call(setProperty, image, interpretationName, value.address());
        }
    }

    /** A file of an image, without metadata; null if it cannot. */
    byte @Nullable [] save(long image, PictureEncoding.Format as, int quality) {
        MemorySegment function =
                switch (as) {
                    case JPEG -> saveJpeg;
                    case PNG -> savePng;
                    case WEBP -> saveWebp;
                };
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment place = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
            int failed =
                    (int)
                            call(
                                    function,
                                    image,
                                    place.address(),
                                    length.address(),
                                    stripOption,
                                    1,
                                    qualityOption, // for PNG that of palettes, which are not made
                                    quality,
                                    0,
                                    0,
                                    0,
                                    0);
            if (failed != 0) {
                return null;
            }
            long data = place.get(ValueLayout.JAVA_LONG, 0);
            byte[] file = bytes(data, length.get(ValueLayout.JAVA_LONG, 0));
            call(free, data);
            return file;
        }
    }

    static byte[] bytes(long data, long length) {
        return memory(data, length).toArray(ValueLayout.JAVA_BYTE);
    }

    static MemorySegment memory(long address, long length) {
        return MemorySegment.ofAddress(address).reinterpret(length);
    }

    void free(long memory) {
        call(free, memory);
    }

    /** Gives back images, none of which need be there. */
    void release(long... images) {
        for (long image : images) {
            if (image != 0) {
                call(unref, image);
            }
        }
    }

    /** Whether there is anything that libvips has failed at or warned of, for any thread. */
    boolean complains() {
        MemorySegment text = MemorySegment.ofAddress(call(errors)).reinterpret(1);
        return text.get(ValueLayout.JAVA_BYTE, 0) != 0;
    }

    void forgetComplaints() {
        call(clearErrors);
    }
}
