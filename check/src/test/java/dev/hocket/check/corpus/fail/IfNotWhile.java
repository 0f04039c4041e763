package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.ArrayDeque;
import java.util.Deque;

/** A consumer looks once whether the buffer is empty, waits, and does not look again. */
@Bug(
        kinds = {UNCAUGHT},
        switches = 4)
public final class IfNotWhile {
    private static final Deque<Integer> BUFFER = new ArrayDeque<>();

    public static void test() throws InterruptedException {
        Thread c1 = Thread.ofPlatform().name("consumer-1").start(IfNotWhile::take);
        Thread c2 = Thread.ofPlatform().name("consumer-2").start(IfNotWhile::take);
        put(1);
        put(2);
        c1.join();
        c2.join();
    }

    private static void put(int item) {
        synchronized (BUFFER) {
            BUFFER.addLast(item);
            BUFFER.notifyAll();
        }
        Thread.yield();
    }

    private static void take() {
        synchronized (BUFFER) {
            if (BUFFER.isEmpty()) {
                try {
                    BUFFER.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            BUFFER.removeFirst();
        }
    }

    private IfNotWhile() {}
}
