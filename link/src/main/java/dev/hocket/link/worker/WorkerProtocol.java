package dev.hocket.link.worker;

/**
 * The protocol between parent and worker.
 *
 * <p>On the link, the parent sends {@link #TASK}, once for each run, then {@link #BATCH}es of
 * inputs. The number of an attempt is unique for its worker, and the numbers of a batch are
 * consecutive. The worker sends {@link #READY} once, then one or more {@link #RESULTS} for each
 * batch, in the order of the attempts; the last one ends with {@link #END}. It may send {@link
 * #LOG} at any time in between.
 *
 * <p>The worker's standard input is a second channel from the parent, for commands that cannot wait
 * until a task has ended: {@link #STOP}, {@link #HOLD} or {@link #FAREWELL}. When it ends, the
 * parent has ended, and the worker ends at once, however busy it is.
 */
public final class WorkerProtocol {
    public static final int VERSION = 3;

    /** Number of the task; its class path; the task. */
    static final byte TASK = 1;

    /** Number of the task, number of the first attempt, whether to time each; {@link #ITEM}s. */
    public static final byte BATCH = 2;

    /** Version. */
    public static final byte READY = 3;

    /** Number of the first attempt; then ends, until {@link #END} or {@link #PAUSE}. */
    public static final byte RESULTS = 4;

    /** A {@link WorkerLogRecord}. */
    public static final byte LOG = 5;

    /** Number of a task of which no batch comes any more: what it has opened is to be closed. */
    public static final byte FORGET = 6;

    // Within a batch.

    /** An input follows. */
    public static final byte ITEM = 1;

    // Within results; each end has its time first, in nanoseconds, 0 where it was not timed.

    /** The batch is over; its time follows. */
    public static final byte END = 0;

    /** An output follows. */
    public static final byte DONE = 1;

    /** What was thrown follows, as text and as a value. */
    public static final byte THREW = 2;

    /** The batch continues in a later message. */
    public static final byte PAUSE = 3;

    /** This attempt and those after it were not started, as they were stopped. */
    public static final byte SKIPPED = 4;

    /** As {@link #END}, and the worker should be replaced: it ran out of memory. */
    public static final byte END_OF_WORKER = 5;

    // On standard input.

    /** A number follows: attempts below it are to stop. */
    public static final byte STOP = 'S';

    /** A number follows: attempts below it are not to be begun any more. */
    public static final byte HOLD = 'H';

    /** A number follows that means nothing: the link ends next, and the worker ends itself. */
    public static final byte FAREWELL = 'F';

    private WorkerProtocol() {}
}
