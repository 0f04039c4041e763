package dev.hocket.testkit;

import java.util.Set;
import java.util.stream.Collectors;

/** What is left of work that has ended. */
final class LeftBehind {
    private LeftBehind() {}

    /** All that is alive but those that the JVM and the tests keep for themselves. */
    static Set<Thread> platformThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        !thread.getName().startsWith("ForkJoinPool-1-worker-")) // carriers
                .filter(thread -> !thread.getName().equals("hocket-aside"))
                .collect(Collectors.toSet());
    }

    /** Waits until no platform thread is left beyond those, and no virtual one runs our code. */
    static void awaitNoThreads(Set<Thread> before) {
        BoundedWait.until(
                "the end of platform threads beyond " + before.size(),
                () -> platformThreads().stream().allMatch(before::contains));
        BoundedWait.until(
                "the end of virtual threads", () -> !BoundedWait.threads().contains(" virtual"));
    }

    /** The bytes of the heap in use after a collection, in the least of a few tries. */
    static long heapInUse() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
