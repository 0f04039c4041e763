package dev.hocket.spi;

import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * Which lanes of a run go on, by their numbers from 1, while their number is changed: for those who
 * write an engine. Safe for use by several threads.
 */
public final class LaneNumbers {
    private final int most;

    /** Guarded by this. */
    private final BitSet going = new BitSet();

    private volatile int target;

    /**
     * None go on yet.
     *
     * @param most the engine's width
     */
    public LaneNumbers(int most) {
        this.most = most;
    }

    /** How many lanes there are to be. */
    public int target() {
        return target;
    }

    /**
     * Changes how many lanes there are to be.
     *
     * @param lanes how many, at most the engine's width
     * @param start starts a lane that does not go on, by its number; called one after the other
     * @return how many there are to be now
     * @throws IllegalArgumentException if there are to be none
     */
    public synchronized int width(int lanes, IntConsumer start) {
        if (lanes < 1) {
            throw new IllegalArgumentException("width " + lanes + ": must be at least 1");
        }
        target = Math.min(lanes, most);
        for (int i = going.nextClearBit(1); i <= target; i = going.nextClearBit(i)) {
            going.set(i);
            start.accept(i);
        }
        return target;
    }

    /**
     * A lane cannot go on, whatever there are to be: it does not, unless it is the last. It may be
     * started again.
     *
     * @param number its number
     * @return whether it does not
     */
    public synchronized boolean retires(int number) {
        if (going.cardinality() < 2) {
            return false;
        }
        going.clear(number);
        return true;
    }

    /**
     * Whether a lane is to end, as there are to be fewer. It does not go on then.
     *
     * @param number its number
     */
    public boolean leaves(int number) {
        if (number <= target) {
            return false;
        }
        synchronized (this) {
            if (number <= target) {
                return false;
            }
            going.clear(number);
            return true;
        }
    }
}
