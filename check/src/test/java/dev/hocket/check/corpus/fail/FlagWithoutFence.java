package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;

import dev.hocket.check.corpus.Bug;

/** A value is handed over by a flag that is not volatile. */
@Bug(
        kinds = {DATA_RACE},
        switches = 1)
public final class FlagWithoutFence {
    private static int value;
    private static boolean ready;

    public static void test() throws InterruptedException {
        Thread sender =
                new Thread(
                        () -> {
                            value = 42;
                            ready = true;
                        },
                        "sender");
        sender.start();
        if (ready && value != 42) {
            throw new AssertionError("ready without its value");
        }
        sender.join();
    }

    private FlagWithoutFence() {}
}
