package dev.hocket.jobs.exec.process;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The C library's functions, all called through one handle.
 *
 * <p>Making a handle costs several milliseconds at start-up, and a handle per function would cost
 * them again for each shape. So there is a single one, which takes the function's address and six
 * integers: on x86-64 and aarch64 Linux integers and pointers alike are passed in the same
 * registers, what a function does not take is ignored, and only the width of what it returns has to
 * be minded. The error number is captured with each call.
 */
@SuppressWarnings("restricted")
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
    private static final MethodHandle CALL =
            LINKER.downcallHandle(
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                            JAVA_LONG),
                    Linker.Option.captureCallState("errno"));

    private Libc() {}

    /**
     * The function of that name.
     *
     * @throws UnsupportedOperationException if this C library has none
     */
    static MemorySegment function(String name) {
        return SYMBOLS.find(name)
                .orElseThrow(
                        () -> new UnsupportedOperationException("this C library has no " + name));
    }

    /** Calls {@code function}; what it returns is an int. */
    static int call(MemorySegment function, MemorySegment errno, long a, long b, long c) {
        return (int) call(function, errno, a, b, c, 0, 0, 0);
    }

    /** Calls {@code function} with all six registers, the unused ones 0. */
    static long call(
            MemorySegment function,
            MemorySegment errno,
            long a,
            long b,
            long c,
            long d,
            long e,
            long f) {
        try {
            return (long) CALL.invokeExact(function, errno, a, b, c, d, e, f);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
