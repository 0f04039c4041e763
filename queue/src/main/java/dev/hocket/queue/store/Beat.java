package dev.hocket.queue.store;

import java.util.List;

/**
 * The answer to a beat.
 *
 * @param forgotten whether the worker was taken for dead; it must register again
 * @param lost the jobs whose leases the worker no longer has
 * @param cancelled the jobs it holds that are to be cancelled
 * @param unserved names of jobs that wait in its queues and that it does not run
 */
public record Beat(
        boolean forgotten, List<Long> lost, List<Long> cancelled, List<String> unserved) {}
