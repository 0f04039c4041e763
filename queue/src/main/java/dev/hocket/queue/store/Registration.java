package dev.hocket.queue.store;

import java.util.List;
import java.util.Map;

/**
 * A worker.
 *
 * @param host the name of its machine
 * @param pid the number of its process
 * @param queues the queues it serves, with their weights
 * @param names the jobs it runs
 * @param width how many it runs at a time
 */
public record Registration(
        String host, long pid, Map<String, Integer> queues, List<String> names, int width) {}
