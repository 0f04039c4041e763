package dev.hocket.queue;

/** What a worker's owner is told. Called by the worker's threads; must be quick. */
public interface WorkerListener {
    /** The store does not answer; the worker tries again until it does. */
    default void storeIsGone(String why) {}

    /** The store answers again. */
    default void storeIsBack() {}

    /** A job was given back, as this worker cannot run it. */
    default void jobLeft(long id, String name, String why) {}

    /** Jobs of this name wait in this worker's queues, and no worker that lives runs them. */
    default void unserved(String name) {}

    /** Another worker has these jobs now, as this one was not heard of; they were cancelled. */
    default void leasesLost(int count) {}

    /** Outcomes were dropped, as another worker has the jobs. */
    default void outcomesDropped(int count) {}

    /** Jobs were cancelled and given back, as the grace is over. */
    default void graceIsOver(int count) {}

    /** The engine does not take jobs any more; the worker ends. */
    default void engineClosed(String why) {}
}
