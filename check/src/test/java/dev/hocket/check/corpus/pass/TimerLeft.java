package dev.hocket.check.corpus.pass;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;

/** The timer is cancelled. */
public final class TimerLeft {
    public static void test() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(1);
        Timer timer = new Timer("timer");
        TimerTask ring =
                new TimerTask() {
                    @Override
                    public void run() {
                        rung.countDown();
                    }
                };
        timer.schedule(ring, 5);
        rung.await();
        timer.cancel();
    }

    private TimerLeft() {}
}
