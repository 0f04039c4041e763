package dev.hocket.engine.auto;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** Samples how often lanes wait for a lock that another thread holds. */
final class LockWaitSampler {
    private long seen;
    private long waiting;
    private String lock = "";

    /** Looks at the lanes that are threads. */
    void look() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread == null || !thread.getThreadName().startsWith(MixedThreads.NAME)) {
                continue;
            }
            seen++;
            LockInfo wanted = thread.getLockInfo();
            if (wanted != null && thread.getLockOwnerId() >= 0) {
                waiting++;
                lock = wanted.getClassName();
            }
        }
    }

    /** The share of the lanes seen that waited. */
    double share() {
        return seen == 0 ? 0 : (double) waiting / seen;
    }

    /** The class of the lock that was waited for last, without its package; empty for none. */
    String lock() {
        String simple = lock.substring(lock.lastIndexOf('.') + 1);
        int inner = simple.indexOf('$');
        return inner < 0 ? simple : simple.substring(0, inner);
    }
}
