package dev.hocket.examples.asyncio;

import dev.hocket.sync.Event;
import dev.hocket.sync.TaskScope;
import dev.hocket.sync.Until;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;

/** Cancelling a task, and work that must not be cancelled with it. */
public final class Cancelling {
    private Cancelling() {}

    static String work(Event started) throws InterruptedException {
        try {
            started.set();
            new Event().await();
            return "done";
        } catch (InterruptedException asked) {
            System.out.println("asked to end");
            throw asked;
        }
    }

    static String commit(Event go) throws InterruptedException {
        go.await();
        return "committed";
    }

    static void cancel() throws Exception {
        Event started = new Event();
        try (TaskScope<String> scope = TaskScope.open()) {
            Future<String> task = scope.fork(() -> work(started));
            started.await();
            task.cancel(true);
            scope.join();
            System.out.println("cancelled: " + task.isCancelled());
        }
    }

    static void shield() throws Exception {
        Event go = new Event();
        try (TaskScope<String> scope = TaskScope.open(Until.ALL_DONE)) {
            Future<String> commit = scope.forkShielded(() -> commit(go));
            Future<String> plain = scope.fork(() -> commit(new Event()));
            scope.cancel();
            try {
                scope.join();
            } catch (CancellationException cancelled) {
                System.out.println("plain: " + plain.state() + ", shielded: " + commit.state());
            }
            go.set();
            System.out.println(commit.get());
        }
    }

    static void waiterGivesUp() throws Exception {
        Event go = new Event();
        try (TaskScope<String> scope = TaskScope.open(Until.ALL_DONE)) {
            Future<String> commit = scope.fork(() -> commit(go));
            Future<String> waiter = scope.fork(() -> commit.get());
            waiter.cancel(true); // ends the waiting, not the work
            go.set();
            System.out.println(commit.get() + ", though the waiter is gone");
        }
    }

    /** Shows three cases. */
    public static void main(String[] args) throws Exception {
        cancel();
        shield();
        waiterGivesUp();
    }
}
