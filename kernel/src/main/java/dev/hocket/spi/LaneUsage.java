package dev.hocket.spi;

/**
 * How a run gets on: sums that only grow, so that what happened between two readings is their
 * difference. For engines that steer by what they measure.
 *
 * @param attempts attempts that have ended
 * @param nanos how long those attempts took, added up
 * @param laneNanos how long lanes have held leases, added up; over the time between two readings
 *     that is how many lanes were at work on average
 */
public record LaneUsage(long attempts, long nanos, long laneNanos) {}
