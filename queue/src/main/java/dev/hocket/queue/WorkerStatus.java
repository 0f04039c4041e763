package dev.hocket.queue;

import java.time.Duration;
import java.util.List;

/**
 * A worker that was heard of lately.
 *
 * @param jobs the names of the jobs that it runs
 * @param width how many it runs at a time
 * @param holds how many it holds now
 * @param silent how long ago it was heard of
 */
public record WorkerStatus(
        String host,
        long pid,
        List<String> queues,
        List<String> jobs,
        int width,
        long holds,
        Duration silent) {}
