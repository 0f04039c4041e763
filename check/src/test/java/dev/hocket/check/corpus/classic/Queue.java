package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.ArrayDeque;

/**
 * What was put in is compared with what is taken out by the number of the round, and rounds may
 * pass without anything being put in. After <em>queue</em> of Cordeiro and Fischer (ICSE 2011).
 */
public final class Queue {
    private static final ArrayDeque<Integer> QUEUE = new ArrayDeque<>();
    private static final int[] STORED = new int[20];
    private static boolean mayEnqueue = true;
    private static boolean mayDequeue;

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void test() throws InterruptedException {
        Together.run(Queue::enqueue, Queue::dequeue);
    }

    private static void enqueue() {
        for (int i = 0; i < STORED.length; i++) {
            synchronized (QUEUE) {
                if (mayEnqueue) {
                    QUEUE.addLast(100 + i);
                    STORED[i] = 100 + i;
                    mayEnqueue = false;
                    mayDequeue = true;
                }
            }
        }
    }

    private static void dequeue() {
        for (int i = 0; i < STORED.length; i++) {
            synchronized (QUEUE) {
                if (mayDequeue) {
                    int value = QUEUE.removeFirst();
                    if (value != STORED[i]) {
                        throw new AssertionError("took " + value + ", not " + STORED[i]);
                    }
                    mayDequeue = false;
                    mayEnqueue = true;
                }
            }
        }
    }
}
