package dev.hocket.conductor;

import static dev.hocket.conductor.ConductorSetup.BROKE;
import static dev.hocket.conductor.ConductorSetup.MS;
import static dev.hocket.conductor.ConductorSetup.claim;
import static dev.hocket.conductor.ConductorSetup.start;
import static dev.hocket.conductor.ConductorSetup.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Rate;
import dev.hocket.conductor.LaneGrant.Pending;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeyLimitsTest {
    private static List<Integer> startAll(Conductor<Integer> machine, long now) {
        List<Integer> started = new ArrayList<>();
        for (Pending<Integer> next = start(machine, now);
                next != null;
                next = start(machine, now)) {
            started.add(next.ref());
        }
        return started;
    }

    private static void admit(Conductor<Integer> machine, int input, Object key, long now) {
        machine.admit(input, key, now);
    }

    /** Claims first, so that no input starts between two claims. */
    private static Conductor<Integer> claimed(ConductorSetup plan, int inputs) {
        Conductor<Integer> machine = plan.conductor();
        for (int i = 0; i < inputs; i++) {
            assertEquals(1, claim(machine, 0, 1));
        }
        return machine;
    }

    @Test
    void passesOverSaturatedKeysAndKeepsTheOrderWithin() {
        Conductor<Integer> machine = claimed(new ConductorSetup().keys(2, null), 6);
        for (int i = 0; i < 4; i++) {
            admit(machine, i, "a", 0);
        }
        admit(machine, 4, "b", 0);
        admit(machine, 5, "b", 0);
        assertEquals(List.of(0, 1, 4, 5), startAll(machine, 0));
        machine.done("b", 1);
        assertNull(start(machine, 1));
        machine.done("a", 2);
        assertEquals(List.of(2), startAll(machine, 2));
        assertFalse(machine.failed(new Pending<>(0, 1, "a"), BROKE, 3));
        assertEquals(List.of(3), startAll(machine, 3));
    }

    @Test
    void aKeysRateSpacesItsStartsAndNobodyElses() {
        ConductorSetup plan = new ConductorSetup().keys(10, Rate.perSecond(10).withBurst(1));
        Conductor<Integer> machine = claimed(plan, 4);
        admit(machine, 0, "a", 0);
        admit(machine, 1, "a", 0);
        admit(machine, 2, "a", 0);
        admit(machine, 3, "b", 0);
        assertEquals(List.of(0, 3), startAll(machine, 0));
        long due = until(machine, 0);
        assertTrue(due >= 90 * MS && due <= 100 * MS, "" + due);
        assertEquals(List.of(1), startAll(machine, 100 * MS));
        assertEquals(List.of(), startAll(machine, 150 * MS));
        assertEquals(List.of(2), startAll(machine, 200 * MS));
    }

    @Test
    void inputsThatWaitedForALaneDoNotStartInABurst() {
        ConductorSetup plan = new ConductorSetup().keys(10, Rate.perSecond(10).withBurst(1));
        Conductor<Integer> machine = claimed(plan, 3);
        admit(machine, 0, "a", 0);
        admit(machine, 1, "a", 0);
        admit(machine, 2, "a", 0);
        // No lane asks for a second: by then two tokens would have passed by.
        assertFalse(machine.more(0, true) && startAll(machine, 1000 * MS).size() > 1);
        assertEquals(List.of(1), startAll(machine, 1100 * MS));
    }

    @Test
    void aReturnedInputIsTheNextOfItsKeyAndGivesItsTokenBack() {
        ConductorSetup plan = new ConductorSetup().keys(10, Rate.perSecond(10).withBurst(1));
        Conductor<Integer> machine = claimed(plan, 3);
        admit(machine, 0, "a", 0);
        admit(machine, 1, "a", 0);
        Pending<Integer> started = Objects.requireNonNull(start(machine, 0));
        machine.returned(started, 0);
        assertEquals(List.of(0), startAll(machine, 0));
        assertEquals(List.of(1), startAll(machine, 100 * MS));
    }

    @Test
    void aRetryWaitsInItsKeysQueueAgain() {
        ConductorSetup plan = new ConductorSetup().keys(1, null).retry(2, Duration.ZERO);
        Conductor<Integer> machine = claimed(plan, 3);
        admit(machine, 0, "a", 0);
        admit(machine, 1, "a", 0);
        Pending<Integer> first = Objects.requireNonNull(start(machine, 0));
        assertTrue(machine.failed(first, BROKE, 0));
        assertEquals(List.of(1), startAll(machine, 0));
        machine.done("a", 0);
        Pending<Integer> again = Objects.requireNonNull(start(machine, 0));
        assertEquals(0, again.ref());
        assertEquals(2, again.attempt());
    }

    @Test
    void theRateOfAllAndOfAKeyHoldTogether() {
        ConductorSetup plan =
                new ConductorSetup()
                        .keys(10, Rate.perSecond(10).withBurst(1))
                        .rate(Rate.perSecond(20).withBurst(2));
        Conductor<Integer> machine = claimed(plan, 2);
        admit(machine, 0, "a", 0);
        admit(machine, 1, "b", 0);
        assertEquals(List.of(0, 1), startAll(machine, 0));
        assertEquals(0, claim(machine, 0, 1), "the rate of all is used up");
        assertEquals(1, claim(machine, 50 * MS, 1));
        admit(machine, 2, "a", 50 * MS);
        assertEquals(List.of(), startAll(machine, 50 * MS), "the key's is not there yet");
        assertEquals(List.of(2), startAll(machine, 100 * MS));
    }

    @Test
    void keysThatNothingUsesAreForgotten() {
        for (Rate rate : new Rate[] {Rate.perSecond(1000).withBurst(1), null}) {
            ArrayDeque<Pending<Integer>> ready = new ArrayDeque<>();
            KeyLimits<Integer> keys = new KeyLimits<>(1, rate, ready);
            for (int i = 0; i < 100_000; i++) {
                long now = i * 10_000L;
                keys.tick(now);
                keys.add(new Pending<>(i, 1, i), i, now);
                assertEquals(i, ready.remove().ref());
                keys.start(i, now);
                keys.release(i, now + 1);
                assertTrue(keys.size() <= 120, "those of about a millisecond");
            }
        }
    }
}
