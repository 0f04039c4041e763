package dev.hocket.run;

/**
 * A way to run the attempts of a lease: {@link LocalAttempts} on the lane's own thread, {@link
 * AsyncAttempts} in flight, {@link RemoteAttempts} elsewhere, as their engine reports them. Each
 * returns the lease to the run when its last attempt has ended, unless the watchdog has abandoned
 * it.
 */
sealed interface LeaseAttempts permits AsyncAttempts, LocalAttempts, RemoteAttempts {

    /** A lane takes the lease, on the calling thread. Throws nothing. */
    void take(RunLane lane);
}
