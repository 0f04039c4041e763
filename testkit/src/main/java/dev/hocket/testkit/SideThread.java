package dev.hocket.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Something that runs in a separate thread while the test does something else. */
final class SideThread<T extends @Nullable Object> {
    private final FutureTask<T> result;
    private final Thread thread;

    private SideThread(Callable<T> body) {
        this.result = new FutureTask<>(body);
        this.thread = Thread.ofPlatform().daemon().name("hocket-aside").unstarted(result);
    }

    static <T extends @Nullable Object> SideThread<T> start(Callable<T> body) {
        SideThread<T> aside = new SideThread<>(body);
        aside.thread.start();
        return aside;
    }

    Thread thread() {
        return thread;
    }

    boolean done() {
        return result.isDone();
    }

    /** What it gave; throws what it threw. */
    T get() throws Exception {
        return get(BoundedWait.BOUND);
    }

    /** What it gave, waited for so long at most. */
    T get(Duration bound) throws Exception {
        try {
            return result.get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw BoundedWait.lost("the side thread to end");
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw failed;
            }
        }
    }
}
