package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/**
 * Four threads compute round a ring of three cells, and the check fails when they ran in the order
 * of the ring. After <em>token_ring</em> of Cordeiro and Fischer (ICSE 2011).
 */
public final class TokenRing {
    private static int x1 = 1;
    private static int x2 = 2;
    private static int x3 = 1;

    @Bug(kinds = UNCAUGHT, switches = 4)
    public static void test() throws InterruptedException {
        Together.run(TokenRing::first, TokenRing::second, TokenRing::third, TokenRing::check);
    }

    private static synchronized void first() {
        x1 = (x3 + 1) % 4;
    }

    private static synchronized void second() {
        x2 = x1;
    }

    private static synchronized void third() {
        x3 = x2;
    }

    private static synchronized void check() {
        if (x1 == x2 && x2 == x3) {
            throw new AssertionError("every cell holds " + x1);
        }
    }
}
