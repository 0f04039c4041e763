package dev.hocket.check;

/** What a thread that waits needs of the threads that an edge of the wait-for graph leads to. */
public enum WaitKind {
    /** They hold what it waits for; where there are none, it can only be signalled. */
    HELD,
    /** They have to end. */
    THREAD_END,
    /** The task that it waits for is in the queue of their pool. */
    QUEUED_TASK,
    /** They run the task that it waits for. */
    RUNNING_TASK
}
