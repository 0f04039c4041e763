package dev.hocket.testkit;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Limit;
import dev.hocket.Outcome;
import dev.hocket.Progress;
import dev.hocket.Report;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import dev.hocket.testkit.FaultPlan.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One run as a {@link FaultPlan} wants it. The consumer is the calling thread; a thread aside turns
 * the clock and cuts the run short.
 */
final class PlannedRun {
    final FaultPlan plan;
    private final ContractClauses clauses;
    final PlannedTask witness;
    final RunLedger ledger = new RunLedger();
    final List<Outcome<Long, String>> got = Collections.synchronizedList(new ArrayList<>());
    final Instant began = Instant.now();
    private final ManualTicker ticker = new ManualTicker();
    private final Thread consumer = Thread.currentThread();
    private final Object consuming = new Object();
    private boolean consumed;
    private boolean endingFired;
    private boolean interruptSent;

    /** What the run said at its end, if it did not end quietly. */
    private @Nullable RuntimeException said;

    /** Whether its consumer came when it was closed already. */
    private boolean late;

    private boolean cancelled;
    private @Nullable Progress progress;
    private @Nullable Report report;

    private PlannedRun(FaultPlan plan, ContractClauses clauses) {
        this.plan = plan;
        this.clauses = clauses;
        this.witness = new PlannedTask(plan, ticker);
    }

    /** Runs a plan on the engine that the clauses are about, and checks what happened. */
    static void of(FaultPlan plan, ContractClauses clauses) throws Exception {
        PlannedRun planned = new PlannedRun(plan, clauses);
        try (Engine engine = clauses.open(plan.width)) {
            planned.perform(engine);
        } finally {
            planned.witness.release();
        }
        new PlanVerdict(planned).check();
    }

    @SuppressWarnings("try") // closed early to look at what is left
    private void perform(Engine engine) throws Exception {
        RunOptions<Long, String> options =
                RunOptions.<Long, String>defaults()
                        .withTicker(ticker)
                        .withWindow(plan.window)
                        .withJournal(ledger.journal())
                        .withListener(ledger.failingAt(plan.listenerThrowsAt))
                        .withListener(ledger);
        try (Run<Long, String> run = engine.start(job(), inputs(), options)) {
            SideThread<Boolean> director = SideThread.start(() -> direct(engine, run));
            try {
                consume(run);
            } finally {
                endConsumption();
            }
            boolean _ = director.get();
            run.close();
            progress = run.progress();
            report = run.report();
        }
    }

    private Job<Long, String> job() {
        Job<Long, String> job =
                clauses.<Long, String>planned("plan", witness::run)
                        .retry(Retry.upTo(plan.attempts).withBackoff(plan.backoff))
                        .halt(plan.halt);
        job = plan.rate == null ? job : job.rate(plan.rate);
        job = plan.deadline ? job.deadline(FaultPlan.DEADLINE) : job;
        job = plan.keys > 0 ? job.limit(new Limit<>(witness::key, plan.keyWidth, null)) : job;
        return plan.grows ? job.growing((input, output) -> plan.grown(input), Long::valueOf) : job;
    }

    private Inputs<Long> inputs() {
        List<Long> all = LongStream.range(0, plan.inputs).boxed().toList();
        return switch (plan.feeding) {
            case LIST -> Inputs.of(all);
            case RANGE -> Inputs.range(0, plan.inputs);
            case SIZED -> Inputs.of(new LinkedHashSet<>(all));
            case ITERATOR -> Inputs.of(witness.source());
        };
    }

    /** Turns the clock, and cuts the run short when it is time. */
    private boolean direct(Engine engine, Run<Long, String> run) {
        while (!isConsumed()) {
            boolean due = witness.started() >= plan.endsAfter || witness.hanging() > 0;
            if (due && !endingFired) {
                endingFired = true;
                cutShort(engine, run);
            }
            boolean overdue = plan.deadline && witness.overdue();
            if (overdue || run.progress().running() == 0) {
                boolean _ = ticker.advanceToNext();
            }
            LockSupport.parkNanos(50_000);
        }
        return true;
    }

    /** From here on, the consumer is not interrupted; it must still be if it was. */
    private void endConsumption() {
        synchronized (consuming) {
            consumed = true;
        }
        boolean interrupted = Thread.interrupted() || cancelled;
        if (plan.ending == Ending.INTERRUPT && interruptSent && !interrupted) {
            witness.broken.add("the consumer's interruption was swallowed");
        }
    }

    private boolean isConsumed() {
        synchronized (consuming) {
            return consumed;
        }
    }

    private void cutShort(Engine engine, Run<Long, String> run) {
        switch (plan.ending) {
            case NONE, STOP -> {}
            case SOON -> run.cancel(Halt.Mode.SOON);
            case NOW -> run.cancel(Halt.Mode.NOW);
            case CLOSE_RUN -> run.close();
            case CLOSE_ENGINE -> engine.close();
            case INTERRUPT -> {
                synchronized (consuming) {
                    if (!consumed) {
                        interruptSent = true;
                        consumer.interrupt();
                    }
                }
            }
        }
    }

    private void consume(Run<Long, String> run) throws Exception {
        try {
            switch (plan.reading) {
                case EACH -> iterate(run.iterator());
                case IN_ORDER -> iterate(run.inOrder().iterator());
                case STREAM -> run.stream().forEach(this::receive);
                case DRAIN -> {
                    Report _ = run.drain();
                }
                case PUBLISHER -> {
                    CountDownLatch ended = new CountDownLatch(1);
                    run.publisher().subscribe(new SteppingSubscriber(this, ended));
                    BoundedWait.await(ended, "the end of the publisher");
                }
            }
        } catch (RunException | CancellationException end) {
            said = end;
        } catch (IllegalStateException closed) {
            if (plan.ending != Ending.CLOSE_RUN) {
                throw closed;
            }
            late = true;
        }
    }

    private void iterate(Iterator<Outcome<Long, String>> outcomes) {
        while (true) {
            try {
                while (outcomes.hasNext()) {
                    receive(outcomes.next());
                    if (plan.ending == Ending.STOP && got.size() > plan.endsAfter) {
                        return;
                    }
                }
                return;
            } catch (CancellationException told) {
                if (!String.valueOf(told.getMessage()).contains("interrupted while it waited")) {
                    throw told; // the run's end
                }
                if (!Thread.interrupted()) {
                    witness.broken.add("the consumer is not interrupted any more");
                }
                if (cancelled) {
                    witness.broken.add("the consumer was told twice that it was interrupted");
                }
                cancelled = true;
            }
        }
    }

    void receive(Outcome<Long, String> outcome) {
        got.add(outcome);
        if (!ledger.has(outcome)) {
            witness.broken.add("delivered before it was recorded: " + outcome);
        }
        witness.consumed(got.size());
    }

    void failed(Throwable thrown) {
        switch (thrown) {
            case RunException end -> said = end;
            case CancellationException end -> said = end;
            case IllegalStateException _ when plan.ending == Ending.CLOSE_RUN -> late = true;
            default -> witness.broken.add("the subscriber got " + thrown);
        }
    }

    @Nullable RuntimeException said() {
        return said;
    }

    boolean late() {
        return late;
    }

    boolean cancelled() {
        return cancelled;
    }

    Progress progress() {
        return java.util.Objects.requireNonNull(progress);
    }

    Report report() {
        return java.util.Objects.requireNonNull(report);
    }
}
