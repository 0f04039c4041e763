package dev.hocket.queue.store;

/**
 * A job that a worker was given.
 *
 * @param id its number
 * @param lease the number of the lease
 * @param name the name of the job
 * @param payload its input
 * @param attempt how often it was given out, this time included
 * @param suspect whether two workers have died while they held it
 */
@SuppressWarnings("ArrayRecordComponent") // payloads are compared by nobody
public record ClaimedJob(
        long id, long lease, String name, byte[] payload, int attempt, boolean suspect) {}
