package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;

import dev.hocket.check.corpus.Bug;

/** Two threads append to one {@code StringBuilder}. */
@Bug(
        kinds = {DATA_RACE},
        switches = 1)
public final class TextOfTwo {
    public static void test() throws InterruptedException {
        StringBuilder text = new StringBuilder();
        Thread other = new Thread(() -> text.append("a"), "other");
        other.start();
        text.append("b");
        other.join();
        if (text.length() != 2) {
            throw new AssertionError(text);
        }
    }

    private TextOfTwo() {}
}
