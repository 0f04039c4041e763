package dev.hocket.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventTest {
    private final Event event = new Event();

    @Test
    void isNotSetAtFirst() throws InterruptedException {
        assertFalse(event.isSet());
        assertFalse(event.await(Duration.ZERO));
        assertEquals("event, not set", event.toString());
    }

    @Test
    void letsPassWhenSet() throws InterruptedException {
        event.set();
        event.set();
        event.await();
        assertTrue(event.isSet());
        assertTrue(event.await(Duration.ZERO));
        assertEquals("event, set", event.toString());
    }

    @Test
    void holdsAgainWhenCleared() throws InterruptedException {
        event.set();
        event.clear();
        event.clear();
        assertFalse(event.isSet());
        assertFalse(event.await(Duration.ZERO));
        event.set();
        event.await();
    }

    @Test
    void wakesAllThatWaitAlsoWhenClearedAtOnce() throws InterruptedException {
        List<Thread> waiters = new ArrayList<>();
        CountDownLatch passed = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            waiters.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    event.await();
                                    passed.countDown();
                                } catch (InterruptedException notPassed) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        waiters.forEach(WaitingThreads::until);
        event.set();
        event.clear();
        passed.await();
        assertFalse(event.isSet());
    }

    @Test
    void givesUpWhenInterrupted() throws InterruptedException {
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiter =
                Thread.ofVirtual()
                        .start(() -> {
                            assertThrows(InterruptedException.class, event::await);
                            interrupted.set(true);
                        });
        WaitingThreads.until(waiter);
        waiter.interrupt();
        waiter.join();
        assertTrue(interrupted.get());
    }
}
