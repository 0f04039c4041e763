package dev.hocket.consume;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Journal;
import dev.hocket.Listener;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.run.ActiveRun;
import dev.hocket.run.LeaseSlots;
import dev.hocket.text.ErrorText;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Passes outcomes to the journal and to the listeners, before the consumer sees them. */
final class OutcomeRecorder<I, O extends @Nullable Object> {
    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private final ActiveRun<I, O> run;
    private final @Nullable Journal<I, O> journal;
    private final List<Listener> listeners;
    private boolean broken;
    private boolean ended;

    OutcomeRecorder(ActiveRun<I, O> run) {
        this.run = run;
        this.journal = run.context().options().journal();
        this.listeners = new ArrayList<>(run.context().options().listeners());
    }

    synchronized void started(Run<I, O> run) {
        tell(listener -> listener.started(run));
    }

    /**
     * Records a group.
     *
     * @throws RunException if the journal cannot be written; the run is halted
     */
    synchronized void record(ArrayDeque<LeaseSlots<I, O>> leases) {
        if (journal == null && listeners.isEmpty()) {
            return;
        }
        List<Journal.Entry<I, O>> group = new ArrayList<>();
        List<Outcome<I, O>> seen = new ArrayList<>();
        for (LeaseSlots<I, O> lease : leases) {
            for (int i = 0; i < lease.size(); i++) {
                if (lease.delivers(i)) {
                    Outcome<I, O> outcome = lease.keepOutcome(i);
                    seen.add(outcome);
                    if (journal != null && !lease.isReplayed() && isLogged(outcome)) {
                        try {
                            group.add(entry(lease, i, outcome));
                        } catch (Throwable thrown) { // the job's key is of the user's own
                            keyless(outcome, thrown);
                        }
                    }
                }
            }
        }
        if (journal != null && !group.isEmpty()) {
            write(journal, group);
        }
        for (Outcome<I, O> outcome : seen) {
            tell(listener -> listener.outcome(outcome));
        }
    }

    private static boolean isLogged(Outcome<?, ?> outcome) {
        return !(outcome instanceof Failed<?, ?>(_, Cause cause, _)
                && cause instanceof Cause.Cancelled);
    }

    private Journal.Entry<I, O> entry(LeaseSlots<I, O> lease, int i, Outcome<I, O> outcome) {
        String key = Objects.requireNonNull(run.context().job().key(outcome.input()), "it is null");
        return new Journal.Entry<>(key, outcome, lease.grewKeys(i));
    }

    private void write(Journal<I, O> log, List<Journal.Entry<I, O>> group) {
        try {
            log.write(group);
        } catch (Throwable failed) { // a journal, an output's codec, may be of the user's own
            broken = true;
            RunException why =
                    new RunException(
                            RunException.Part.JOURNAL,
                            "%s: the outcomes cannot be recorded, from %s on: %s; the run was halted, and inputs that were not recorded run again on resume"
                                    .formatted(
                                            run.context().job().name(),
                                            position(group.getFirst().outcome()),
                                            ErrorText.of(failed)),
                            failed);
            run.state().fail(why);
            run.stop(Report.End.BROKEN);
            throw why;
        }
    }

    private static String position(Outcome<?, ?> outcome) {
        long index = outcome.stats().index();
        return index < 0 ? "a grown input" : "input " + index;
    }

    /** An input has no key that could be recorded: it is delivered, and the run ends. */
    private void keyless(Outcome<I, O> outcome, Throwable thrown) {
        run.state()
                .fail(
                        new RunException(
                                RunException.Part.JOURNAL,
                                "%s: the key of %s cannot be created, so its outcome is not recorded: %s"
                                        .formatted(
                                                run.context().job().name(),
                                                position(outcome),
                                                ErrorText.named(thrown)),
                                thrown));
    }

    /** Whether the journal could not be written, so that no more is recorded. */
    synchronized boolean broken() {
        return broken;
    }

    /** The run has ended, or its consumer has closed it; told once. */
    synchronized void end() {
        if (!ended && !listeners.isEmpty()) {
            ended = true;
            Report report = run.report();
            tell(listener -> listener.ended(report));
        }
    }

    private interface Event {
        void on(Listener listener);
    }

    private void tell(Event event) {
        for (Iterator<Listener> each = listeners.iterator(); each.hasNext(); ) {
            Listener listener = each.next();
            try {
                event.on(listener);
            } catch (Throwable thrown) { // of the user's own
                each.remove();
                LOG.log(
                        Level.WARNING,
                        run.context().job().name()
                                + ": a listener threw and gets no more events of this run: "
                                + ErrorText.shown(listener),
                        thrown);
            }
        }
    }
}
