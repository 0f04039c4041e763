package dev.hocket.check.corpus.pass;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The sum is made within the map. */
public final class PutsBySum {
    private static final class Stock extends ConcurrentHashMap<String, Integer> {
        private static final long serialVersionUID = 1;

        @Override
        public Integer put(String name, Integer more) {
            return merge(name, more, Integer::sum);
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
