package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/**
 * Sender and receiver take turns by flags, and the receiver counts a round in which nothing had
 * come. After <em>circular_buffer</em> of Cordeiro and Fischer (ICSE 2011).
 */
public final class CircularBuffer {
    private static final int[] BUFFER = new int[10];
    private static int first;
    private static int next;
    private static boolean maySend = true;
    private static boolean mayReceive;

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void test() throws InterruptedException {
        Together.run(CircularBuffer::send, CircularBuffer::receive);
    }

    private static void send() {
        for (int i = 0; i < 7; i++) {
            synchronized (BUFFER) {
                if (maySend) {
                    BUFFER[next] = i;
                    next = (next + 1) % BUFFER.length;
                    maySend = false;
                    mayReceive = true;
                }
            }
        }
    }

    private static void receive() {
        for (int i = 0; i < 7; i++) {
            synchronized (BUFFER) {
                if (mayReceive) {
                    int value = BUFFER[first];
                    first = (first + 1) % BUFFER.length;
                    if (value != i) {
                        throw new AssertionError("received " + value + " as number " + i);
                    }
                    mayReceive = false;
                    maySend = true;
                }
            }
        }
    }
}
