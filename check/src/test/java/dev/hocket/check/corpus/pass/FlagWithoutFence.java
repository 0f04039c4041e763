package dev.hocket.check.corpus.pass;

/** The flag is volatile, and so orders the plain value. */
public final class FlagWithoutFence {
    private static int value;
    private static volatile boolean ready;

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
