package dev.hocket.check.corpus.pass;

/** Both use the class. */
public final class TwoLocksOneField {
    private static int count;

    public static void test() throws InterruptedException {
        TwoLocksOneField object = new TwoLocksOneField();
        Thread a = new Thread(TwoLocksOneField::increment, "a");
        Thread b = new Thread(object::incrementToo, "b");
        a.start();
        b.start();
        a.join();
        b.join();
        if (count != 2) {
            throw new AssertionError("count is " + count + ", not 2");
        }
    }

    private static synchronized void increment() {
        count++;
    }

    private void incrementToo() {
        increment();
    }

    private TwoLocksOneField() {}
}
