package dev.hocket.engine.auto;

/**
 * The measurement of one engine and width.
 *
 * @param rate inputs per second
 * @param taskNanos the time of one task
 * @param busyLanes how many lanes were busy on average
 * @param demand the share of their busy time in which lanes used a core or waited for one; -1 if
 *     unknown
 */
record WidthSample(
        LaneKind kind, int width, double rate, double taskNanos, double busyLanes, double demand) {

    /** Whether lanes lacked work, so that more of them are of no use. */
    boolean idle() {
        return busyLanes < 0.6 * width;
    }
}
