package dev.hocket.check.corpus.pass;

/** The flag is set, and the thread is joined. */
public final class SpinnerLeft {
    private static volatile boolean stop;

    public static void test() throws InterruptedException {
        Thread spinner = new Thread(SpinnerLeft::spin, "spinner");
        spinner.start();
        stop = true;
        spinner.join();
    }

    private static void spin() {
        while (!stop) {
            Thread.onSpinWait();
        }
    }

    private SpinnerLeft() {}
}
