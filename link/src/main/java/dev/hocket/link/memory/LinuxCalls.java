package dev.hocket.link.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The system calls that shared memory needs and the JDK does not offer: sleeping until another
 * process reports that a word has changed (futex(2)), and freeing pages that other processes still
 * map (madvise(2)).
 */
public final class LinuxCalls {
    private static final long FUTEX_WAIT = 0;
    private static final long FUTEX_WAKE = 1;
    private static final int MADV_REMOVE = 9;
    private static final long LARGEST_PAGE = 64 << 10;
    private static final long FUTEX = futex();

    /**
     * {@code long syscall(long number, int *word, long operation, long value, timespec *, ...)}.
     */
    private static final @Nullable MethodHandle SYSCALL =
            link(
                    "syscall",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS),
                    Linker.Option.firstVariadicArg(1));

    /** {@code int madvise(void *start, size_t bytes, int advice)}. */
    private static final @Nullable MethodHandle MADVISE =
            link(
                    "madvise",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));

    private static final boolean FUTEX_WORKS = SYSCALL != null && works();

    private LinuxCalls() {}

    /** Whether this machine has futexes: Linux on x86-64 or AArch64, and nothing forbids them. */
    public static boolean hasFutex() {
        return FUTEX_WORKS;
    }

    /**
     * Sleeps while the word is {@code value}, until woken, for the time given, or for no reason.
     *
     * @param time two longs for the kernel; nobody else may use them meanwhile
     */
    public static void await(MemorySegment word, int value, long nanos, MemorySegment time) {
        long second = TimeUnit.SECONDS.toNanos(1);
        time.setAtIndex(ValueLayout.JAVA_LONG, 0, nanos / second);
        time.setAtIndex(ValueLayout.JAVA_LONG, 1, nanos % second);
        syscall(word, FUTEX_WAIT, value, time);
    }

    /** Wakes one sleeper. */
    public static void wake(MemorySegment word) {
        syscall(word, FUTEX_WAKE, 1, MemorySegment.NULL);
    }

    /**
     * Frees the pages of mapped memory, whoever maps them; whoever looks at them later sees zeros.
     * Does nothing where the system cannot.
     *
     * @param memory begins at a multiple of 4 KiB; where pages are larger, its first part may stay
     */
    public static void free(MemorySegment memory) {
        long skipped = -memory.address() & (LARGEST_PAGE - 1);
        if (!remove(memory) && skipped < memory.byteSize()) {
            remove(memory.asSlice(skipped));
        }
    }

    private static boolean remove(MemorySegment pages) {
        MethodHandle madvise = MADVISE;
        if (madvise == null) {
            return false;
        }
        try {
            return (int) madvise.invokeExact(pages, pages.byteSize(), MADV_REMOVE) == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static long syscall(
            MemorySegment word, long operation, long value, MemorySegment time) {
        MethodHandle syscall = SYSCALL;
        if (syscall == null) {
            throw new IllegalStateException("this machine has no futex");
        }
        try {
            return (long) syscall.invokeExact(FUTEX, word, operation, value, time);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean works() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment word = arena.allocate(ValueLayout.JAVA_INT);
            return syscall(word, FUTEX_WAKE, 1, MemorySegment.NULL) == 0;
        }
    }

    /** The number of the system call, which differs between architectures; -1 if not known. */
    private static long futex() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return -1;
        }
        return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> 202;
            case "aarch64" -> 98;
            default -> -1;
        };
    }

    @SuppressWarnings("restricted") // Where it is called is written what the function takes.
    private static @Nullable MethodHandle link(
            String name, FunctionDescriptor type, Linker.Option... options) {
        if (FUTEX < 0) {
            return null;
        }
        try {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup()
                    .find(name)
                    .map(found -> linker.downcallHandle(found, type, options))
                    .orElse(null);
        } catch (IllegalCallerException _) {
            return null; // Native access is denied to us.
        }
    }
}
