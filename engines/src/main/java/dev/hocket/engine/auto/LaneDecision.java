package dev.hocket.engine.auto;

/**
 * What to do until the next look.
 *
 * @param kind what lanes are to run on
 * @param width how many there are to be
 * @param nextNanos in what time to look again
 */
record LaneDecision(LaneKind kind, int width, long nextNanos) {}
