package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ManualTickerTest {
    private final ManualTicker ticker = new ManualTicker();
    private final List<String> calls = new ArrayList<>();

    private Runnable call(String name) {
        return () -> calls.add(name + "@" + ticker.nanos());
    }

    @Test
    void callsComeInTheOrderOfTheirTimes() {
        Runnable _ = ticker.schedule(call("late"), 30);
        Runnable _ = ticker.schedule(call("early"), 10);
        Runnable _ = ticker.schedule(call("early too"), 10);
        ticker.advance(Duration.ofNanos(29));
        assertEquals(List.of("early@10", "early too@10"), calls);
        assertEquals(29, ticker.nanos());
        ticker.advance(Duration.ofNanos(1));
        assertEquals(List.of("early@10", "early too@10", "late@30"), calls);
    }

    @Test
    void aCallMayScheduleAnother() {
        Runnable _ =
                ticker.schedule(
                        () -> {
                            Runnable _ = ticker.schedule(call("second"), 5);
                        },
                        10);
        ticker.advance(Duration.ofNanos(20));
        assertEquals(List.of("second@15"), calls);
    }

    @Test
    void aCancelledCallIsNotMade() {
        Runnable cancel = ticker.schedule(call("never"), 10);
        assertEquals(1, ticker.pending());
        cancel.run();
        cancel.run();
        assertEquals(0, ticker.pending());
        assertFalse(ticker.advanceToNext());
        assertEquals(List.of(), calls);
    }

    @Test
    void turnsToTheNextCall() {
        Runnable _ = ticker.schedule(call("next"), 1_000_000_000_000L);
        assertTrue(ticker.advanceToNext());
        assertEquals(List.of("next@1000000000000"), calls);
        assertFalse(ticker.advanceToNext());
    }

    @Test
    void waitsForWhatOtherThreadsSchedule() throws Exception {
        SideThread<Runnable> other = SideThread.start(() -> ticker.schedule(call("other"), 1));
        ticker.awaitPending(1);
        ticker.advance(Duration.ofNanos(1));
        assertEquals(List.of("other@1"), calls);
        other.get().run();
    }
}
