package dev.hocket.check.schedule;

import org.jspecify.annotations.Nullable;

/** How far the initialisation of a class is in one schedule. */
final class Initialisation {
    /** The thread that runs the initialiser now. */
    @Nullable Fiber owner;

    boolean done;

    /** What the initialiser threw: nobody can use the class any more. */
    @Nullable Throwable failure;
}
