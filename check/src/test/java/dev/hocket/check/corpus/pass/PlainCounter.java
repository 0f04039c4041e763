package dev.hocket.check.corpus.pass;

/** The field is counted up under a monitor. */
public final class PlainCounter {
    private static int count;

    public static void test() throws InterruptedException {
        Thread a = Thread.startVirtualThread(PlainCounter::increment);
        Thread b = Thread.startVirtualThread(PlainCounter::increment);
        a.join();
        b.join();
        if (count != 2) {
            throw new AssertionError("count is " + count + ", not 2");
        }
    }

    private static synchronized void increment() {
        count++;
    }

    private PlainCounter() {}
}
