package dev.hocket.check.corpus.correct;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Threads that wait for each other, as one must. */
public class Handshakes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Integer> items = new ArrayDeque<>();
    private int turn;
    private volatile boolean open;

    private interface Task {
        void run() throws Exception;
    }

    private static Thread start(Task task) {
        Thread thread =
                new Thread(() -> {
                    try {
                        task.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        thread.start();
        return thread;
    }

    private static void require(boolean right) {
        if (!right) {
            throw new AssertionError();
        }
    }

    private synchronized void put(int item) throws InterruptedException {
        while (items.size() == 1) {
            wait();
        }
        items.add(item);
        notifyAll();
    }

    private synchronized int take() throws InterruptedException {
        while (items.isEmpty()) {
            wait();
        }
        notifyAll();
        return items.remove();
    }

    public void aBufferWithNotifyAll() throws InterruptedException {
        Thread one = start(() -> put(1));
        Thread other = start(() -> put(2));
        require(take() + take() == 3);
        one.join();
        other.join();
    }

    public void aBufferWithConditions() throws InterruptedException {
        Thread producer =
                start(() -> {
                    lock.lock();
                    try {
                        items.add(4);
                        changed.signal();
                    } finally {
                        lock.unlock();
                    }
                });
        lock.lock();
        try {
            while (items.isEmpty()) {
                changed.await();
            }
            require(items.remove() == 4);
        } finally {
            lock.unlock();
        }
        producer.join();
    }

    private synchronized void takeTurns(int me) throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            while (turn != me) {
                wait();
            }
            turn = 1 - me;
            notifyAll();
        }
    }

    public void twoTakeTurns() throws InterruptedException {
        Thread other = start(() -> takeTurns(1));
        takeTurns(0);
        other.join();
    }

    public void parksUntilItIsOpen() throws InterruptedException {
        Thread waiting =
                start(() -> {
                    while (!open) {
                        LockSupport.park(this);
                    }
                });
        open = true;
        LockSupport.unpark(waiting);
        waiting.join();
    }

    public void handsOver() throws InterruptedException {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Thread other = start(() -> queue.put("baton"));
        require(queue.take().equals("baton"));
        other.join();
    }

    public void exchanges() throws InterruptedException {
        Exchanger<String> exchanger = new Exchanger<>();
        Thread other = start(() -> require(exchanger.exchange("a").equals("b")));
        require(exchanger.exchange("b").equals("a"));
        other.join();
    }

    public void startsAtAGate() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            start(() -> {
                gate.await();
                ended.countDown();
            });
        }
        gate.countDown();
        ended.await();
    }

    public void meetsTwice() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Thread other =
                start(() -> {
                    barrier.await();
                    barrier.await();
                });
        barrier.await();
        barrier.await();
        other.join();
    }

    public void aSemaphoreAsASignal() throws InterruptedException {
        Semaphore signal = new Semaphore(0);
        Thread other = start(signal::release);
        signal.acquire();
        other.join();
    }

    public void readersAndAWriter() throws InterruptedException {
        ReentrantReadWriteLock both = new ReentrantReadWriteLock();
        int[] page = {0, 0};
        Thread writer =
                start(() -> {
                    both.writeLock().lock();
                    try {
                        page[0]++;
                        page[1]++;
                    } finally {
                        both.writeLock().unlock();
                    }
                });
        both.readLock().lock();
        try {
            require(page[0] == page[1]);
        } finally {
            both.readLock().unlock();
        }
        writer.join();
    }

    public void locksInOneOrder() throws InterruptedException {
        Object first = new Object();
        Object second = new Object();
        Task both =
                () -> {
                    synchronized (first) {
                        synchronized (second) {
                            turn++;
                        }
                    }
                };
        Thread one = start(both);
        Thread other = start(both);
        one.join();
        other.join();
        require(turn == 2);
    }

    public void isInterruptedWhileItWaits() throws InterruptedException {
        Thread waiting =
                start(() -> {
                    try {
                        synchronized (items) {
                            while (items.isEmpty()) {
                                items.wait();
                            }
                        }
                    } catch (InterruptedException expected) {
                        open = true;
                    }
                });
        waiting.interrupt();
        waiting.join();
        require(open);
    }
}
