package dev.hocket.check.strategy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The threads among which a strategy chooses, in the order of their numbers. */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class Candidates {
    private Candidate[] candidates = new Candidate[8];
    private int size;
    private int punctual;
    @Nullable Candidate current;
    int step;

    /** The schedule is fair, and time must pass now: the first one that is not punctual goes on. */
    public boolean due;

    public void clear(@Nullable Candidate current, int step) {
        this.current = current;
        this.step = step;
        size = 0;
        punctual = 0;
        due = false;
    }

    /** Adds a thread that can go on; an early one, added last, only by letting time pass. */
    public void add(Candidate candidate, boolean isEarly) {
        if (size == candidates.length) {
            candidates = Arrays.copyOf(candidates, size * 2);
        }
        candidates[size++] = candidate;
        punctual += isEarly ? 0 : 1;
    }

    /** Leaves out those that said they cannot go on usefully, if any other can; whether it did. */
    public boolean preferWilling() {
        int willing = 0;
        for (int i = 0; i < size; i++) {
            willing += candidates[i].yielding ? 0 : 1;
        }
        if (willing > 0 && willing < size) {
            int kept = 0;
            int keptPunctual = 0;
            for (int i = 0; i < size; i++) {
                if (!candidates[i].yielding) {
                    keptPunctual += i < punctual ? 1 : 0;
                    candidates[kept++] = candidates[i];
                }
            }
            size = kept;
            punctual = keptPunctual;
            return true;
        }
        return false;
    }

    public int size() {
        return size;
    }

    /** How many of them, the first ones, need no time to pass. */
    public int punctual() {
        return punctual;
    }

    Candidate get(int i) {
        return candidates[i];
    }

    boolean has(Candidate candidate) {
        for (int i = 0; i < size; i++) {
            if (candidates[i] == candidate) {
                return true;
            }
        }
        return false;
    }
}
