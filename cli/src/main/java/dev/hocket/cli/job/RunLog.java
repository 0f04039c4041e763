package dev.hocket.cli.job;

import dev.hocket.JournalException;
import dev.hocket.RunOptions;
import dev.hocket.cli.option.LogFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.joblog.JobLog;
import dev.hocket.text.Quantities;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The joblog of a run, where one is asked for. */
final class RunLog<I, O extends @Nullable Object> implements AutoCloseable {
    private final @Nullable JobLog<I, O> log;

    private RunLog(@Nullable JobLog<I, O> log) {
        this.log = log;
    }

    /** Opens the joblog that the options name. */
    static <I, O extends @Nullable Object> RunLog<I, O> open(
            LogFlags flags, PreparedJob<I, O> prepared) throws SetUpException {
        if (flags.file() == null) {
            return new RunLog<>(null);
        }
        String job = prepared.job().name();
        try {
            Path file = Path.of(flags.file());
            JobLog<I, O> log =
                    flags.resumes()
                            ? JobLog.resume(file, job, prepared.command(), mode(flags))
                            : JobLog.create(file, job, prepared.command());
            return new RunLog<>(keepingResults(log, flags, prepared));
        } catch (InvalidPathException | JournalException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }

    private static JobLog.Resume mode(LogFlags flags) {
        return flags.resumeFailed() ? JobLog.Resume.FAILED : JobLog.Resume.ALL;
    }

    private static <I, O extends @Nullable Object> JobLog<I, O> keepingResults(
            JobLog<I, O> log, LogFlags flags, PreparedJob<I, O> prepared) throws JournalException {
        if (flags.results() == null) {
            return log;
        }
        boolean opened = false;
        try {
            log.results(prepared.storeFolder(flags.results()), prepared.codec());
            opened = true;
            return log;
        } finally {
            if (!opened) {
                log.close();
            }
        }
    }

    /** Says what an earlier run has done, if there was one. */
    void tell(Screen screen) {
        if (log != null && !log.summary().isEmpty()) {
            screen.say(log.summary());
        }
        long failed = failedBefore();
        if (failed > 0) {
            screen.say(
                    Quantities.count(failed, "input")
                            + " of the earlier run failed and "
                            + (failed == 1 ? "counts" : "count")
                            + " in the exit status; --resume-failed runs failed inputs again");
        }
    }

    /** How many inputs failed in earlier runs, and are not tried again. */
    long failedBefore() {
        return log == null ? 0 : log.skippedFailed();
    }

    /** The options with this journal. */
    RunOptions<I, O> in(RunOptions<I, O> options) {
        return log == null ? options : options.withJournal(log);
    }

    @Override
    public void close() throws SetUpException {
        if (log != null) {
            try {
                log.close();
            } catch (JournalException failed) {
                throw new SetUpException(Wording.problem(failed), failed);
            }
        }
    }
}
