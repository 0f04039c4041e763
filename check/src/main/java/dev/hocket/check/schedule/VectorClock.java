package dev.hocket.check.schedule;

import java.util.Arrays;

/**
 * A vector clock: for each thread, how many of its epochs are known to have happened before. Its
 * room depends on the highest thread alone, so clocks that join each other do not outgrow it.
 */
public final class VectorClock {
    private int[] epochs;

    VectorClock() {
        epochs = new int[4];
    }

    int of(int thread) {
        return thread < epochs.length ? epochs[thread] : 0;
    }

    void tick(int thread) {
        reach(thread);
        epochs[thread]++;
    }

    void set(int thread, int epoch) {
        reach(thread);
        epochs[thread] = epoch;
    }

    /** Takes over what the other knows. */
    void join(VectorClock other) {
        reach(other.epochs.length - 1);
        for (int i = 0; i < other.epochs.length; i++) {
            if (other.epochs[i] > epochs[i]) {
                epochs[i] = other.epochs[i];
            }
        }
    }

    /** Any thread whose epoch here the other does not know, or -1. */
    int ahead(VectorClock other) {
        for (int i = 0; i < epochs.length; i++) {
            if (epochs[i] > other.of(i)) {
                return i;
            }
        }
        return -1;
    }

    /** For how many threads it has room. */
    int room() {
        return epochs.length;
    }

    private void reach(int thread) {
        if (thread >= epochs.length) {
            epochs = Arrays.copyOf(epochs, Integer.highestOneBit(thread) << 1);
        }
    }
}
