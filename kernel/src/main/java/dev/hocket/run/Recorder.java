package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Journal;
import dev.hocket.Listener;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.text.Problems;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows outcomes to the journal and to the listeners, before the consumer sees them. */
final class Recorder<I, O extends @Nullable Object> {
    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private final RunCore<I, O> core;
    private final @Nullable Journal<I, O> journal;
    private final List<Listener> listeners;
    private boolean broken;
    private boolean ended;

    Recorder(RunCore<I, O> core) {
        this.core = core;
        this.journal = core.options().journal();
        this.listeners = new ArrayList<>(core.options().listeners());
    }

    synchronized void started(Run<I, O> run) {
        tell(listener -> listener.started(run));
    }

    /**
     * Records a group.
     *
     * @throws RunException if the journal cannot be written; the run is halted
     */
    synchronized void record(ArrayDeque<Slots<I, O>> leases) {
        if (journal == null && listeners.isEmpty()) {
            return;
        }
        List<Journal.Entry<I, O>> group = new ArrayList<>();
        List<Outcome<I, O>> seen = new ArrayList<>();
        for (Slots<I, O> lease : leases) {
            for (int i = 0; i < lease.size(); i++) {
                if (lease.delivers(i)) {
                    Outcome<I, O> outcome = lease.keepOutcome(i);
                    seen.add(outcome);
                    if (journal != null && !lease.replayed && isLogged(outcome)) {
                        group.add(entry(lease, i, outcome));
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

    private Journal.Entry<I, O> entry(Slots<I, O> lease, int i, Outcome<I, O> outcome) {
        List<String> grew = lease.results[i] instanceof Flop.Grew grown ? grown.keys() : List.of();
        return new Journal.Entry<>(core.job().key(outcome.input()), outcome, grew);
    }

    private void write(Journal<I, O> log, List<Journal.Entry<I, O>> group) {
        try {
            log.write(group);
        } catch (IOException | RuntimeException failed) {
            broken = true;
            RunException why =
                    new RunException(
                            RunException.Part.JOURNAL,
                            core.job().name()
                                    + ": the outcomes cannot be recorded: "
                                    + Problems.of(failed)
                                    + "; the run was halted, and what was not recorded will run"
                                    + " again on resume",
                            failed);
            core.fail(why);
            core.stop();
            throw why;
        }
    }

    /** Whether the journal could not be written, so that no more is recorded. */
    synchronized boolean broken() {
        return broken;
    }

    /** The run has ended, or its consumer has closed it; told once. */
    synchronized void end() {
        if (!ended && !listeners.isEmpty()) {
            ended = true;
            Report report = core.report();
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
            } catch (RuntimeException | Error thrown) {
                each.remove();
                LOG.log(
                        Level.WARNING,
                        core.job().name()
                                + ": a listener threw and sees no more of this run: "
                                + listener,
                        thrown);
            }
        }
    }
}
