package dev.hocket.check.corpus.pass;

/** The thread joins the other. */
public final class SleepIsNoJoin {
    private static String answer;

    public static void test() throws InterruptedException {
        Thread worker = new Thread(() -> answer = "done", "worker");
        worker.start();
        worker.join();
        if (answer == null) {
            throw new AssertionError("no answer");
        }
    }

    private SleepIsNoJoin() {}
}
