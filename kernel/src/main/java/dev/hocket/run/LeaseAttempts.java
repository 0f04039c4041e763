package dev.hocket.run;

/**
 * A way in which attempts go through a lease: {@link LocalAttempts} on the lane's own thread,
 * {@link AsyncAttempts} in flight, {@link RemoteAttempts} elsewhere, as their engine reports them.
 * Each hands the lease in when its last attempt has ended, unless the watchdog has given it up.
 */
sealed interface LeaseAttempts permits AsyncAttempts, LocalAttempts, RemoteAttempts {

    /** A lane takes the lease, on the calling thread. Throws nothing. */
    void take(RunLane lane);
}
