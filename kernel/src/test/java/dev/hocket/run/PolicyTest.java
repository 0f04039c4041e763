package dev.hocket.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Limit;
import dev.hocket.Rate;
import dev.hocket.RefusedException;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.conductor.ConductorPlan;
import dev.hocket.conductor.ConductorSetup;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Policies refuse what makes no sense, and name the value. */
class PolicyTest {
    private static void refused(String value, Executable made) {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, made);
        assertTrue(String.valueOf(thrown.getMessage()).contains(value), thrown.toString());
    }

    @Test
    void retries() {
        refused("upTo(0)", () -> Retry.upTo(0));
        refused("PT-1S", () -> Retry.upTo(2).withBackoff(Duration.ofSeconds(-1)));
        refused("PT-2S", () -> Retry.upTo(2).withMaxBackoff(Duration.ofSeconds(-2)));
        assertEquals(1, Retry.none().attempts());
    }

    @Test
    void rates() {
        refused("rate 0.0", () -> Rate.perSecond(0));
        refused("rate -3.0", () -> Rate.perSecond(-3));
        refused("rate NaN", () -> Rate.perSecond(Double.NaN));
        refused("rate Infinity", () -> Rate.perSecond(Double.POSITIVE_INFINITY));
        refused("PT0S", () -> Rate.of(1, Duration.ZERO));
        refused("at most one per nanosecond", () -> Rate.perSecond(2e9));
        refused("burst 0", () -> Rate.perSecond(1).withBurst(0));
        assertEquals(1, Rate.perSecond(5).burst());
        assertEquals(10, Rate.perSecond(1000).burst(), "those of 10 ms");
    }

    @Test
    void halts() {
        refused("-1 failures", () -> Halt.atFailures(Halt.Mode.SOON, -1));
        refused("at least 1; use Halt.never()", () -> Halt.atFailures(Halt.Mode.SOON, 0));
        refused("more than 0; use Halt.never()", () -> Halt.atPercent(Halt.Mode.SOON, 0));
        refused("101.0 %", () -> Halt.atPercent(Halt.Mode.SOON, 101));
        refused("NaN %", () -> Halt.atPercent(Halt.Mode.SOON, Double.NaN));
        Halt third = Halt.atFailures(Halt.Mode.NOW, 3);
        assertFalse(third.reached(1000, 2));
        assertTrue(third.reached(0, 3));
        Halt tenth = Halt.atPercent(Halt.Mode.NOW, 10);
        assertFalse(tenth.reached(0, 19), "before the 20th outcome");
        assertTrue(tenth.reached(18, 2));
        assertFalse(tenth.reached(19, 1));
        refused("-1 successes", () -> Halt.atSuccesses(Halt.Mode.SOON, -1));
        Halt second = Halt.atSuccesses(Halt.Mode.NOW, 2);
        assertFalse(second.reached(1, 1000));
        assertTrue(second.reached(2, 0));
        assertFalse(Halt.never().reached(0, Long.MAX_VALUE));
        assertFalse(Halt.never().reached(Long.MAX_VALUE, 0));
    }

    @Test
    void limitsDeadlinesAndOptions() {
        refused("width 0", () -> new Limit<Long>(i -> i, 0, null));
        Job<Long, Long> job = Job.of("job", i -> i);
        refused("PT0S", () -> job.deadline(Duration.ZERO));
        refused("PT-1S", () -> job.deadline(Duration.ofSeconds(-1)));
        refused("window -1", () -> RunOptions.<Long, Long>defaults().withWindow(-1));
        refused("width -2", () -> RunOptions.<Long, Long>defaults().withWidth(-2));
        refused("bytes -3", () -> RunOptions.<Long, Long>defaults().withWindowBytes(-3));
    }

    @Test
    void aDeadlineOfAgesIsNoDeadline() {
        Job<Long, Long> job =
                Job.<Long, Long>of("ages", i -> i).deadline(Duration.ofSeconds(Long.MAX_VALUE));
        try (SmallEngine engine = new SmallEngine(1);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 100))) {
            assertEquals(100, run.drain().done());
        }
    }

    @Test
    void aJobIsNotChangedByItsCopies() {
        Job<Long, Long> plain = Job.of("job", i -> i);
        Job<Long, Long> other = plain.retry(Retry.upTo(3)).deadline(Duration.ofSeconds(1));
        assertEquals(1, plain.retry().attempts());
        assertTrue(plain.deadline().isEmpty());
        assertEquals(3, other.retry().attempts());
    }

    @Test
    void windowsFollowWidthAndChunks() {
        ConductorSetup machine = new ConductorSetup().window(0);
        ConductorPlan plan =
                new ConductorPlan(
                        machine.retry,
                        null,
                        machine.halt,
                        1,
                        null,
                        false,
                        0,
                        1 << 20,
                        false,
                        100_000);
        assertEquals(ConductorPlan.MOST_WINDOW, plan.window(1), "16 a lane, at most");
        assertEquals(ConductorPlan.MOST_WINDOW, plan.window(Integer.MAX_VALUE));
        assertEquals(7, machine.window(7).conductor().window());
    }

    @Test
    void engineNamesAreSaidBackWithWhatThereIs() {
        refused("no engine 'threads': none is on the class path", () -> Engine.named("threads:4"));
        RefusedException refusal =
                assertThrows(
                        RefusedException.class,
                        () ->
                                new CallerEngine()
                                        .start(
                                                Job.<Long, Long>of("slow", i -> i)
                                                        .deadline(Duration.ofSeconds(1)),
                                                Inputs.range(0, 1)));
        assertTrue(refusal.toString().contains("slow has a deadline"), refusal.toString());
        assertThrows(RefusedException.class, () -> new CallerEngine().asExecutorService());
    }
}
