package dev.hocket.sync;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded first-in, first-out queue between any number of producers and consumers. It can be shut
 * down, and it knows when everything that was put into it has been processed. A {@code
 * BlockingQueue} has no end: its consumers wait forever, or its producers must send them an end
 * marker.
 *
 * <pre>{@code
 * Order order;
 * while ((order = queue.take()) != null) { // ends when the queue is shut down and empty
 *     handle(order);
 *     queue.taskDone();
 * }
 * }</pre>
 *
 * <p>Each element whose {@link #put} returned, or whose {@link #offer} returned true, is either
 * taken once or returned by {@link #shutdownNow}. Safe for use by any number of threads; what a
 * thread did before it put an element is visible to the thread that takes it.
 *
 * @param <E> the type of the elements; never {@code null}
 */
public final class BoundedQueue<E> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Condition allDone = lock.newCondition();
    private final ArrayDeque<E> elements;
    private final int capacity;
    private long unfinished;
    private boolean shutdown;

    /**
     * Creates an empty queue.
     *
     * @param capacity the maximum number of elements, at least 1
     */
    public BoundedQueue(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + ": must be at least 1");
        }
        this.capacity = capacity;
        this.elements = new ArrayDeque<>(Math.min(capacity, 16));
    }

    /**
     * Puts an element at the end; waits while the queue is full.
     *
     * @throws QueueShutdownException if the queue is shut down, before or while this waits
     * @throws InterruptedException if the thread is interrupted; the element was not put
     */
    public void put(E element) throws InterruptedException {
        Objects.requireNonNull(element, "element");
        lock.lockInterruptibly();
        try {
            while (!shutdown && elements.size() == capacity) {
                notFull.await();
            }
            if (shutdown) {
                throw new QueueShutdownException();
            }
            add(element);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts an element at the end if there is room; never waits.
     *
     * @return whether it was put: not if the queue is full or shut down
     */
    public boolean offer(E element) {
        Objects.requireNonNull(element, "element");
        lock.lock();
        try {
            if (shutdown || elements.size() == capacity) {
                return false;
            }
            add(element);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(E element) {
        elements.add(element);
        unfinished++;
        notEmpty.signal();
    }

    /**
     * Takes the element at the head; waits while the queue is empty and not shut down.
     *
     * @return the element, or null if the queue is shut down and nothing is left
     * @throws InterruptedException if the thread is interrupted; nothing was taken
     */
    public @Nullable E take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (elements.isEmpty() && !shutdown) {
                notEmpty.await();
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the element at the head; null if there is none. Never waits. */
    public @Nullable E poll() {
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable E next() {
        E head = elements.poll();
        if (head != null) {
            notFull.signal();
        }
        return head;
    }

    /**
     * Reports that an element that was taken has been processed; see {@link #join()}.
     *
     * @throws IllegalStateException if it is called more often than elements were taken
     */
    public void taskDone() {
        lock.lock();
        try {
            if (unfinished == elements.size()) {
                throw new IllegalStateException(
                        "taskDone() without an element that was taken and is not yet done; call it"
                                + " once for each take()");
            }
            finished(1);
        } finally {
            lock.unlock();
        }
    }

    private void finished(int count) {
        unfinished -= count;
        if (unfinished == 0) {
            allDone.signalAll();
        }
    }

    /**
     * Waits until all elements that were put have been taken and {@linkplain #taskDone processed},
     * or returned by {@link #shutdownNow}.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void join() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (unfinished > 0) {
                allDone.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits as {@link #join()} does, but for at most this time.
     *
     * @return whether everything has been processed
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean join(Duration atMost) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(atMost);
        lock.lockInterruptibly();
        try {
            while (unfinished > 0) {
                if (left <= 0) {
                    return false;
                }
                left = allDone.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Shuts the queue down: waiting and later producers get a {@link QueueShutdownException};
     * consumers take the remaining elements and then null. A second call has no effect.
     */
    public void shutdown() {
        lock.lock();
        try {
            end();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Shuts the queue down and empties it: consumers get null at once.
     *
     * @return the elements that were not taken, in their order; they count as processed
     */
    public List<E> shutdownNow() {
        lock.lock();
        try {
            end();
            List<E> left = new ArrayList<>(elements);
            elements.clear();
            if (!left.isEmpty()) {
                finished(left.size());
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        shutdown = true;
        notFull.signalAll();
        notEmpty.signalAll();
    }

    /** Whether the queue is shut down. */
    public boolean isShutdown() {
        lock.lock();
        try {
            return shutdown;
        } finally {
            lock.unlock();
        }
    }

    /** How many elements are in the queue. */
    public int size() {
        lock.lock();
        try {
            return elements.size();
        } finally {
            lock.unlock();
        }
    }

    /** The maximum number of elements. */
    public int capacity() {
        return capacity;
    }
}
