package dev.hocket.examples.asyncio;

import dev.hocket.sync.TaskScope;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code Semaphore}: at most so many at a time. */
public final class Semaphores {
    private Semaphores() {}

    /** A thousand tasks, three at a time. */
    public static void main(String[] args) throws Exception {
        Semaphore permits = new Semaphore(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TaskScope<Object> scope = TaskScope.open()) {
            for (int i = 0; i < 1_000; i++) {
                scope.launch(() -> {
                    permits.acquire();
                    try {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                    } finally {
                        permits.release();
                    }
                });
            }
            scope.join();
        }
        System.out.println("at most 3 at a time: " + (most.get() <= 3));
    }
}
