package dev.hocket.run;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.JournalException;
import dev.hocket.RefusedException;
import dev.hocket.Report;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import dev.hocket.source.InputSource;
import dev.hocket.source.SourceInputs;
import dev.hocket.text.ErrorText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Starts runs; a run that cannot start leaves nothing open. */
public final class RunLauncher {
    private RunLauncher() {}

    /**
     * Starts a run.
     *
     * @param awaited whether the calling thread is the run's consumer and is about to wait for it
     * @throws RefusedException if the job needs what the engine cannot do
     * @throws RunException if the inputs cannot be opened or the journal cannot be read
     */
    public static <I, O extends @Nullable Object> ActiveRun<I, O> start(
            Engine engine,
            Job<I, O> job,
            Inputs<I> inputs,
            RunOptions<I, O> options,
            boolean awaited) {
        RuntimeVersion.check();
        JobRefusals.check(engine, job);
        int width =
                options.width() == 0 ? engine.width() : Math.min(options.width(), engine.width());
        InputSource<I> source = open(job, inputs);
        try {
            ActiveRun<I, O> run = new ActiveRun<>(engine, job, source, options, width, awaited);
            return begin(run, engine, Math.min(width, run.supply().usefulLanes()));
        } catch (JournalException unread) {
            close(source, unread);
            throw unreadable(job.name(), unread);
        } catch (RuntimeException | Error refused) {
            close(source, refused);
            throw refused;
        }
    }

    private static <I, O extends @Nullable Object> ActiveRun<I, O> begin(
            ActiveRun<I, O> run, Engine engine, int lanes) {
        try {
            run.begin(engine.lanes(run.supply(), lanes));
            return run;
        } catch (RuntimeException | Error refused) { // it is closed, or has no threads to give
            run.stop(Report.End.BROKEN);
            throw refused;
        }
    }

    private static <I> InputSource<I> open(Job<I, ?> job, Inputs<I> inputs) {
        try {
            return SourceInputs.open(inputs);
        } catch (IOException failure) {
            throw new RunException(
                    RunException.Part.SOURCE,
                    "%s: the inputs cannot be read: %s"
                            .formatted(job.name(), ErrorText.of(failure)),
                    failure);
        }
    }

    /** A journal that says what is wrong with it. */
    public static RunException unreadable(String job, JournalException failure) {
        return new RunException(
                RunException.Part.JOURNAL, job + ": " + failure.getMessage(), failure);
    }

    private static void close(InputSource<?> source, Throwable refused) {
        try {
            source.close();
        } catch (IOException | RuntimeException also) {
            refused.addSuppressed(also);
        }
    }
}
