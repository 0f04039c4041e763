package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.time.Instant;

/** A deadline by the clock leaves no time for what comes after the sleep. */
@Bug(
        kinds = {FAILURE},
        switches = 2)
public final class DeadlineOfClock {
    public static void test() throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(60);
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
