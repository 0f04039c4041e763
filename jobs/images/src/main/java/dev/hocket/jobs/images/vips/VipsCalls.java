package dev.hocket.jobs.images.vips;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Calls of functions in C. To make a call of a new shape known to the JVM takes as long as to read
 * a picture; so there are only three shapes. All that is passed is words: numbers and addresses,
 * which the machines on which libvips runs pass alike. A function takes the first ones that it
 * wants, and what it does not want it does not see; of a result that is narrower than a word, the
 * upper part means nothing.
 */
@SuppressWarnings("restricted") // libvips is called as its documentation says
public final class VipsCalls {
    private static final int FIXED = 3;

    /** A function of up to six words. */
    private static final MethodHandle WORDS = link(6);

    /** One of three words, and options: names and values, and then a zero. */
    private static final MethodHandle OPTIONS =
            link(FIXED + 9, Linker.Option.firstVariadicArg(FIXED));

    /** One of two addresses and a number, without options. */
    private static final MethodHandle NUMBER =
            Linker.nativeLinker()
                    .downcallHandle(
                            FunctionDescriptor.of(
                                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_DOUBLE, JAVA_LONG),
                            Linker.Option.firstVariadicArg(FIXED));

    private VipsCalls() {}

    private static MethodHandle link(int words, Linker.Option... options) {
        FunctionDescriptor shape = FunctionDescriptor.of(JAVA_LONG);
        for (int i = 0; i < words; i++) {
            shape = shape.appendArgumentLayouts(JAVA_LONG);
        }
        return Linker.nativeLinker().downcallHandle(shape, options);
    }

    /** Makes the shapes known, which the first call would wait for. */
    static void prepare() {
        // done by the initialization of this class
    }

    static long call(MemorySegment function) {
        return call(function, 0);
    }

    static long call(MemorySegment function, long a) {
        return call(function, a, 0, 0);
    }

    static long call(MemorySegment function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    static long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) WORDS.invokeExact(function, a, b, c, d, e, f);
        } catch (Throwable wrong) {
            throw cannotBeCalled(wrong);
        }
    }

    /** With up to four options, each a name and a value; those that are left out are zeros. */
    static long call(
            MemorySegment function,
            long a,
            long b,
            long c,
            long name1,
            long value1,
            long name2,
            long value2,
            long name3,
            long value3,
            long name4,
            long value4) {
        try {
            return (long)
                    OPTIONS.invokeExact(
                            function, a, b, c, name1, value1, name2, value2, name3, value3, name4,
                            value4, 0L);
        } catch (Throwable wrong) {
            throw cannotBeCalled(wrong);
        }
    }

    static long call(MemorySegment function, long a, long b, double number) {
        try {
            return (long) NUMBER.invokeExact(function, a, b, number, 0L);
        } catch (Throwable wrong) {
            throw cannotBeCalled(wrong);
        }
    }

    private static RuntimeException cannotBeCalled(Throwable wrong) {
        return wrong instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("libvips cannot be called", wrong);
    }
}
