package dev.hocket.queue.store;

import dev.hocket.queue.Submission;

/**
 * A job to store.
 *
 * @param name the name of the job
 * @param payload its input
 * @param how when and where it is to run
 */
@SuppressWarnings("ArrayRecordComponent") // payloads are compared by nobody
public record NewJob(String name, byte[] payload, Submission how) {}
