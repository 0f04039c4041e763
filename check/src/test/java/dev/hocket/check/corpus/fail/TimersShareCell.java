package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;

/** Two timers add to one volatile field. */
@Bug(
        kinds = {FAILURE},
        switches = 5)
public final class TimersShareCell {
    private static volatile int sum;

    public static void test() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        Timer one = new Timer("one");
        Timer two = new Timer("two");
        one.schedule(adding(1, done), 10);
        two.schedule(adding(10, done), 10);
        done.await();
        one.cancel();
        two.cancel();
        if (sum != 11) {
            throw new AssertionError("sum is " + sum + ", not 11");
        }
    }

    private static TimerTask adding(int value, CountDownLatch done) {
        return new TimerTask() {
            @Override
            public void run() {
                sum += value;
                done.countDown();
            }
        };
    }

    private TimersShareCell() {}
}
