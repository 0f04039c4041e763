package dev.hocket.jobs.images;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of libvips that are called, and the names of its options, if it is installed. */
@SuppressWarnings("restricted") // What each function takes and gives is written in Vips.Shapes.
final class VipsLibrary {
    private static final List<String> NAMES =
            List.of("libvips.so.42", "libvips.42.dylib", "libvips-42.dll");

    /** The one of this machine; null if it is not installed or may not be called. */
    static final @Nullable VipsLibrary INSTALLED = open();

    private final SymbolLookup symbols;

    final MethodHandle thumbnail;
    final MethodHandle colourSpace;
    final MethodHandle bands;
    final MethodHandle toMemory;
    final MethodHandle fromMemory;
    final MethodHandle saveJpeg;
    final MethodHandle saveWebp;
    final MethodHandle savePng;
    final MethodHandle free;
    private final MethodHandle unref;
    private final MethodHandle errors;
    private final MethodHandle clearErrors;

    final MemorySegment height = Arena.global().allocateFrom("height");
    final MemorySegment size = Arena.global().allocateFrom("size");
    final MemorySegment crop = Arena.global().allocateFrom("crop");
    final MemorySegment noRotate = Arena.global().allocateFrom("no_rotate");
    final MemorySegment options = Arena.global().allocateFrom("option_string");
    final MemorySegment failOnWarning = Arena.global().allocateFrom("[fail_on=warning]");
    final MemorySegment strip = Arena.global().allocateFrom("strip");
    final MemorySegment quality = Arena.global().allocateFrom("Q");

    private VipsLibrary(SymbolLookup symbols) throws Throwable {
        this.symbols = symbols;
        start();
        thumbnail = function("vips_thumbnail_buffer", Vips.Shapes.THUMBNAIL, 4);
        colourSpace = function("vips_colourspace", Vips.Shapes.COLOUR_SPACE, 3);
        bands = function("vips_image_get_bands", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        toMemory =
                function(
                        "vips_image_write_to_memory",
                        FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
        fromMemory = function("vips_image_new_from_memory", Vips.Shapes.FROM_MEMORY);
        saveJpeg = function("vips_jpegsave_buffer", Vips.Shapes.SAVE, 3);
        saveWebp = function("vips_webpsave_buffer", Vips.Shapes.SAVE, 3);
        savePng = function("vips_pngsave_buffer", Vips.Shapes.SAVE, 3);
        free = function("g_free", FunctionDescriptor.ofVoid(ADDRESS));
        unref = function("g_object_unref", FunctionDescriptor.ofVoid(ADDRESS));
        errors = function("vips_error_buffer", FunctionDescriptor.of(ADDRESS));
        clearErrors = function("vips_error_clear", FunctionDescriptor.ofVoid());
    }

    private static @Nullable VipsLibrary open() {
        for (String name : NAMES) {
            try {
                return new VipsLibrary(SymbolLookup.libraryLookup(name, Arena.global()));
            } catch (IllegalCallerException denied) {
                return null;
            } catch (Throwable missing) {
                // the next name, or the embedded codec
            }
        }
        return null;
    }

    /** Lanes run side by side already, so each picture is worked on by one thread, uncached. */
    private void start() throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment quiet = arena.allocateFrom("VIPS_WARNING");
            MethodHandle setenv =
                    function(
                            "g_setenv",
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
            int _ = (int) setenv.invokeExact(quiet, arena.allocateFrom("0"), 1);
            MethodHandle init = function("vips_init", FunctionDescriptor.of(JAVA_INT, ADDRESS));
            if ((int) init.invokeExact(arena.allocateFrom("hocket")) != 0) {
                throw new IllegalStateException("vips_init failed");
            }
        }
        FunctionDescriptor number = FunctionDescriptor.ofVoid(JAVA_INT);
        function("vips_concurrency_set", number).invokeExact(1);
        function("vips_cache_set_max", number).invokeExact(0);
    }

    private MethodHandle function(String name, FunctionDescriptor shape) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), shape);
    }

    private MethodHandle function(String name, FunctionDescriptor shape, int variadic) {
        return Linker.nativeLinker()
                .downcallHandle(
                        symbols.findOrThrow(name), shape, Linker.Option.firstVariadicArg(variadic));
    }

    /** A copy of so many bytes that a function has given. */
    static byte[] bytes(MemorySegment data, long length) {
        return data.reinterpret(length).toArray(ValueLayout.JAVA_BYTE);
    }

    /** The object that a function has put into its place. */
    MemorySegment takeObject(MemorySegment place) {
        return place.get(ADDRESS, 0);
    }

    /** Gives back memory and objects, none of which need be there. */
    void release(MemorySegment memory, MemorySegment... objects) throws Throwable {
        if (!memory.equals(MemorySegment.NULL)) {
            free.invokeExact(memory);
        }
        for (MemorySegment object : objects) {
            if (!object.equals(MemorySegment.NULL)) {
                unref.invokeExact(object);
            }
        }
    }

    /** Whether there is anything that libvips has failed at or warned of, for any thread. */
    boolean complains() {
        try {
            MemorySegment text = (MemorySegment) errors.invokeExact();
            return text.reinterpret(1).get(ValueLayout.JAVA_BYTE, 0) != 0;
        } catch (Throwable e) {
            throw new IllegalStateException("libvips cannot be called", e);
        }
    }

    void forgetComplaints() {
        try {
            clearErrors.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("libvips cannot be called", e);
        }
    }
}
