package dev.hocket.examples.asyncio;

import dev.hocket.sync.Event;
import dev.hocket.sync.TaskScope;
import java.util.concurrent.ExecutionException;

/** {@code TaskGroup}: the first failure cancels the others, and all have ended after the block. */
public final class Groups {
    private Groups() {}

    static void patient(Event started) throws InterruptedException {
        try {
            started.set();
            new Event().await();
        } finally {
            System.out.println("the patient one was cancelled, and cleaned up");
        }
    }

    static void failing(Event started) throws InterruptedException {
        started.await();
        throw new IllegalStateException("out of luck");
    }

    /** Runs a group of two tasks, one of which fails. */
    public static void main(String[] args) throws Exception {
        Event started = new Event();
        try (TaskScope<Object> group = TaskScope.open()) {
            group.launch(() -> patient(started));
            group.launch(() -> failing(started));
            group.join();
        } catch (ExecutionException failed) {
            System.out.println("the group failed: " + failed.getCause());
        }
    }
}
