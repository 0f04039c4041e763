package dev.hocket.processes;

import dev.hocket.Job;
import dev.hocket.RefusedException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A run's task, ready to be sent to workers.
 *
 * @param number what workers know it by
 * @param path where its classes are, beyond the class path of this process
 * @param task the task itself
 * @param loader finds the classes of its outputs
 */
record TaskForm(long number, List<String> path, Values.Ready task, ClassLoader loader) {
    private static final AtomicLong NUMBERS = new AtomicLong();

    /**
     * Serializes a job's task.
     *
     * @throws RefusedException if it cannot be
     */
    static TaskForm of(Job<?, ?> job, Values values) {
        Object task = job.task();
        ClassLoader loader = task.getClass().getClassLoader();
        try {
            return new TaskForm(
                    NUMBERS.incrementAndGet(),
                    path(loader),
                    values.ready(task),
                    loader == null ? ClassLoader.getSystemClassLoader() : loader);
        } catch (IOException failed) {
            throw new RefusedException(
                    "the task of '%s' cannot be sent to the workers of the engine %s: %s"
                            .formatted(job.name(), Processes.NAME, failed.getMessage()));
        }
    }

    /** Tells a worker about it. */
    void send(WireOut out, Values values) throws IOException {
        out.put(Protocol.TASK).putLong(number).putInt(path.size());
        for (String each : path) {
            values.write(out, new Values.Ready(each, null));
        }
        values.write(out, task);
        out.end();
    }

    /** What a loader between the task and the class path of this process has. */
    private static List<String> path(ClassLoader loader) {
        return loader instanceof URLClassLoader folders
                ? Arrays.stream(folders.getURLs()).map(URL::toString).toList()
                : List.of();
    }
}
