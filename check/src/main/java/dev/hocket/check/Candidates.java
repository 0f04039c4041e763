package dev.hocket.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The threads among which a strategy chooses, in the order of their numbers. */
final class Candidates {
    private Fiber[] fibers = new Fiber[8];
    private int size;
    private int punctual;
    @Nullable Fiber current;
    int step;

    void clear(@Nullable Fiber current, int step) {
        this.current = current;
        this.step = step;
        size = 0;
        punctual = 0;
    }

    /** Adds a thread that can go on; an early one, added last, only by letting time pass. */
    void add(Fiber fiber, boolean isEarly) {
        if (size == fibers.length) {
            fibers = Arrays.copyOf(fibers, size * 2);
        }
        fibers[size++] = fiber;
        punctual += isEarly ? 0 : 1;
    }

    /** Leaves out those that said they cannot go on usefully, if any other can; whether it did. */
    boolean preferWilling() {
        int willing = 0;
        for (int i = 0; i < size; i++) {
            willing += fibers[i].yielding ? 0 : 1;
        }
        if (willing > 0 && willing < size) {
            int kept = 0;
            int keptPunctual = 0;
            for (int i = 0; i < size; i++) {
                if (!fibers[i].yielding) {
                    keptPunctual += i < punctual ? 1 : 0;
                    fibers[kept++] = fibers[i];
                }
            }
            size = kept;
            punctual = keptPunctual;
            return true;
        }
        return false;
    }

    int size() {
        return size;
    }

    /** How many of them, the first ones, need no time to pass. */
    int punctual() {
        return punctual;
    }

    Fiber fiber(int i) {
        return fibers[i];
    }

    /** Whether the thread that ran last can go on. */
    boolean canContinue() {
        return current != null && has(current);
    }

    boolean has(Fiber fiber) {
        for (int i = 0; i < size; i++) {
            if (fibers[i] == fiber) {
                return true;
            }
        }
        return false;
    }
}
