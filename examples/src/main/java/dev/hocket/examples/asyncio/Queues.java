package dev.hocket.examples.asyncio;

import dev.hocket.sync.BoundedQueue;
import dev.hocket.sync.TaskScope;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code Queue}: bounded, with {@code join}, {@code task_done} and {@code shutdown}. */
public final class Queues {
    private Queues() {}

    static void worker(BoundedQueue<Integer> queue, AtomicInteger sum) throws InterruptedException {
        @Nullable Integer number;
        while ((number = queue.take()) != null) { // null: shut down and empty
            sum.addAndGet(number);
            queue.taskDone();
        }
    }

    /** Three workers add up the numbers of one producer. */
    public static void main(String[] args) throws Exception {
        AtomicInteger sum = new AtomicInteger();
        BoundedQueue<Integer> queue = new BoundedQueue<>(10);
        try (TaskScope<Object> scope = TaskScope.open()) {
            for (int i = 0; i < 3; i++) {
                scope.launch(() -> worker(queue, sum));
            }
            for (int i = 1; i <= 100; i++) {
                queue.put(i); // waits while the queue is full
            }
            queue.join(); // all taken and done
            System.out.println("sum: " + sum);
            queue.shutdown(); // the workers end
            scope.join();
        }
    }
}
