package dev.hocket.spi;

import org.jspecify.annotations.Nullable;

/**
 * One strand of an engine that runs attempts one after the other. {@link Supply#lane} makes it; its
 * methods may be called by any thread.
 */
public interface Lane {

    /** The lane's name, such as {@code threads-3}. */
    String name();

    /** Its number among the lanes of its run, from 1; 0 for the thread of a consumer. */
    int number();

    /** Whether the lane was given up: its thread ignored an interruption. It must end then. */
    boolean lost();

    /**
     * The thread that its attempt holds, or {@code null}: it runs none, or one that awaits its
     * stage. A lane that was {@linkplain #lost() lost} with its thread still says which.
     */
    @Nullable Thread thread();

    /** Interrupts the thread that runs the lane's lease, or cancels the stage that is awaited. */
    void interrupt();
}
