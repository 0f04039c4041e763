package dev.hocket.check.corpus.pass;

/** The class is first used when the variable has its value. */
public class InitialiserTooEarly {
    static volatile int seed;

    private static final class Holder {
        static final int VALUE = seed;

        private Holder() {}
    }

    public void test() throws InterruptedException {
        seed = 5;
        Thread late = new Thread(() -> System.out.println(Holder.VALUE), "late");
        late.start();
        late.join();
        if (Holder.VALUE != 5) {
            throw new AssertionError("value " + Holder.VALUE);
        }
    }
}
