package dev.hocket.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedQueueTest {
    private final BoundedQueue<String> queue = new BoundedQueue<>(2);

    /** A call on a thread of its own that has come to wait. */
    private record Waiter<V>(Thread thread, FutureTask<@Nullable V> call) {
        static <V> Waiter<V> of(Callable<@Nullable V> call) {
            FutureTask<@Nullable V> future = new FutureTask<>(call);
            Thread thread = Thread.ofVirtual().start(future);
            WaitingThreads.until(thread);
            return new Waiter<>(thread, future);
        }

        @Nullable V result() throws Exception {
            return call.get();
        }

        Class<?> failure() {
            var thrown = assertThrows(ExecutionException.class, call::get);
            return Objects.requireNonNull(thrown.getCause()).getClass();
        }
    }

    private Waiter<Boolean> putting(String element) {
        return Waiter.of(() -> {
            queue.put(element);
            return true;
        });
    }

    @Test
    void refusesACapacityOfNone() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> new BoundedQueue<String>(0))
                        .getMessage();
        assertEquals("capacity 0: must be at least 1", message);
    }

    @Test
    void keepsTheOrder() throws InterruptedException {
        queue.put("a");
        queue.put("b");
        assertEquals(2, queue.size());
        assertEquals("a", queue.take());
        queue.put("c");
        assertEquals("b", queue.poll());
        assertEquals("c", queue.take());
        assertNull(queue.poll());
        assertEquals(2, queue.capacity());
    }

    @Test
    void offersOnlyWhereThereIsRoom() {
        assertTrue(queue.offer("a"));
        assertTrue(queue.offer("b"));
        assertFalse(queue.offer("c"));
        assertEquals(2, queue.size());
        queue.shutdown();
        assertEquals("a", queue.poll());
        assertFalse(queue.offer("d"));
    }

    @Test
    void putWaitsForRoom() throws Exception {
        queue.put("a");
        queue.put("b");
        Waiter<Boolean> producer = putting("c");
        assertEquals("a", queue.take());
        assertEquals(true, producer.result());
        assertEquals(List.of("b", "c"), queue.shutdownNow());
    }

    @Test
    void takeWaitsForAnElement() throws Exception {
        Waiter<String> consumer = Waiter.of(queue::take);
        queue.put("a");
        assertEquals("a", consumer.result());
    }

    @Test
    void anInterruptedPutPutsNothing() throws Exception {
        queue.put("a");
        queue.put("b");
        Waiter<Boolean> producer = putting("c");
        producer.thread().interrupt();
        assertEquals(InterruptedException.class, producer.failure());
        assertEquals(List.of("a", "b"), queue.shutdownNow());
    }

    @Test
    void anInterruptedTakeTakesNothing() throws Exception {
        Waiter<String> consumer = Waiter.of(queue::take);
        consumer.thread().interrupt();
        assertEquals(InterruptedException.class, consumer.failure());
        queue.put("a");
        assertEquals("a", queue.take());
    }

    @Test
    void shutdownLeavesWhatIsThere() throws Exception {
        queue.put("a");
        assertFalse(queue.isShutdown());
        queue.shutdown();
        queue.shutdown();
        assertTrue(queue.isShutdown());
        assertThrows(QueueShutdownException.class, () -> queue.put("b"));
        assertEquals("a", queue.take());
        assertNull(queue.take());
        assertNull(queue.take());
    }

    @Test
    void shutdownEndsThoseThatWait() throws Exception {
        Waiter<String> consumer = Waiter.of(queue::take);
        Waiter<String> another = Waiter.of(queue::take);
        queue.shutdown();
        assertNull(consumer.result());
        assertNull(another.result());
    }

    @Test
    void shutdownTurnsAwayThoseThatWaitForRoom() throws Exception {
        queue.put("a");
        queue.put("b");
        Waiter<Boolean> producer = putting("c");
        queue.shutdown();
        assertEquals(QueueShutdownException.class, producer.failure());
        assertEquals("a", queue.take());
        assertEquals("b", queue.take());
        assertNull(queue.take());
    }

    @Test
    void shutdownNowGivesBackWhatIsThere() throws Exception {
        queue.put("a");
        queue.put("b");
        assertEquals(List.of("a", "b"), queue.shutdownNow());
        assertEquals(List.of(), queue.shutdownNow());
        assertNull(queue.take());
        queue.join();
    }

    @Test
    void joinWaitsForTheLastTaskDone() throws Exception {
        queue.join();
        queue.put("a");
        queue.put("b");
        assertFalse(queue.join(Duration.ZERO));
        Waiter<Boolean> joiner = Waiter.of(() -> queue.join(Duration.ofDays(1)));
        queue.take();
        queue.take();
        queue.taskDone();
        assertFalse(queue.join(Duration.ZERO));
        queue.taskDone();
        assertEquals(true, joiner.result());
        queue.join();
    }

    @Test
    void shutdownNowCountsAsDoneWhatItGivesBackAndNothingElse() throws Exception {
        queue.put("a");
        queue.put("b");
        queue.take();
        assertEquals(List.of("b"), queue.shutdownNow());
        assertFalse(queue.join(Duration.ZERO));
        queue.taskDone();
        queue.join();
    }

    @Test
    void refusesMoreDoneThanTaken() throws Exception {
        assertThrows(IllegalStateException.class, queue::taskDone);
        queue.put("a");
        assertThrows(IllegalStateException.class, queue::taskDone);
        queue.take();
        queue.taskDone();
        assertThrows(IllegalStateException.class, queue::taskDone);
    }
}
