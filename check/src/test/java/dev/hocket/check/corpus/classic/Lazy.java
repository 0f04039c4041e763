package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/**
 * A thread fails if the other two came before it. After <em>lazy01</em> of Cordeiro and Fischer
 * (ICSE 2011).
 */
public final class Lazy {
    private static int data;

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void test() throws InterruptedException {
        Together.run(() -> add(1), () -> add(2), Lazy::check);
    }

    private static synchronized void add(int value) {
        data += value;
    }

    private static synchronized void check() {
        if (data >= 3) {
            throw new AssertionError("data is " + data);
        }
    }
}
