package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;
import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A synchronized list is iterated over without its monitor. */
@Bug(
        kinds = {UNCAUGHT, FAILURE, DATA_RACE},
        switches = 2)
public final class ListUnderIteration {
    public static void test() throws InterruptedException {
        List<Integer> list = Collections.synchronizedList(new ArrayList<>(List.of(1, 2)));
        Thread adder = new Thread(() -> list.add(3), "adder");
        adder.start();
        int sum = 0;
        for (int value : list) {
            sum += value;
        }
        adder.join();
        if (sum != 3 && sum != 6) {
            throw new AssertionError("sum is " + sum);
        }
    }

    private ListUnderIteration() {}
}
