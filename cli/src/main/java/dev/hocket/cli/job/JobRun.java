package dev.hocket.cli.job;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.ProgramEnd;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.text.Quantities;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run as the command line does it: prints outcomes, shows progress, heeds Ctrl-C and a reader
 * that goes away, and ends with a status.
 */
public final class JobRun<I, O extends @Nullable Object> {
    private final PreparedJob<I, O> prepared;
    private final RunFlags flags;
    private final Screen screen;

    public JobRun(PreparedJob<I, O> prepared, RunFlags flags, Screen screen) {
        this.prepared = prepared;
        this.flags = flags;
        this.screen = screen;
    }

    /**
     * Runs to the end.
     *
     * @return the exit status
     */
    public int run() throws SetUpException {
        Job<I, O> job = prepared.jobFor(flags);
        JobEnd<I, O> end = new JobEnd<>(screen);
        return end.status(run(job, end)); // what came last counts, too: it was told to the user
    }

    private int run(Job<I, O> job, JobEnd<I, O> end) throws SetUpException {
        try (ProgramEnd.Ongoing _ = ProgramEnd.during(end);
                Engine engine = flags.openEngine(job);
                RunLog<I, O> log = RunLog.open(flags.log(), prepared)) {
            log.tell(screen);
            Inputs<I> inputs = prepared.inputs();
            RunOptions<I, O> options = log.in(RunOptions.defaults());
            try (Run<I, O> run = engine.start(job, inputs, options)) {
                end.of(run);
                return consume(run, end, log.failedBefore());
            }
        } catch (RunException | IllegalArgumentException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }

    private int consume(Run<I, O> run, JobEnd<I, O> end, long failedBefore) {
        try (RunProgress view = RunProgress.start(run, flags, screen, prepared.bytes())) {
            Exception early = printAll(run);
            if (early instanceof IOException) {
                run.close();
            }
            view.end();
            flushQuietly();
            IOException lost = end.cause() == null ? lost(early) : null;
            return lost == null ? end(run, early, end, failedBefore) : endOfOutput(lost);
        }
    }

    /** Why outcomes could not be passed on, whichever thread met it; or null if they could. */
    private @Nullable IOException lost(@Nullable Exception early) {
        IOException lost = screen.lost();
        return lost == null && early instanceof IOException met ? met : lost;
    }

    private int endOfOutput(IOException why) {
        if (why instanceof EndOfRunException) {
            screen.say(Wording.problem(why));
            return ExitCodes.failed(1);
        }
        return screen.endOfOutput(why);
    }

    /** Prints the outcomes; what ended that before the last of them, or null. */
    private @Nullable Exception printAll(Run<I, O> run) {
        try {
            for (Outcome<I, O> outcome : flags.keepOrder() ? run.inOrder() : run) {
                print(outcome);
            }
            screen.flush();
            return null;
        } catch (CancellationException early) {
            if (Thread.interrupted()) { // which only what runs on this thread can do
                screen.say(
                        "a task interrupted the thread that it ran on, and with it the run; to end"
                                + " itself a task throws an exception");
            }
            return early;
        } catch (RunException | IOException failed) {
            return failed;
        }
    }

    private void print(Outcome<I, O> outcome) throws IOException {
        prepared.note(outcome);
        if (flags.json()) {
            screen.together(() -> OutcomeJson.write(outcome, prepared, screen.out()));
            return;
        }
        if (outcome instanceof Done<I, O> done) {
            prepared.print(done.input(), done.output());
        } else if (outcome instanceof Failed<I, O> failed) {
            prepared.printFailed(failed);
            if (failed.cause() instanceof Cause.Cancelled) {
                return; // told in the end, by number
            }
            screen.say(prepared.tell(failed));
            if (flags.verbose() && failed.cause() instanceof Cause.Threw(Throwable error)) {
                screen.plain(Wording.trace(error));
            }
        }
    }

    private int end(Run<I, O> run, @Nullable Exception early, JobEnd<I, O> end, long failedBefore) {
        Report report = run.report();
        boolean reached = reached(report);
        boolean complete = (early == null || reached) && end.cause() == null;
        if (early instanceof RunException broken) {
            screen.say(Wording.problem(broken));
            if (flags.verbose()) {
                screen.plain(Wording.trace(broken));
            }
        }
        if (!complete || report.failed() > 0 || screen.terminal().err() || flags.verbose()) {
            screen.say(summary(report, end));
        }
        if (flags.verbose()) {
            screen.plain(report.toString());
        } else if (flags.explained() && !report.account().isEmpty()) {
            screen.say(report.account());
        }
        if (reached) {
            return ExitCodes.DONE;
        }
        long failed = report.failed() + failedBefore;
        boolean unexplained = early != null && failed == 0; // an incomplete run is not a success
        return unexplained || early instanceof RunException
                ? ExitCodes.SET_UP
                : ExitCodes.failed(failed);
    }

    /** Whether the run was halted by the successes that it was started for. */
    private boolean reached(Report report) {
        int wanted = flags.halt().successes();
        return wanted > 0 && report.halted() && report.done() >= wanted;
    }

    private void flushQuietly() {
        try {
            screen.flush();
        } catch (IOException told) {
            // the screen keeps it, and the end of the run is judged by that
        }
    }

    private String summary(Report report, JobEnd<I, O> end) {
        StringBuilder text = new StringBuilder();
        String early = end.cause() != null ? end.word() : report.halted() ? "halted" : "";
        text.append(early.isEmpty() ? "" : early + ": ");
        text.append(report.done()).append(" done, ").append(report.failed()).append(" failed");
        append(text, report.cancelled(), " cancelled");
        append(text, report.notStarted(), " not started");
        append(text, report.resumed(), " skipped");
        text.append(" in ").append(Quantities.duration(report.elapsed()));
        text.append(" (").append(Quantities.rate(report.perSecond())).append(")");
        LongSupplier bytes = prepared.bytes();
        if (bytes != null) {
            double seconds = Math.max(1e-9, report.elapsed().toNanos() / 1e9);
            long all = bytes.getAsLong();
            text.append("; ").append(Quantities.bytes((double) all));
            text.append(" (").append(Quantities.bytes(all / seconds)).append("/s)");
        }
        if (prepared.canBeResumed() && !early.isEmpty() && !reached(report)) {
            text.append(
                    flags.log().file() == null
                            ? "; to be able to resume, use --joblog FILE"
                            : "; continue with --resume");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String word) {
        if (count > 0) {
            text.append(", ").append(count).append(word);
        }
    }
}
