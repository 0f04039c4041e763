package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;
import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A parallel stream adds to a list, by a method reference. */
@Bug(
        kinds = {FAILURE, DATA_RACE, UNCAUGHT},
        switches = 1)
public final class StreamAddsToList {
    public static void test() {
        List<Integer> squares = new ArrayList<>();
        IntStream.rangeClosed(1, 6).parallel().map(i -> i * i).forEach(squares::add);
        if (squares.size() != 6) {
            throw new AssertionError("squares are " + squares);
        }
    }

    private StreamAddsToList() {}
}
