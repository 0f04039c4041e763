package dev.hocket.check.corpus.pass;

import java.util.ArrayList;
import java.util.List;

/** Each thread sets an element of its own. */
public final class ListElements {
    public static void test() throws InterruptedException {
        List<Integer> squares = new ArrayList<>(List.of(0, 0));
        Thread other = new Thread(() -> squares.set(1, 4), "other");
        other.start();
        squares.set(0, 1);
        other.join();
        if (squares.get(0) != 1 || squares.get(1) != 4) {
            throw new AssertionError("squares are " + squares);
        }
    }

    private ListElements() {}
}
