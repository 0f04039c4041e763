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
 * A first-in, first-out queue with a bound, between any number of producers and consumers, that can
 * be shut down and that knows when everything put into it has been worked off. No {@code
 * BlockingQueue} has an end: a consumer of one waits for ever, or its producers must send it a
 * mark.
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
 * taken once or among those that {@link #shutdownNow} gives back. Safe for use by any number of
 * threads; what a thread did before it put an element is seen by the one that takes it.
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
     * An empty queue.
     *
     * @param capacity the most elements that it holds, at least 1
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
     * Says that one element which was taken has been worked off; for those who {@link #join}.
     *
     * @throws IllegalStateException if it is said more often than elements were put
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
     * Waits until everything put has been taken and {@linkplain #taskDone worked off}, or given
     * back by {@link #shutdownNow}.
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
     * Waits as {@link #join()} does, for so long at most.
     *
     * @return whether everything has been worked off
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
     * Takes nothing more: producers that wait get {@link QueueShutdownException}, consumers take
     * what is there and then null. A second call changes nothing.
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
     * Takes nothing more and empties the queue: consumers get null at once.
     *
     * @return the elements that nobody had taken, in their order; they count as worked off
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

    /** Whether it takes nothing more. */
    public boolean isShutdown() {
        lock.lock();
        try {
            return shutdown;
        } finally {
            lock.unlock();
        }
    }

    /** How many elements wait to be taken now. */
    public int size() {
        lock.lock();
        try {
            return elements.size();
        } finally {
            lock.unlock();
        }
    }

    /** The most elements that it holds. */
    public int capacity() {
        return capacity;
    }
}
