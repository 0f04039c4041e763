package dev.hocket.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Job;
import dev.hocket.JournalException;
import dev.hocket.RunOptions;
import dev.hocket.conductor.LaneGrant;
import dev.hocket.source.ClaimedInputs;
import dev.hocket.source.InputSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who is woken, and when: lanes by {@link ParkedLanes}, the consumer by {@link LeaseMailbox}. */
class WaitingTest {
    private final HandTicker ticker = new HandTicker();
    private final List<String> events = new ArrayList<>();
    private final ParkedLanes parking = new ParkedLanes(ticker, () -> events.add("fired"));

    private void wakeOne() {
        Runnable wake = parking.one();
        assertNotNull(wake);
        wake.run();
    }

    @Test
    void lanesAreWokenOneByOneAndTheCallerBeforeThem() {
        parking.park(() -> events.add("a"), false);
        parking.park(() -> events.add("b"), false);
        parking.park(() -> events.add("caller"), true);
        wakeOne();
        wakeOne();
        wakeOne();
        assertNull(parking.one());
        assertTrue(parking.isEmpty());
        assertEquals(List.of("caller", "a", "b"), events);
    }

    @Test
    void aCallerIsParkedOnceAndForgottenWhenItGoes() {
        for (int i = 0; i < 1000; i++) {
            parking.park(() -> events.add("caller"), true);
        }
        assertTrue(parking.callerParked());
        assertTrue(parking.unparkCaller());
        assertFalse(parking.unparkCaller());
        assertNull(parking.one());
        parking.park(() -> events.add("caller"), true);
        wakeOne();
        assertFalse(parking.unparkCaller(), "it was woken");
    }

    @Test
    void theTimerIsForTheEarliestMomentAsked() {
        long start = ticker.nanos();
        parking.arm(LaneGrant.Wait.EVENT, start);
        assertEquals(0, ticker.scheduled());
        parking.arm(start + 500, start);
        parking.arm(start + 900, start);
        parking.arm(start + 200, start);
        assertEquals(1, ticker.scheduled(), "one timer, whatever was asked");
        ticker.turn(199);
        assertEquals(List.of(), events);
        ticker.turn(1);
        assertEquals(List.of("fired"), events);
        parking.disarmed();
        parking.arm(start + 500, ticker.nanos());
        assertEquals(1, ticker.scheduled());
        parking.disarm();
        ticker.turn(10_000);
        assertEquals(List.of("fired"), events);
    }

    private static LeaseSlots<Long, Long> lease(int size) {
        InputSource<Long> source = InputSource.range(0, size);
        return new LeaseSlots<>(state(source), 0, new ClaimedInputs.InPlace<>(source, 0, size));
    }

    private static RunState<Long, Long> state(InputSource<Long> source) {
        try {
            return new ActiveRun<>(
                            new CallerEngine(),
                            Job.of("job", (Long i) -> i),
                            source,
                            RunOptions.defaults(),
                            1,
                            false)
                    .state();
        } catch (JournalException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aConsumerThatGotSomethingALittleWhileAgoIsWokenForAFloodOrTheEnd() {
        LeaseMailbox<Long, Long> mailbox = new LeaseMailbox<>();
        assertNull(mailbox.waking(100, true), "it does not wait");
        mailbox.waiting(true);
        mailbox.put(lease(24));
        assertNull(mailbox.waking(100, false), "it looks again by itself");
        mailbox.put(lease(1));
        assertNotNull(mailbox.waking(100, false), "a quarter of the window is unread");
        assertNull(mailbox.waking(100, false), "once");
        assertEquals(2, Objects.requireNonNull(mailbox.takeAll()).size());
        assertNull(mailbox.takeAll());
        mailbox.waiting(true);
        assertNotNull(mailbox.waking(100, true), "nothing more will come");
    }

    @Test
    void aConsumerThatFoundNothingIsWokenByTheNextLease() {
        LeaseMailbox<Long, Long> mailbox = new LeaseMailbox<>();
        mailbox.waiting(false);
        assertNull(mailbox.waking(100, false));
        mailbox.put(lease(1));
        assertNotNull(mailbox.waking(100, false));
        assertNull(mailbox.waking(100, false));
    }
}
