package dev.hocket.examples.asyncio;

import dev.hocket.sync.TaskScope;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code Semaphore}: limits how many run at a time. */
public final class Semaphores {
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private Semaphores() {}

    void call() {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        inside.decrementAndGet();
    }

    /** A thousand tasks, three at a time. */
    public static void main(String[] args) throws Exception {
        Semaphores server = new Semaphores();
        Semaphore permits = new Semaphore(3);
        try (TaskScope<Object> scope = TaskScope.open()) {
            for (int i = 0; i < 1_000; i++) {
                scope.launch(() -> {
                    permits.acquire();
                    try {
                        server.call();
                    } finally {
                        permits.release();
                    }
                });
            }
            scope.join();
        }
        System.out.println("at most 3 at a time: " + (server.most.get() <= 3));
    }
}
