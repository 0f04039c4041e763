package dev.hocket.cli.job;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Halt;
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
        RunException broken = null;
        try (RunProgress view = RunProgress.start(run, flags, screen, prepared.bytes())) {
            try {
                for (Outcome<I, O> outcome : flags.keepOrder() ? run.inOrder() : run) {
                    print(outcome);
                }
                screen.flush();
            } catch (CancellationException early) {
                if (Thread.currentThread().isInterrupted()) {
                    throw early;
                } // else it was cancelled or halted, as the summary says
            } catch (RunException failed) {
                broken = failed;
            } catch (EndOfRunException useless) {
                run.cancel(Halt.Mode.NOW);
                view.end();
                screen.say(Wording.problem(useless));
                return ExitCodes.failed(1);
            } catch (IOException failed) {
                run.cancel(Halt.Mode.NOW);
                if (end.cause() != null || screen.closed()) {
                    return end.status(ExitCodes.OUTPUT_CLOSED);
                }
                view.end();
                screen.say(
                        "results cannot be written to standard output: " + Wording.problem(failed));
                return ExitCodes.SET_UP;
            }
            view.end();
            return end(run, broken, end, failedBefore);
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

    private int end(
            Run<I, O> run, @Nullable RunException broken, JobEnd<I, O> end, long failedBefore) {
        flushQuietly();
        Report report = run.report();
        boolean whole = report.failed() == 0 && report.cancelled() == 0 && end.cause() == null;
        if (broken != null) {
            screen.say(Wording.problem(broken));
            if (flags.verbose()) {
                screen.plain(Wording.trace(broken));
            }
        }
        if (!whole || broken != null || screen.terminal().err() || flags.verbose()) {
            screen.say(summary(report, end));
        }
        if (flags.verbose()) {
            screen.plain(report.toString());
        } else if (flags.explained() && !report.account().isEmpty()) {
            screen.say(report.account());
        }
        return end.status(
                broken != null
                        ? ExitCodes.SET_UP
                        : ExitCodes.failed(report.failed() + failedBefore));
    }

    private void flushQuietly() {
        try {
            screen.flush();
        } catch (IOException told) {
            // the loop over the outcomes has met it before
        }
    }

    private String summary(Report report, JobEnd<I, O> end) {
        StringBuilder text = new StringBuilder();
        String early = end.cause() != null ? end.word() : report.halted() ? "halted" : "";
        text.append(early.isEmpty() ? "" : early + ": ");
        text.append(report.done()).append(" done, ").append(report.failed()).append(" failed");
        append(text, report.cancelled(), " cancelled");
        append(text, report.notStarted(), " not started");
        append(text, report.resumed(), " passed over");
        text.append(" in ").append(Wording.duration(report.elapsed()));
        text.append(" (").append(Wording.number(report.perSecond())).append("/s)");
        LongSupplier bytes = prepared.bytes();
        if (bytes != null) {
            double seconds = Math.max(1e-9, report.elapsed().toNanos() / 1e9);
            long all = bytes.getAsLong();
            text.append("; ").append(Wording.bytes((double) all));
            text.append(" (").append(Wording.bytes(all / seconds)).append("/s)");
        }
        if (prepared.canBeResumed() && !early.isEmpty()) {
            text.append(
                    flags.log().file() == null
                            ? "; with --joblog FILE a run can be resumed"
                            : "; go on with --resume");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String word) {
        if (count > 0) {
            text.append(", ").append(count).append(word);
        }
    }
}
