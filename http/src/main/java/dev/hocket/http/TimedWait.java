package dev.hocket.http;

/** Something that waits for a server, and can be made to give up. */
interface TimedWait {

    /** When the wait ends at the latest, by {@link System#nanoTime}; 0 if it does not wait. */
    long until();

    /** Ends the wait with a failure. Called by another thread than the one that waits. */
    void giveUp();
}
