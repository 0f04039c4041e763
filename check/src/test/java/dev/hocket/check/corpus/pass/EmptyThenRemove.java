package dev.hocket.check.corpus.pass;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Looking and removing are one call. */
public final class EmptyThenRemove {
    public static void test() throws InterruptedException {
        Queue<String> jobs = new ConcurrentLinkedQueue<>(List.of("job"));
        Thread a = new Thread(() -> take(jobs), "a");
        Thread b = new Thread(() -> take(jobs), "b");
        a.start();
        b.start();
        a.join();
        b.join();
    }

    private static void take(Queue<String> jobs) {
        if (jobs.poll() == null) {
            Thread.yield();
        }
    }

    private EmptyThenRemove() {}
}
