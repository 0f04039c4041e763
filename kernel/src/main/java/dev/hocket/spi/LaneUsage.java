package dev.hocket.spi;

/**
 * The progress of a run as sums that only grow; the difference of two readings is what happened in
 * between. For engines that adapt to their measurements.
 *
 * @param attempts attempts that have ended
 * @param nanos the total time of these attempts
 * @param laneNanos the total time for which lanes have held leases; divided by the time between two
 *     readings, it is the average number of busy lanes
 */
public record LaneUsage(long attempts, long nanos, long laneNanos) {}
