package dev.hocket.spi;

import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * Decides which lanes of a run continue when the number of lanes changes; lanes are numbered from
 * 1. For authors of engines. Safe for use by several threads.
 */
public final class LaneNumbers {
    private final int most;

    /** Guarded by this. */
    private final BitSet going = new BitSet();

    private volatile int target;

    /**
     * Starts with no lanes.
     *
     * @param most the engine's width
     */
    public LaneNumbers(int most) {
        this.most = most;
    }

    /** How many lanes the run should have. */
    public int target() {
        return target;
    }

    /**
     * Changes how many lanes the run should have.
     *
     * @param lanes how many; at most the engine's width
     * @param start starts the lane of a number that is not running; called one after the other
     * @return how many lanes the run should have now
     * @throws IllegalArgumentException if {@code lanes} is less than 1
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
     * Ends a lane that cannot continue, whatever the number of lanes should be, unless it is the
     * last one. It may be started again.
     *
     * @param number its number
     * @return whether it ends
     */
    public synchronized boolean retires(int number) {
        if (going.cardinality() < 2) {
            return false;
        }
        going.clear(number);
        return true;
    }

    /**
     * Whether a lane must end because the run should have fewer lanes.
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
