package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/**
 * Finding a free block and marking it are atomic each for itself. After <em>allocationVector</em>
 * of the IBM benchmark (Eytani and Ur, PADTAD 2004).
 */
public final class AllocationVector {
    private static final boolean[] TAKEN = new boolean[40];

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void test() throws InterruptedException {
        Together.run(2, i -> allocate());
    }

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void with20() throws InterruptedException {
        Together.run(20, i -> allocate());
    }

    private static void allocate() {
        mark(free());
    }

    private static synchronized int free() {
        int i = 0;
        while (TAKEN[i]) {
            i++;
        }
        return i;
    }

    private static synchronized void mark(int i) {
        if (TAKEN[i]) {
            throw new IllegalStateException("block " + i + " was taken twice");
        }
        TAKEN[i] = true;
    }
}
