package dev.hocket.conductor;

import static dev.hocket.conductor.ConductorSetup.BROKE;
import static dev.hocket.conductor.ConductorSetup.MS;
import static dev.hocket.conductor.ConductorSetup.S;
import static dev.hocket.conductor.ConductorSetup.claim;
import static dev.hocket.conductor.ConductorSetup.first;
import static dev.hocket.conductor.ConductorSetup.start;
import static dev.hocket.conductor.ConductorSetup.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Halt;
import dev.hocket.Rate;
import dev.hocket.Retry;
import dev.hocket.RetryAfter;
import dev.hocket.source.InputSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConductorTest {
    private static final class Later extends RuntimeException implements RetryAfter {
        private static final long serialVersionUID = 1;
        private final transient Duration delay;

        Later(Duration delay) {
            this.delay = delay;
        }

        @Override
        public Duration retryAfter() {
            return delay;
        }
    }

    @Test
    void givesNoMoreThanTheWindowUntilSomeIsConsumed() {
        Conductor<Integer> machine = new ConductorSetup().window(10).conductor();
        assertEquals(8, claim(machine, 0, 8));
        machine.done(8);
        assertEquals(2, claim(machine, 0, 8));
        machine.done(2);
        assertEquals(0, claim(machine, 0, 8));
        machine.consumed(3);
        assertEquals(3, claim(machine, 0, 8));
        assertEquals(0, claim(machine, 0, 1));
    }

    @Test
    void waitsForAPieceWorthWhileOthersRun() {
        Conductor<Integer> machine = new ConductorSetup().window(80).conductor();
        assertEquals(40, claim(machine, 0, 40));
        assertEquals(40, claim(machine, 0, 40));
        machine.done(9);
        machine.consumed(9);
        assertEquals(1, claim(machine, 0, 1), "a lane that wants one gets it");
        assertEquals(0, claim(machine, 0, 40), "8 of 80 are left: a larger piece will come");
        machine.done(40);
        machine.consumed(2);
        assertEquals(10, claim(machine, 0, 40));
    }

    @Test
    void aPendingInputKeepsItsPlaceInTheWindow() {
        Conductor<Integer> machine =
                new ConductorSetup().window(2).retry(2, Duration.ofSeconds(1)).conductor();
        assertEquals(2, claim(machine, 0, 2));
        assertTrue(machine.failed(first(0), BROKE, 0));
        machine.done(1);
        machine.consumed(1);
        assertEquals(1, claim(machine, 0, 2));
        assertEquals(0, claim(machine, 0, 2));
        assertEquals(1, machine.counts().pending());
    }

    @Test
    void lanesAreWokenThoughMostOfTheWindowWaitsForRetries() {
        Conductor<Integer> machine =
                new ConductorSetup().window(100).retry(2, Duration.ofHours(1)).conductor();
        assertEquals(100, claim(machine, 0, 100));
        for (int i = 0; i < 90; i++) {
            assertTrue(machine.failed(first(i), BROKE, 0));
        }
        assertFalse(machine.more(0, false));
        machine.done(4);
        machine.consumed(4);
        assertTrue(machine.more(0, false), "4 of the 10 places that are not taken by waiting");
    }

    @Test
    void takesLittlePiecesOfWhatIsLeftTowardsTheEnd() {
        Conductor<Integer> machine = new ConductorSetup().window(1000).conductor();
        LaneGrant<Integer> grant = machine.next(0, 100, 80, false);
        assertEquals(new LaneGrant.Claim<Integer>(10), grant);
        assertEquals(new LaneGrant.Claim<Integer>(1), machine.next(0, 100, 7, false));
    }

    @Test
    void bytesBoundTheWindowToo() {
        ConductorSetup plan = new ConductorSetup();
        plan.windowBytes = 100;
        Conductor<Integer> machine = plan.conductor();
        assertEquals(1, claim(machine, 0, 50), "one by one where bytes are counted");
        machine.weigh(60);
        assertEquals(1, claim(machine, 0, 50));
        machine.weigh(60);
        assertEquals(0, claim(machine, 0, 50));
        assertFalse(machine.more(0, false));
        machine.done(1);
        machine.consumed(1);
        machine.weigh(-60);
        assertTrue(machine.more(0, false));
        assertEquals(1, claim(machine, 0, 50));
    }

    @Test
    void anInputLargerThanTheBytesRunsAlone() {
        ConductorSetup plan = new ConductorSetup();
        plan.windowBytes = 100;
        Conductor<Integer> machine = plan.conductor();
        assertEquals(1, claim(machine, 0, 1));
        machine.weigh(5000);
        assertEquals(0, claim(machine, 0, 1));
        machine.done(1);
        machine.consumed(1);
        machine.weigh(-5000);
        assertEquals(1, claim(machine, 0, 1));
    }

    @Test
    void triesAgainAfterBackoffWithJitterWithinItsBounds() {
        for (long seed = 0; seed < 200; seed++) {
            Conductor<Integer> machine =
                    new ConductorSetup().retry(4, Duration.ofMillis(100)).conductor(seed);
            assertEquals(1, claim(machine, 0, 1));
            LaneGrant.Pending<Integer> running = first(7);
            long now = 0;
            for (int attempt = 1; attempt < 4; attempt++) {
                assertTrue(machine.failed(running, BROKE, now));
                long due = until(machine, now) - now;
                long full = (100 * MS) << (attempt - 1);
                assertTrue(due >= full / 2 && due <= full, attempt + ": " + due);
                assertNull(start(machine, now + due - 1));
                now += due;
                running = given(start(machine, now));
                assertEquals(attempt + 1, running.attempt());
            }
            assertFalse(machine.failed(running, BROKE, now), "the fourth was the last");
            assertEquals(1, machine.counts().failed());
        }
    }

    private static <T> T given(@org.jspecify.annotations.Nullable T value) {
        assertNotNull(value);
        return java.util.Objects.requireNonNull(value);
    }

    @Test
    void backoffHasACeiling() {
        ConductorSetup plan = new ConductorSetup();
        plan.retry =
                Retry.upTo(100)
                        .withBackoff(Duration.ofSeconds(1))
                        .withMaxBackoff(Duration.ofSeconds(8));
        Conductor<Integer> machine = plan.conductor();
        assertEquals(1, claim(machine, 0, 1));
        assertTrue(machine.failed(new LaneGrant.Pending<>(1, 90, null), BROKE, 0));
        long due = until(machine, 0);
        assertTrue(due >= 4 * S && due <= 8 * S, "" + due);
    }

    @Test
    void aFailureMayCarryItsOwnDelay() {
        Conductor<Integer> machine =
                new ConductorSetup().retry(3, Duration.ofMillis(1)).conductor();
        assertEquals(3, claim(machine, 0, 3));
        Cause later = new Cause.Threw(new Later(Duration.ofSeconds(30)));
        assertTrue(machine.failed(first(1), later, 0));
        assertEquals(30 * S, until(machine, 0));
        Cause now = new Cause.Threw(new Later(Duration.ofSeconds(-5)));
        assertTrue(machine.failed(first(2), now, 0));
        assertEquals(2, given(start(machine, 0)).ref());
        Cause never = new Cause.Threw(new Later(Duration.ofSeconds(Long.MAX_VALUE)));
        assertTrue(machine.failed(first(3), never, 0));
        assertEquals(30 * S, until(machine, 0));
    }

    @Test
    void aTestThatThrowsMeansNoRetry() {
        ConductorSetup plan = new ConductorSetup();
        RuntimeException thrown = new RuntimeException("the same one");
        plan.retry =
                Retry.upTo(5)
                        .when(error -> {
                            throw thrown;
                        });
        Conductor<Integer> machine = plan.conductor();
        assertEquals(2, claim(machine, 0, 2));
        assertFalse(machine.failed(first(1), new Cause.Threw(thrown), 0));
        Exception other = new Exception("other");
        assertFalse(machine.failed(first(2), new Cause.Threw(other), 0));
        assertEquals(List.of(thrown), List.of(other.getSuppressed()));
        assertEquals(0, machine.counts().running());
    }

    @Test
    void timeOutsAndCrashesAreTriedAgainAndCancellationsNever() {
        ConductorSetup plan = new ConductorSetup();
        plan.retry = Retry.upTo(2).when(error -> false);
        Conductor<Integer> machine = plan.conductor();
        assertEquals(4, claim(machine, 0, 4));
        assertFalse(machine.failed(first(0), BROKE, 0));
        assertTrue(machine.failed(first(1), new Cause.TimedOut(Duration.ofMillis(1), false), 0));
        assertTrue(machine.failed(first(2), new Cause.Crashed(1, 0, List.of()), 0));
        assertFalse(machine.failed(first(3), new Cause.Cancelled(true, null), 0));
        assertEquals(1, machine.counts().cancelled());
        assertEquals(1, machine.counts().failed());
    }

    @Test
    void ratesBoundStartsAndAReturnedOneGivesItsTokenBack() {
        Conductor<Integer> machine =
                new ConductorSetup().rate(Rate.perSecond(10).withBurst(2)).conductor();
        assertEquals(2, claim(machine, 0, 50), "as many as there are tokens");
        assertEquals(0, claim(machine, 0, 1));
        assertEquals(100 * MS, until(machine, 0));
        machine.returned(first(1), 0);
        assertEquals(1, given(start(machine, 0)).attempt());
        assertNull(start(machine, 0));
        machine.unclaimed(1);
        assertEquals(1, claim(machine, 0, 1));
    }

    @Test
    void retriesComeBeforeNewInputs() {
        Conductor<Integer> machine = new ConductorSetup().retry(2, Duration.ZERO).conductor();
        assertEquals(1, claim(machine, 0, 1));
        assertTrue(machine.failed(first(3), BROKE, 0));
        LaneGrant<Integer> next = machine.next(0, 10, InputSource.UNKNOWN, false);
        assertEquals(new LaneGrant.Start<>(new LaneGrant.Pending<>(3, 2, null)), next);
    }

    @Test
    void soonStartsNothingMore() {
        Conductor<Integer> machine =
                new ConductorSetup()
                        .retry(2, Duration.ZERO)
                        .halt(Halt.atFailures(Halt.Mode.SOON, 2))
                        .conductor();
        assertEquals(5, claim(machine, 0, 5));
        assertTrue(machine.failed(first(0), BROKE, 0));
        assertTrue(machine.failed(first(1), BROKE, 0));
        assertFalse(machine.failed(new LaneGrant.Pending<>(2, 2, null), BROKE, 0));
        assertNull(machine.halted(), "a retry is no final failure");
        assertFalse(machine.failed(new LaneGrant.Pending<>(3, 2, null), BROKE, 0));
        assertEquals(Halt.Mode.SOON, machine.halted());
        assertInstanceOf(LaneGrant.Closed.class, machine.next(0, 1, 5, false));
        assertEquals(2, machine.drop().size());
        machine.dropped(BROKE);
        machine.dropped(new Cause.Cancelled(false, null));
        assertFalse(machine.ended(), "one still runs");
        assertFalse(machine.failed(first(4), BROKE, 0), "not tried again");
        assertTrue(machine.ended());
        Conductor.Counts counts = machine.counts();
        assertEquals(4, counts.failed());
        assertEquals(1, counts.cancelled());
        machine.halt(Halt.Mode.NOW);
        assertEquals(Halt.Mode.NOW, machine.halted());
        machine.halt(Halt.Mode.SOON);
        assertEquals(Halt.Mode.NOW, machine.halted(), "now goes further");
    }

    @Test
    void aShareIsLookedAtFromTheTwentiethOutcomeOn() {
        Conductor<Integer> machine =
                new ConductorSetup().halt(Halt.atPercent(Halt.Mode.NOW, 50)).conductor();
        for (int i = 0; i < 20; i++) {
            assertNull(machine.halted());
            assertEquals(1, claim(machine, 0, 50), "one by one until then");
            if (i < 10) {
                assertFalse(machine.failed(first(i), BROKE, 0));
            } else {
                machine.done(1);
            }
            machine.consumed(1);
        }
        assertEquals(Halt.Mode.NOW, machine.halted(), "10 of 20, seen at a success");

        Conductor<Integer> fine =
                new ConductorSetup().halt(Halt.atPercent(Halt.Mode.NOW, 50)).conductor();
        assertEquals(1, claim(fine, 0, 1));
        fine.done(40);
        assertEquals(25, claim(fine, 0, 25));
    }

    @Test
    void aLeaseMayAskWhetherItsEndsWouldHalt() {
        Conductor<Integer> machine =
                new ConductorSetup().halt(Halt.atFailures(Halt.Mode.SOON, 3)).conductor();
        assertEquals(10, claim(machine, 0, 10));
        assertFalse(machine.wouldHalt(5, 2));
        assertTrue(machine.wouldHalt(5, 3));
        assertFalse(machine.failed(first(1), BROKE, 0));
        assertTrue(machine.wouldHalt(0, 2));
        assertNull(machine.halted());
    }

    @Test
    void replayedAndBrokenInputsEndWithoutAnAttempt() {
        Conductor<Integer> machine =
                new ConductorSetup().rate(Rate.perSecond(1).withBurst(2)).conductor();
        assertEquals(1, claim(machine, 0, 1));
        machine.replayed();
        assertEquals(1, claim(machine, 0, 1));
        machine.broke();
        assertEquals(2, claim(machine, 0, 2), "neither took a token");
        machine.sourceEnded();
        assertFalse(machine.ended());
        machine.done(2);
        assertTrue(machine.ended());
        Conductor.Counts counts = machine.counts();
        assertEquals(
                List.of(4L, 1L, 1L, 2L),
                List.of(counts.claimed(), counts.replayed(), counts.failed(), counts.done()));
        assertEquals(4, counts.unread());
    }

    @Test
    void grownInputsOpenTheSourceAgain() {
        Conductor<Integer> machine = new ConductorSetup().conductor();
        assertEquals(1, claim(machine, 0, 1));
        machine.sourceEnded();
        assertEquals(0, claim(machine, 0, 1));
        machine.sourceGrew();
        machine.done(1);
        assertFalse(machine.ended());
        assertEquals(1, claim(machine, 0, 1));
    }
}
