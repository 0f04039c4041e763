package dev.hocket.check.corpus.pass;

/** Peterson's algorithm: a turn decides between them. */
public final class BothWantIn {
    private static volatile boolean wantA;
    private static volatile boolean wantB;
    private static volatile boolean turnOfB;
    private static int entered;

    public static void test() throws InterruptedException {
        Thread a = new Thread(BothWantIn::runA, "a");
        Thread b = new Thread(BothWantIn::runB, "b");
        a.start();
        b.start();
        a.join();
        b.join();
        if (entered != 2) {
            throw new AssertionError("entered " + entered + " times");
        }
    }

    private static void runA() {
        wantA = true;
        turnOfB = true;
        while (wantB && turnOfB) {
            Thread.onSpinWait();
        }
        entered++;
        wantA = false;
    }

    private static void runB() {
        wantB = true;
        turnOfB = false;
        while (wantA && !turnOfB) {
            Thread.onSpinWait();
        }
        entered++;
        wantB = false;
    }

    private BothWantIn() {}
}
