package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A driver is stopped between a request's look at the stop flag and its registration. After Qadeer
 * and Wu, <em>KISS: keep it simple and sequential</em> (PLDI 2004).
 */
public final class Bluetooth {
    private static final AtomicInteger PENDING = new AtomicInteger(1);
    private static final CountDownLatch IDLE = new CountDownLatch(1);
    private static volatile boolean stopping;
    private static volatile boolean stopped;

    @Bug(kinds = UNCAUGHT, switches = 3)
    public static void test() throws InterruptedException {
        run();
    }

    private static void run() throws InterruptedException {
        Thread request = new Thread(Bluetooth::request, "request");
        request.start();
        stopping = true;
        leave();
        IDLE.await();
        stopped = true;
        request.join();
    }

    private static void request() {
        if (!stopping) {
            PENDING.incrementAndGet();
            if (stopped) {
                throw new AssertionError("the driver was stopped under a request");
            }
            leave();
        }
    }

    private static void leave() {
        if (PENDING.decrementAndGet() == 0) {
            IDLE.countDown();
        }
    }
}
