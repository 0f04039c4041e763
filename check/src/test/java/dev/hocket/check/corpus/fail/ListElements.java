package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.ArrayList;
import java.util.List;

/** Two threads set the same element of a list. */
@Bug(
        kinds = {FAILURE, DATA_RACE},
        switches = 2)
public final class ListElements {
    public static void test() throws InterruptedException {
        List<Integer> squares = new ArrayList<>(List.of(0, 0));
        Thread other = new Thread(() -> squares.set(0, 4), "other");
        other.start();
        squares.set(0, 1);
        other.join();
        if (squares.get(0) != 1 || squares.get(1) != 0) {
            throw new AssertionError("squares are " + squares);
        }
    }

    private ListElements() {}
}
