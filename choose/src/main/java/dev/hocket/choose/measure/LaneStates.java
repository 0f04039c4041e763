package dev.hocket.choose.measure;

/**
 * What lanes were seen doing inside the task, as shares of the times they were looked at.
 *
 * @param looks how often a lane was seen inside the task
 * @param running ready to run or running; also inside a blocking call of the system
 * @param locked at a lock that another thread holds
 * @param waiting asleep or waiting for something else
 * @param lockedAt where in the user's code most of them were seen at a lock; empty if none was
 * @param waitingAt where in the user's code most of them were seen waiting; empty if none was
 */
public record LaneStates(
        int looks,
        double running,
        double locked,
        double waiting,
        String lockedAt,
        String waitingAt) {

    /** Nobody looked: the tasks are too short, or no engine could. */
    public static final LaneStates NOTHING = new LaneStates(0, 0, 0, 0, "", "");
}
