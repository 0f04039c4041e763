package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Failed;
import dev.hocket.Halt;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.RunException;
import dev.hocket.Stats;
import dev.hocket.testkit.FaultPlan.Act;
import dev.hocket.testkit.FaultPlan.Ending;
import dev.hocket.testkit.FaultPlan.Reading;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Holds what happened in a {@link PlannedRun} against its plan. */
final class PlanVerdict {
    /** What ends a run as cancelled. */
    private static final Set<Ending> CANCELLING =
            EnumSet.of(Ending.SOON, Ending.NOW, Ending.CLOSE_RUN, Ending.INTERRUPT, Ending.STOP);

    private final PlannedRun planned;
    private final FaultPlan plan;
    private final PlannedTask witness;
    private final List<Outcome<?, ?>> all;

    PlanVerdict(PlannedRun planned) {
        this.planned = planned;
        this.plan = planned.plan;
        this.witness = planned.witness;
        this.all = planned.ledger.told;
    }

    void check() {
        assertNull(planned.ledger.firstBroken());
        assertNull(witness.broken.peek());
        all.forEach(this::checkOutcome);
        checkIdentities();
        checkCounts();
        checkDelivery();
        checkEnd();
        checkHalt();
        witness.threads.forEach(thread -> checkEnded(thread));
    }

    private void checkOutcome(Outcome<?, ?> outcome) {
        long input = (Long) outcome.input();
        Stats stats = outcome.stats();
        int attempts = stats.attempts();
        assertTrue(stats.index() == input || (stats.index() == -1 && plan.grows), "" + outcome);
        assertFalse(stats.started().isBefore(planned.began), "started too early: " + outcome);
        assertFalse(stats.time().isNegative(), () -> "took a negative time: " + outcome);
        assertTrue(attempts <= plan.attempts, () -> "too many attempts: " + outcome);
        assertEquals(attempts > 0, !stats.lane().isEmpty(), () -> "the lane of " + outcome);
        if (!plan.deadline) {
            assertEquals(witness.attempts(input), attempts, () -> "attempts of " + outcome);
        }
        if (plan.certain()) {
            assertEquals(plan.lastAttempt(input), attempts, () -> "attempts of " + outcome);
        }
        List<Act> acts = acts(input, attempts);
        switch (outcome) {
            case Done<?, ?>(_, Object output, _) -> {
                assertTrue(
                        acts.stream().anyMatch(Act::succeeds),
                        () -> "no success was planned: " + outcome);
                assertEquals(PlannedTask.output(input), output);
            }
            case Failed<?, ?>(_, Cause cause, _) -> checkCause(outcome, cause, acts, attempts);
        }
    }

    /**
     * What the last attempt may have done. A deadline may strike before an attempt comes to what
     * was planned for it, which is then what the next one does.
     */
    private List<Act> acts(long input, int attempts) {
        if (attempts == 0) {
            return List.of(Act.HANG);
        }
        return IntStream.rangeClosed(plan.deadline ? 1 : attempts, attempts)
                .mapToObj(attempt -> plan.act(input, attempt))
                .toList();
    }

    private void checkCause(Outcome<?, ?> outcome, Cause cause, List<Act> acts, int attempts) {
        switch (cause) {
            case Cause.Threw(Throwable error) -> {
                assertTrue(
                        acts.stream().anyMatch(act -> fits(act, error)),
                        () -> acts + " were planned: " + outcome);
                assertTrue(
                        attempts == plan.attempts || plan.cut(), () -> "not retried: " + outcome);
            }
            case Cause.TimedOut _ -> {
                assertTrue(plan.deadline, () -> "there is no deadline: " + outcome);
                assertTrue(
                        attempts == plan.attempts || plan.cut(), () -> "not retried: " + outcome);
            }
            case Cause.Cancelled(boolean started, _) -> {
                assertTrue(plan.cut() || planned.cancelled(), () -> "cancelled: " + outcome);
                assertEquals(attempts > 0, started, () -> "whether it started: " + outcome);
            }
            case Cause.Crashed _ -> throw new AssertionError("nothing can crash: " + outcome);
        }
    }

    private static boolean fits(Act act, Throwable error) {
        return switch (act) {
            case THROW -> error.getClass() == PlannedTask.Planned.class;
            case LATER -> error instanceof PlannedTask.PlannedLater;
            case OVERFLOW -> error instanceof StackOverflowError;
            case MEMORY -> error instanceof OutOfMemoryError;
            case LINKAGE -> error instanceof LinkageError;
            case HANG -> error instanceof InterruptedException;
            default -> false;
        };
    }

    /** Each input that was pulled ends in one outcome, each grown key in one. */
    private void checkIdentities() {
        Set<Long> given = new HashSet<>();
        Set<Long> grown = new HashSet<>();
        Set<Long> growth = new HashSet<>();
        for (Outcome<?, ?> outcome : all) {
            Long input = (Long) outcome.input();
            Set<Long> kind = outcome.stats().index() >= 0 ? given : grown;
            assertTrue(kind.add(input), () -> "two outcomes of input " + input);
            if (outcome.isDone() && outcome.stats().index() >= 0) {
                growth.addAll(plan.grown(input));
            }
        }
        if (plan.cut()) {
            return;
        }
        int pulled = plan.sourceThrowsAt >= 0 ? plan.sourceThrowsAt : plan.inputs;
        assertEquals(pulled, given.size(), "outcomes of given inputs");
        if (plan.sourceThrowsAt < 0) {
            growth.removeAll(given);
            assertEquals(growth, grown, "grown inputs");
        }
    }

    private void checkCounts() {
        long done = all.stream().filter(Outcome::isDone).count();
        long cancelled = all.stream().filter(outcome -> !RunLedger.logged(outcome)).count();
        var progress = planned.progress();
        assertTrue(progress.ended(), "the run has not ended");
        assertEquals(0, progress.running(), "running");
        assertEquals(0, progress.waiting(), "waiting");
        assertEquals(done, progress.done(), "done");
        assertEquals(cancelled, progress.cancelled(), "cancelled");
        assertEquals(all.size() - done - cancelled, progress.failed(), "failed");
        assertEquals(all.size(), progress.claimed(), "claimed");
        long written = planned.ledger.written.size();
        assertEquals(all.size() - cancelled, written, "written to the journal");
        var report = planned.report();
        if (!plan.deadline) {
            assertEquals(witness.started(), report.attempts(), "attempts");
            assertTrue(report.peakWidth() <= plan.width, "peak width " + report.peakWidth());
        }
        if (progress.total().isPresent() && !plan.grows) {
            assertEquals(plan.inputs - all.size(), report.notStarted(), "not started");
        }
    }

    private void checkDelivery() {
        List<Outcome<Long, String>> got = planned.got;
        boolean early = plan.ending == Ending.STOP || plan.ending == Ending.CLOSE_RUN;
        if (plan.reading != Reading.DRAIN) {
            assertTrue(early || got.size() == all.size(), "delivered " + got.size());
            assertEquals(got.size(), new HashSet<>(got).size(), "delivered once");
        }
        if (!early) {
            assertEquals(1, planned.ledger.ends.get(), "the listener was told the end");
        }
        assertEquals(1, planned.ledger.starts.get(), "the listener was told the start");
        long last = -1;
        for (Outcome<Long, String> outcome : got) {
            if (plan.reading == Reading.IN_ORDER) {
                assertTrue(outcome.input() > last, "not in order: " + outcome);
            }
            last = outcome.input();
        }
    }

    /** The run says why it ended, as its report does, and only a complete one says nothing. */
    private void checkEnd() {
        Report.End end = planned.report().end();
        if (plan.sourceThrowsAt >= 0 && !plan.cut()) {
            assertEquals(Report.End.BROKEN, end);
        }
        boolean possible =
                switch (end) {
                    case RUNNING -> false;
                    case COMPLETE -> true;
                    case HALTED -> !plan.halt.equals(Halt.never());
                    case CANCELLED -> CANCELLING.contains(plan.ending);
                    case CLOSED -> plan.ending == Ending.CLOSE_ENGINE;
                    case BROKEN -> plan.sourceThrowsAt >= 0;
                };
        assertTrue(possible, () -> "it cannot have ended " + end);
        if (plan.ending == Ending.STOP || planned.late()) {
            return; // nobody came to its end
        }
        @Nullable RuntimeException said = planned.said();
        switch (end) {
            case RUNNING, COMPLETE -> assertNull(said);
            case HALTED, CANCELLED -> assertInstanceOf(CancellationException.class, said);
            case CLOSED -> assertPart(RunException.Part.ENGINE, said);
            case BROKEN -> assertPart(RunException.Part.SOURCE, said);
        }
    }

    private static void assertPart(RunException.Part part, @Nullable RuntimeException said) {
        assertEquals(part, assertInstanceOf(RunException.class, said).part());
    }

    /** In one lane, nothing starts after the failure that halts. */
    private void checkHalt() {
        boolean simple = plan.width == 1 && plan.attempts == 1 && plan.keys == 0 && !plan.grows;
        int allowed = plan.halt.failures();
        if (!simple || allowed == 0 || plan.ending != Ending.NONE || plan.deadline) {
            return;
        }
        int failures = 0;
        for (long input = 0; input < plan.inputs; input++) {
            boolean past = failures >= allowed;
            long at = input;
            assertFalse(
                    past && witness.attempts(input) > 0,
                    () -> "input " + at + " was started after the failure that halts");
            failures += plan.act(input, 1).succeeds() ? 0 : 1;
        }
    }

    private void checkEnded(Thread thread) {
        if (!thread.equals(Thread.currentThread()) && !thread.getName().equals("hocket-aside")) {
            BoundedWait.until("the end of lane thread " + thread, () -> !thread.isAlive());
        }
    }
}
