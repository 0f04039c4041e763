package dev.hocket.check.corpus.pass;

import java.time.Instant;

/** The deadline leaves time. */
public final class DeadlineOfClock {
    public static void test() throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(61);
        Thread sleeper = new Thread(DeadlineOfClock::sleep, "sleeper");
        sleeper.start();
        sleeper.join();
        if (!Instant.now().isBefore(deadline)) {
            throw new AssertionError("too late");
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private DeadlineOfClock() {}
}
