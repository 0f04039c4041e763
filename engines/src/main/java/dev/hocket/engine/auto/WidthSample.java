package dev.hocket.engine.auto;

/**
 * What one engine and width gave.
 *
 * @param rate inputs in a second
 * @param taskNanos how long one took
 * @param busyLanes how many lanes were at work on average
 * @param demand the share of their time at work in which lanes used a core or waited for one; -1 if
 *     unknown
 */
record WidthSample(
        LaneKind kind, int width, double rate, double taskNanos, double busyLanes, double demand) {

    /** Whether lanes lacked work, so that more of them are of no use. */
    boolean idle() {
        return busyLanes < 0.6 * width;
    }
}
