package dev.hocket.queue.work;

import dev.hocket.queue.store.Registration;
import java.util.List;
import java.util.Map;

/**
 * How a worker works.
 *
 * @param queues the queues it serves, with their weights
 * @param width how many jobs it runs at a time
 * @param drain whether it ends when there is nothing to claim
 * @param host the name of this machine
 */
public record WorkerSettings(Map<String, Integer> queues, int width, boolean drain, String host) {

    Registration registration(List<String> names) {
        return new Registration(host, ProcessHandle.current().pid(), queues, names, width);
    }
}
