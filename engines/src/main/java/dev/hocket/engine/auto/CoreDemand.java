package dev.hocket.engine.auto;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How long lanes have used a core or waited for one. Linux reports both for each thread ({@code
 * /proc/self/task/ID/schedstat}); other systems report only the use. The threads are identified by
 * the prefix of their names.
 */
final class CoreDemand {
    private static final File TASKS = new File("/proc/self/task");

    /** A thread has its name only some time after its start. */
    private static final int LOOKS = 3;

    /** How often a task is still to be asked for its name; 0 if it is no lane, -1 if it is one. */
    private final Map<String, Integer> looks = new HashMap<>();

    private boolean told = TASKS.isDirectory();

    /** Added up over all threads; -1 if unknown. */
    long nanos() {
        String[] tasks = told ? TASKS.list() : null;
        if (tasks != null) {
            try {
                return usedOrWanted(tasks);
            } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
                told = false; // of this Linux
            }
        }
        return used();
    }

    private long usedOrWanted(String[] tasks) {
        long sum = 0;
        for (String task : tasks) {
            if (isLane(task)) {
                sum += usedOrWanted(task);
            }
        }
        return sum;
    }

    private boolean isLane(String task) {
        int left = looks.getOrDefault(task, LOOKS);
        if (left > 0) {
            left = isNamedLane(task) ? -1 : left - 1;
            looks.put(task, left);
        }
        return left < 0;
    }

    private static boolean isNamedLane(String task) {
        try {
            return Files.readString(file(task, "comm")).startsWith(MixedThreads.NAME);
        } catch (IOException _) {
            return false; // it has ended
        }
    }

    private static long usedOrWanted(String task) {
        try {
            String told = Files.readString(file(task, "schedstat"));
            int first = told.indexOf(' ');
            int second = told.indexOf(' ', first + 1);
            return Long.parseLong(told.substring(0, first))
                    + Long.parseLong(told.substring(first + 1, second));
        } catch (IOException _) {
            return 0; // it has ended
        }
    }

    private static Path file(String task, String name) {
        return Path.of(TASKS.getPath(), task, name);
    }

    private static long used() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (!threads.isThreadCpuTimeSupported()) {
            return -1;
        }
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith(MixedThreads.NAME)) {
                sum += Math.max(0, threads.getThreadCpuTime(id));
            }
        }
        return sum;
    }
}
