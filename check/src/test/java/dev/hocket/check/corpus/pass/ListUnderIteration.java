package dev.hocket.check.corpus.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The iteration holds the monitor. */
public final class ListUnderIteration {
    public static void test() throws InterruptedException {
        List<Integer> list = Collections.synchronizedList(new ArrayList<>(List.of(1, 2)));
        Thread adder = new Thread(() -> list.add(3), "adder");
        adder.start();
        int sum = 0;
        synchronized (list) {
            for (int value : list) {
                sum += value;
            }
        }
        adder.join();
        if (sum != 3 && sum != 6) {
            throw new AssertionError("sum is " + sum);
        }
    }

    private ListUnderIteration() {}
}
