package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;

/** Two classes need each other in their static initialisers, and two threads begin at both ends. */
@Bug(kinds = FindingKind.DEADLOCK, switches = 2)
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
        Thread other = new Thread(() -> System.out.println(Rates.VAT), "other");
        other.start();
        System.out.println(Prices.TAX);
        other.join();
    }
}
