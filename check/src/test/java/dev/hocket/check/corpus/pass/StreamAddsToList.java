package dev.hocket.check.corpus.pass;

import java.util.List;
import java.util.stream.IntStream;

/** The stream makes the list. */
public final class StreamAddsToList {
    public static void test() {
        List<Integer> squares =
                IntStream.rangeClosed(1, 6).parallel().map(i -> i * i).boxed().toList();
        if (squares.size() != 6) {
            throw new AssertionError("squares are " + squares);
        }
    }

    private StreamAddsToList() {}
}
