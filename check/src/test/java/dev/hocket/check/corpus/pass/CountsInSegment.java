package dev.hocket.check.corpus.pass;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/** They add at once. */
public final class CountsInSegment {
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

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
        int before = (int) INT.getAndAdd(count, 0L, 1);
        if (before > 1) {
            throw new AssertionError("counted " + before);
        }
    }

    private CountsInSegment() {}
}
