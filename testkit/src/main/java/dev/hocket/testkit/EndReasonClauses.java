package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Only a run that is complete ends quietly; every form of consuming it says why it ended. */
interface EndReasonClauses extends ContractClauses {

    /** What ends a run before it is complete. */
    interface EarlyEnd {
        void end(Engine engine, Run<Long, Long> run);
    }

    private Job<Long, Long> stuckFrom(long first, CountDownLatch entered) {
        return job(
                "stuck",
                input -> {
                    if (input >= first) {
                        entered.countDown();
                        new CountDownLatch(1).await();
                    }
                    return input;
                });
    }

    private <X extends RuntimeException> void everyFormSays(
            Class<X> expected, Report.End end, String words, EarlyEnd cut) throws Exception {
        for (ConsumingForm form : ConsumingForm.values()) {
            CountDownLatch entered = new CountDownLatch(1);
            try (Engine engine = open(2)) {
                // The window is small, so that an attempt waits only when the consumer has come.
                Run<Long, Long> run =
                        engine.start(
                                stuckFrom(20, entered),
                                Inputs.range(0, 100_000),
                                RunOptions.<Long, Long>defaults().withWindow(8));
                SideThread<X> consumer =
                        SideThread.start(() ->
                                assertThrows(
                                        expected, () -> form.consume(run), () -> "by " + form));
                BoundedWait.await(entered, "an attempt that waits, by " + form);
                cut.end(engine, run);
                String said = String.valueOf(consumer.get().getMessage());
                assertTrue(said.contains(words), () -> form + " says: " + said);
                assertEquals(end, run.report().end(), form::toString);
                run.close();
                assertEquals(end, run.report().end(), "closing it later changes nothing");
            }
        }
    }

    @Test
    default void everyFormSaysThatTheRunWasCancelled() throws Exception {
        everyFormSays(
                CancellationException.class,
                Report.End.CANCELLED,
                "stuck: the run was cancelled: ",
                (_, run) -> run.cancel(Halt.Mode.NOW));
    }

    @Test
    default void everyFormSaysThatTheRunWasClosed() throws Exception {
        everyFormSays(
                CancellationException.class,
                Report.End.CANCELLED,
                "stuck: the run was cancelled: ",
                (_, run) -> run.close());
    }

    @Test
    default void everyFormSaysThatTheEngineWasClosed() throws Exception {
        everyFormSays(
                RunException.class,
                Report.End.CLOSED,
                " was closed before the run had ended: ",
                (engine, _) -> engine.close());
    }

    @Test
    default void mapSaysThatTheEngineWasClosed() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        Engine engine = open(2);
        SideThread<RunException> map =
                SideThread.start(() ->
                        assertThrows(
                                RunException.class,
                                () ->
                                        engine.map(
                                                stuckFrom(20, entered), Inputs.range(0, 100_000))));
        BoundedWait.await(entered, "an attempt that waits");
        engine.close();
        assertTrue(String.valueOf(map.get().getMessage()).contains("was closed before"));
    }

    @Test
    default void everyFormSaysThatItsRuleHaltedTheRun() {
        Job<Long, Long> job =
                this.<Long, Long>job(
                                "failing",
                                input -> {
                                    throw new IllegalStateException("no " + input);
                                })
                        .halt(Halt.atFailures(Halt.Mode.SOON, 3));
        for (ConsumingForm form : ConsumingForm.values()) {
            try (Engine engine = open(2);
                    Run<Long, Long> run = engine.start(job, Inputs.range(0, 100_000))) {
                CancellationException said =
                        assertThrows(
                                CancellationException.class,
                                () -> form.consume(run),
                                () -> "by " + form);
                assertTrue(
                        String.valueOf(said.getMessage())
                                .startsWith("failing: the run was halted by its rule: 0 done, "),
                        () -> form + " says: " + said.getMessage());
                assertTrue(run.report().halted(), form::toString);
            }
        }
    }

    /** A rule over successes looks after each of them, however many inputs a lease would hold. */
    @Test
    default void aRunHaltsAtItsSuccesses() {
        Job<Long, Long> job =
                job("found", (Long input) -> input).halt(Halt.atSuccesses(Halt.Mode.SOON, 3));
        try (Engine engine = open(2);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 100_000))) {
            assertThrows(CancellationException.class, run::drain);
            assertTrue(run.report().halted());
            long done = run.report().done();
            assertTrue(done >= 3 && done <= 16, done + " done where 3 were wanted");
            assertEquals(0, run.report().failed());
        }
    }

    @Test
    default void everyFormSaysThatTheSourceBroke() {
        for (ConsumingForm form : ConsumingForm.values()) {
            Iterator<Long> broken =
                    LongStream.range(0, 100)
                            .peek(i -> {
                                if (i == 50) {
                                    throw new IllegalStateException("no more lines");
                                }
                            })
                            .iterator();
            try (Engine engine = open(2);
                    Run<Long, Long> run =
                            engine.start(job("fed", (Long input) -> input), Inputs.of(broken))) {
                RunException said =
                        assertThrows(
                                RunException.class, () -> form.consume(run), () -> "by " + form);
                assertEquals(RunException.Part.SOURCE, said.part());
                assertEquals(Report.End.BROKEN, run.report().end(), form::toString);
                assertEquals(50, run.report().done(), "all that was read, by " + form);
            }
        }
    }

    @Test
    default void onlyACompleteRunEndsQuietly() {
        for (ConsumingForm form : ConsumingForm.values()) {
            try (Engine engine = open(2);
                    Run<Long, Long> run =
                            engine.start(job("whole", (Long i) -> i), Inputs.range(0, 1_000))) {
                form.consume(run);
                run.cancel(Halt.Mode.NOW);
                assertEquals(Report.End.COMPLETE, run.report().end(), form::toString);
                assertEquals(1_000, run.report().done());
            }
        }
        try (Engine engine = open(2)) {
            assertEquals(List.of(), engine.map(job("none", (Long i) -> i), List.of()));
        }
    }
}
