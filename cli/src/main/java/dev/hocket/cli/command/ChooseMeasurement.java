package dev.hocket.cli.command;

import dev.hocket.Job;
import dev.hocket.choose.Choice;
import dev.hocket.choose.Choose;
import dev.hocket.choose.ChooseStep;
import dev.hocket.cli.job.PreparedJob;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How {@code choose} is to measure.
 *
 * @param engines the engines to measure, all if empty
 * @param budget about how long it may take
 * @param rounds how many rounds at least, or 0 for the usual number
 * @param sample how many inputs at most, or 0 for the usual number
 */
record ChooseMeasurement(List<String> engines, Duration budget, int rounds, int sample) {

    /** Measures, and shows how far it is. */
    <I, O extends @Nullable Object> Choice measure(
            PreparedJob<I, O> prepared, Job<I, O> job, Screen screen) throws SetUpException {
        List<I> inputs = prepared.allInputs();
        if (inputs.isEmpty()) {
            throw new SetUpException("no inputs; choose needs some to measure the job on");
        }
        Choose<I, O> choose = Choose.of(job, inputs).engines(engines).budget(budget);
        ToLongFunction<O> fingerprint = prepared.fingerprint();
        if (fingerprint != null) {
            choose = choose.fingerprint(fingerprint);
        }
        if (rounds > 0) {
            choose = choose.rounds(rounds);
        }
        if (sample > 0) {
            choose = choose.sampleSize(sample);
        }
        boolean draw = screen.canDraw();
        try {
            return (draw ? choose.progress(step -> show(step, screen)) : choose).run();
        } catch (IllegalArgumentException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        } finally {
            screen.progress("");
        }
    }

    /** On a terminal each step, in one line that changes; elsewhere nothing. */
    private static void show(ChooseStep step, Screen screen) {
        screen.progress(line(step));
    }

    private static String line(ChooseStep step) {
        String what =
                switch (step.phase()) {
                    case PILOT -> "measuring how long an input takes";
                    case WATCH -> "sampling what the task waits for";
                    case WARM_UP -> "warming up " + step.engine();
                    case ROUNDS ->
                            "measuring "
                                    + step.engine()
                                    + ", round "
                                    + step.round()
                                    + (step.rounds() > 0 ? " of " + step.rounds() : "");
                };
        return String.format(Locale.ROOT, "%3d%%  %s", (int) (step.share() * 100), what);
    }
}
