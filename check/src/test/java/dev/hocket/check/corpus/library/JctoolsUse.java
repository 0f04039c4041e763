package dev.hocket.check.corpus.library;

import java.util.Queue;
import org.jctools.maps.NonBlockingHashMap;
import org.jctools.maps.NonBlockingHashMapLong;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jctools.queues.SpscArrayQueue;
import org.jctools.queues.SpscUnboundedArrayQueue;

/** Correct programs with JCTools. */
public final class JctoolsUse {
    private static final class Item {
        private int number;

        Item(int number) {
            this.number = number;
        }
    }

    private static void offer(Queue<Item> queue, int number) {
        Item item = new Item(0);
        item.number = number;
        while (!queue.offer(item)) {
            Thread.yield();
        }
    }

    private static int take(Queue<Item> queue) {
        Item item = queue.poll();
        while (item == null) {
            Thread.yield();
            item = queue.poll();
        }
        return item.number;
    }

    private static void inOrder(Queue<Item> queue) throws InterruptedException {
        Thread producer =
                new Thread(() -> {
                    offer(queue, 1);
                    offer(queue, 2);
                    offer(queue, 3);
                });
        producer.start();
        for (int i = 1; i <= 3; i++) {
            int taken = take(queue);
            if (taken != i) {
                throw new AssertionError(taken + ", not " + i);
            }
        }
        producer.join();
    }

    private static void together(Queue<Item> queue) throws InterruptedException {
        Thread one = new Thread(() -> offer(queue, 1));
        Thread two = new Thread(() -> offer(queue, 2));
        one.start();
        two.start();
        int sum = take(queue) + take(queue);
        one.join();
        two.join();
        if (sum != 3) {
            throw new AssertionError(sum);
        }
    }

    /** One producer, one consumer, a bound. */
    public void spscArray() throws InterruptedException {
        inOrder(new SpscArrayQueue<>(2));
    }

    /** One producer, one consumer, no bound. */
    public void spscUnbounded() throws InterruptedException {
        inOrder(new SpscUnboundedArrayQueue<>(2));
    }

    /** Two producers, a bound. */
    public void mpscArray() throws InterruptedException {
        together(new MpscArrayQueue<>(2));
    }

    /** Two producers, no bound. */
    public void mpscUnbounded() throws InterruptedException {
        together(new MpscUnboundedArrayQueue<>(2));
    }

    /** Any number of both. */
    public void mpmcArray() throws InterruptedException {
        together(new MpmcArrayQueue<>(2));
    }

    /** Of two threads one is the first. */
    public void putIfAbsent() throws InterruptedException {
        NonBlockingHashMap<String, String> map = new NonBlockingHashMap<>();
        String[] before = new String[2];
        Thread other = new Thread(() -> before[1] = map.putIfAbsent("key", "two"));
        other.start();
        before[0] = map.putIfAbsent("key", "one");
        other.join();
        if ((before[0] == null) == (before[1] == null)) {
            throw new AssertionError(map.toString());
        }
    }

    /** Each puts its own. */
    public void putOwn() throws InterruptedException {
        NonBlockingHashMapLong<String> map = new NonBlockingHashMapLong<>();
        Thread other = new Thread(() -> map.put(2, "two"));
        other.start();
        map.put(1, "one");
        other.join();
        if (map.size() != 2) {
            throw new AssertionError(map.size());
        }
    }
}
