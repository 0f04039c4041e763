package dev.hocket.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lost wake-up would be a hang here: the time limit is only there to end one. */
@Timeout(120)
class EventStressTest {
    private static final int ROUNDS = 50_000;

    @Test
    void setAgainstAwaitLosesNoWakeUp() throws Exception {
        Event ping = new Event();
        Event pong = new Event();
        AtomicLong seen = new AtomicLong();
        long[] handedOver = new long[1];
        try (TaskScope<Object> scope = TaskScope.open()) {
            scope.launch(() -> {
                for (int i = 1; i <= ROUNDS; i++) {
                    handedOver[0] = i; // a plain field: the event alone hands it over
                    ping.set();
                    pong.await();
                    pong.clear();
                }
            });
            scope.launch(() -> {
                for (int i = 1; i <= ROUNDS; i++) {
                    ping.await();
                    ping.clear();
                    seen.addAndGet(handedOver[0]);
                    pong.set();
                }
            });
            scope.join();
        }
        assertEquals((long) ROUNDS * (ROUNDS + 1) / 2, seen.get());
    }

    /** Setters on platform threads: virtual ones that never wait would keep the waiter out. */
    @Test
    void whoWaitsPassesAmongManyThatSetAndClear() throws Exception {
        Event event = new Event();
        Event passed = new Event();
        List<Thread> setters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            setters.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!passed.isSet()) {
                                    event.set();
                                    event.clear();
                                }
                            }));
        }
        for (int i = 0; i < ROUNDS / 10; i++) {
            event.await();
        }
        passed.set();
        for (Thread setter : setters) {
            setter.join();
        }
        event.set();
        event.clear();
        assertFalse(event.isSet());
    }
}
