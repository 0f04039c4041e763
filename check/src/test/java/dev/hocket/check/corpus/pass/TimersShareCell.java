package dev.hocket.check.corpus.pass;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The field is atomic. */
public final class TimersShareCell {
    private static final AtomicInteger SUM = new AtomicInteger();

    public static void test() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        Timer one = new Timer("one");
        Timer two = new Timer("two");
        one.schedule(adding(1, done), 10);
        two.schedule(adding(10, done), 10);
        done.await();
        one.cancel();
        two.cancel();
        int sum = SUM.get();
        if (sum != 11) {
            throw new AssertionError("sum is " + sum + ", not 11");
        }
    }

    private static TimerTask adding(int value, CountDownLatch done) {
        return new TimerTask() {
            @Override
            public void run() {
                SUM.addAndGet(value);
                done.countDown();
            }
        };
    }

    private TimersShareCell() {}
}
