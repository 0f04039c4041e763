package dev.hocket.engine;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How long lanes have used a core or waited for one. Linux tells both of each thread ({@code
 * /proc/self/task/ID/schedstat}); elsewhere only the use is known. Threads are known by the name
 * that all of them begin with.
 */
final class CoreDemand {
    private static final File TASKS = new File("/proc/self/task");
    private final Map<String, Boolean> lanes = new HashMap<>();
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
            if (lanes.computeIfAbsent(task, CoreDemand::isLane)) {
                sum += usedOrWanted(task);
            }
        }
        return sum;
    }

    private static boolean isLane(String task) {
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
