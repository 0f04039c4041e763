package dev.hocket.queue.store;

import java.time.Duration;

/**
 * A worker as the store knows it.
 *
 * @param silent how long ago it was heard of
 * @param holds how many jobs it holds
 */
public record KnownWorker(long id, Registration as, Duration silent, long holds) {}
