package dev.hocket.queue.store;

import java.time.Duration;

/**
 * A job that a worker gives back, without an attempt counted.
 *
 * @param delay how long it is not given out again
 */
public record JobReturn(long id, long lease, Duration delay) {}
