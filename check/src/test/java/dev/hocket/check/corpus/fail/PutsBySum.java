package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A map overrides {@code put} so that it adds up, in two steps. */
@Bug(
        kinds = {FAILURE},
        switches = 2)
public final class PutsBySum {
    private static final class Stock extends ConcurrentHashMap<String, Integer> {
        private static final long serialVersionUID = 1;

        @Override
        public Integer put(String name, Integer more) {
            return super.put(name, getOrDefault(name, 0) + more);
        }
    }

    public static void test() throws InterruptedException {
        ConcurrentMap<String, Integer> stock = new Stock();
        Thread other = new Thread(() -> stock.put("nut", 1), "other");
        other.start();
        stock.put("nut", 1);
        other.join();
        if (stock.get("nut") != 2) {
            throw new AssertionError("in stock: " + stock);
        }
    }

    private PutsBySum() {}
}
