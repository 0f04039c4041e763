package dev.hocket.engine.auto;

/**
 * What to do until the next reading.
 *
 * @param kind what lanes should run on
 * @param width how many lanes there should be
 * @param nextNanos the time until the next reading
 */
record LaneDecision(LaneKind kind, int width, long nextNanos) {}
