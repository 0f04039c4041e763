package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Two threads count in memory outside of the heap. */
@Bug(
        kinds = {FAILURE},
        switches = 2)
public final class CountsInSegment {
    public static void test() throws InterruptedException {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
            Thread other = new Thread(() -> add(count), "other");
            other.start();
            add(count);
            other.join();
            if (count.get(ValueLayout.JAVA_INT, 0) != 2) {
                throw new AssertionError("lost an update");
            }
        }
    }

    private static void add(MemorySegment count) {
        count.set(ValueLayout.JAVA_INT, 0, count.get(ValueLayout.JAVA_INT, 0) + 1);
    }

    private CountsInSegment() {}
}
