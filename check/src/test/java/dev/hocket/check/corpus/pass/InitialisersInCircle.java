package dev.hocket.check.corpus.pass;

/** The same two classes, but one thread begins before it starts the other. */
public class InitialisersInCircle {
    private static final class Prices {
        static final int TAX = Rates.VAT + 1;

        private Prices() {}
    }

    private static final class Rates {
        static final int VAT = Prices.TAX + 19;

        private Rates() {}
    }

    public void test() throws InterruptedException {
        System.out.println(Prices.TAX);
        Thread other = new Thread(() -> System.out.println(Rates.VAT), "other");
        other.start();
        other.join();
    }
}
