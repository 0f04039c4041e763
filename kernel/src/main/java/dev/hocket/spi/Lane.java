package dev.hocket.spi;

import org.jspecify.annotations.Nullable;

/**
 * One strand of an engine that runs attempts one after the other. {@link Supply#lane} creates it.
 * Any thread may call its methods.
 */
public interface Lane {

    /** The lane's name, such as {@code threads-3}. */
    String name();

    /** The lane's number in its run, from 1; 0 for the thread of a consumer. */
    int number();

    /**
     * Whether the lane was given up because its thread ignored an interruption. It must then end.
     */
    boolean lost();

    /**
     * The thread that runs the lane's attempt; {@code null} if there is no attempt, or if it waits
     * for its stage. A {@linkplain #lost() lost} lane still returns the thread that it was lost
     * with.
     */
    @Nullable Thread thread();

    /**
     * Interrupts the thread that runs the lane's lease, or cancels the stage for which it waits.
     */
    void interrupt();
}
