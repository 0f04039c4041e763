package dev.hocket.engine.auto;

/**
 * A reading of a run at one moment: sums that only grow, and its environment.
 *
 * @param nanos the time
 * @param attempts attempts that have ended
 * @param taskNanos how long those attempts took, added up
 * @param laneNanos how long lanes have held leases, added up
 * @param demandNanos how long lanes have used a core or waited for one, added up; -1 if unknown
 */
record RunReading(
        long nanos,
        long attempts,
        long taskNanos,
        long laneNanos,
        long demandNanos,
        Around around) {

    /**
     * What is around a run.
     *
     * @param spare whether what runs just now leaves cores idle
     * @param bound so wide a run may be for what is free of the machine
     * @param boundBy what there is little of, if the bound is for that
     * @param locked the share of looks that found a lane waiting for a lock that another thread had
     * @param lock the class of such a lock
     * @param allocated bytes that all threads have allocated; -1 if unknown
     */
    record Around(
            boolean spare, int bound, String boundBy, double locked, String lock, long allocated) {}
}
