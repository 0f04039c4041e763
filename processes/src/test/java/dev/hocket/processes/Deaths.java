package dev.hocket.processes;

import dev.hocket.Task;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** Ways to kill the process that runs a task. */
enum Deaths implements Task<Long, Long> {
    EXIT {
        @Override
        void die() {
            System.exit(7);
        }
    },
    HALT {
        @Override
        void die() {
            System.err.println("about to halt");
            Runtime.getRuntime().halt(9);
        }
    },
    SIGKILL {
        @Override
        void die() throws IOException, InterruptedException {
            int _ =
                    new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid()))
                            .start()
                            .waitFor();
            Thread.sleep(60_000); // until it comes
        }
    },
    NULL_POINTER {
        @Override
        @SuppressWarnings("restricted")
        void die() {
            MemorySegment.ofAddress(8).reinterpret(8).set(ValueLayout.JAVA_LONG, 0, 1);
        }
    },
    /** The C library's parser of regular expressions calls itself for each bracket. */
    NATIVE_STACK {
        @Override
        @SuppressWarnings("restricted")
        void die() {
            Linker linker = Linker.nativeLinker();
            try (Arena arena = Arena.ofConfined()) {
                MethodHandle compile =
                        linker.downcallHandle(
                                linker.defaultLookup().findOrThrow("regcomp"),
                                FunctionDescriptor.of(
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.ADDRESS,
                                        ValueLayout.ADDRESS,
                                        ValueLayout.JAVA_INT));
                MemorySegment pattern = arena.allocateFrom("(".repeat(1 << 20));
                int extended = 1;
                int _ = (int) compile.invokeExact(arena.allocate(256), pattern, extended);
            } catch (Throwable unexpected) {
                throw new AssertionError(unexpected);
            }
        }
    };

    /** The input that kills. */
    static final long GUILTY = 500;

    abstract void die() throws IOException, InterruptedException;

    @Override
    public Long run(Long input) throws IOException, InterruptedException {
        if (input == GUILTY) {
            die();
        }
        return input;
    }

    /** Fills the heap. */
    static long fill() {
        List<long[]> all = new ArrayList<>();
        while (true) {
            all.add(new long[1 << 18]);
            if (all.size() < 0) {
                return all.size();
            }
        }
    }
}
