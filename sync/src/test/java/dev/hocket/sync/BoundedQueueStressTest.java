package dev.hocket.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Elements lost or doubled when producers, consumers and the shutdown meet at once. */
@Timeout(120)
class BoundedQueueStressTest {

    /** Producers until the shutdown; what they put must be what was taken and given back. */
    @RepeatedTest(200)
    void shutdownAgainstPutLosesNothing() throws Exception {
        BoundedQueue<Integer> queue = new BoundedQueue<>(3);
        ConcurrentLinkedQueue<Integer> put = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Integer> taken = new ConcurrentLinkedQueue<>();
        AtomicInteger count = new AtomicInteger();
        try (TaskScope<Object> scope = TaskScope.open()) {
            for (int producer = 0; producer < 4; producer++) {
                int from = producer * 1_000_000;
                scope.launch(() -> produce(queue, from, put));
            }
            for (int consumer = 0; consumer < 2; consumer++) {
                scope.launch(() -> {
                    @Nullable Integer element;
                    while ((element = queue.take()) != null) {
                        taken.add(element);
                        queue.taskDone();
                        if (count.incrementAndGet() == 200) {
                            taken.addAll(queue.shutdownNow());
                        }
                    }
                });
            }
            queue.join();
            scope.join();
        }
        queue.join();
        assertEquals(new TreeSet<>(put), new TreeSet<>(taken));
        assertEquals(put.size(), taken.size());
    }

    private static void produce(
            BoundedQueue<Integer> queue, int from, ConcurrentLinkedQueue<Integer> put)
            throws InterruptedException {
        try {
            for (int i = from; true; i++) {
                queue.put(i);
                put.add(i);
            }
        } catch (QueueShutdownException ended) {
            return;
        }
    }

    /** An interrupt that meets a hand-over neither drops the element nor another's wake-up. */
    @RepeatedTest(200)
    void interruptAgainstTakeLosesNothing() throws Exception {
        BoundedQueue<Integer> queue = new BoundedQueue<>(1);
        ConcurrentLinkedQueue<Integer> taken = new ConcurrentLinkedQueue<>();
        List<Thread> consumers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            consumers.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    @Nullable Integer element;
                                    while ((element = queue.take()) != null) {
                                        taken.add(element);
                                    }
                                } catch (InterruptedException asked) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        for (int i = 0; i < 50; i++) {
            if (i % 8 < 7 && i < 8) {
                consumers.get(i).interrupt();
            }
            queue.put(i);
        }
        queue.shutdown();
        for (Thread consumer : consumers) {
            consumer.join();
        }
        assertEquals(50, taken.size());
        assertEquals(50, Set.copyOf(taken).size());
    }

    @Test
    void oneOfManyTakesEach() throws Exception {
        BoundedQueue<Integer> queue = new BoundedQueue<>(16);
        ConcurrentLinkedQueue<Integer> taken = new ConcurrentLinkedQueue<>();
        try (TaskScope<Object> scope = TaskScope.open()) {
            for (int consumer = 0; consumer < 8; consumer++) {
                scope.launch(() -> {
                    @Nullable Integer element;
                    while ((element = queue.take()) != null) {
                        taken.add(element);
                        queue.taskDone();
                    }
                });
            }
            for (int i = 0; i < 50_000; i++) {
                queue.put(i);
            }
            queue.join();
            assertEquals(50_000, taken.size());
            queue.shutdown();
            scope.join();
        }
        assertEquals(50_000, Set.copyOf(taken).size());
    }
}
