package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.LEFT_RUNNING;

import dev.hocket.check.corpus.Bug;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;

/** A timer is never cancelled. */
@Bug(
        kinds = {LEFT_RUNNING},
        switches = 2)
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
    }

    private TimerLeft() {}
}
