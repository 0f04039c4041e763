package dev.hocket.choose;

import dev.hocket.Halt;
import dev.hocket.Job;
import dev.hocket.choose.survey.EngineSurvey;
import dev.hocket.choose.survey.MeasurementPlan;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measures a job on every engine that can run it, at several widths, and recommends one. Immutable:
 * each method returns a changed copy.
 *
 * <p>The task runs many times on the same inputs: files that it writes are overwritten, and other
 * side effects, such as sending a mail, are repeated. Within a run, no input is used twice unless
 * it takes less than a millisecond. Retries, deadlines, rates and limits of the job apply; its halt
 * rule does not.
 *
 * <p>Run nothing else on the machine meanwhile, since other programs distort the measurement.
 *
 * @param <I> the type of the inputs
 * @param <O> the type of the outputs
 */
public final class Choose<I, O extends @Nullable Object> {
    private static final int MOST_ROUNDS = 15;
    private final MeasurementPlan<I, O> plan;

    private Choose(MeasurementPlan<I, O> plan) {
        this.plan = plan;
    }

    /**
     * Measures {@code job} on a sample of {@code inputs}: in at most about a minute, in at least
     * five rounds, on all engines.
     *
     * @throws IllegalArgumentException if there are no inputs
     */
    public static <I, O extends @Nullable Object> Choose<I, O> of(
            Job<I, O> job, List<? extends I> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "no inputs for job '%s': choose needs some to measure it"
                            .formatted(job.name()));
        }
        return new Choose<>(MeasurementPlan.of(job.halt(Halt.never()), inputs));
    }

    /**
     * Compares outputs by this number, which must be the same for equal outputs. By default,
     * arrays, collections and records are compared by their contents, paths by their text and the
     * bytes of the regular file there, and everything else by its text. Called by one thread.
     */
    public Choose<I, O> fingerprint(ToLongFunction<? super O> fingerprint) {
        Objects.requireNonNull(fingerprint, "fingerprint");
        return new Choose<>(plan.withFingerprint(fingerprint));
    }

    /**
     * Measures only these engines: a name ({@code virtual}) stands for all useful widths, a name
     * with a width ({@code threads:8}) for this one; an empty list stands for all engines. One lane
     * of {@code sequential} is always measured as the baseline.
     */
    public Choose<I, O> engines(List<String> namesAndWidths) {
        return new Choose<>(plan.withEngines(namesAndWidths));
    }

    /**
     * Sets how long measuring may take in total; it takes less if inputs are fast. Engines that do
     * not fit are left out, and a note says so. One lane and one other engine are always measured,
     * so if a few inputs take as long as the budget, measuring takes several times as long.
     */
    public Choose<I, O> budget(Duration budget) {
        if (budget.isNegative() || budget.isZero()) {
            throw new IllegalArgumentException("budget " + budget + ": must be positive");
        }
        return new Choose<>(plan.withBudget(budget));
    }

    /** Sets the minimum number of rounds, if the budget allows them; from 1 to 15. */
    public Choose<I, O> rounds(int rounds) {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("rounds " + rounds + ": must be from 1 to 15");
        }
        return new Choose<>(plan.withRounds(rounds));
    }

    /** Sets the maximum number of inputs in the sample. */
    public Choose<I, O> sampleSize(int inputs) {
        if (inputs < 1) {
            throw new IllegalArgumentException("sample size " + inputs + ": must be positive");
        }
        return new Choose<>(plan.withSampleSize(inputs));
    }

    /** Sets the seed for the sample and for the order in each round. */
    public Choose<I, O> seed(long seed) {
        return new Choose<>(plan.withSeed(seed));
    }

    /**
     * Sets a callback that is called before each measurement, on the thread that calls {@link
     * #run}.
     */
    public Choose<I, O> progress(Consumer<ChooseStep> progress) {
        Objects.requireNonNull(progress, "progress");
        return new Choose<>(plan.withProgress(progress));
    }

    /**
     * Measures, on the calling thread.
     *
     * @throws IllegalArgumentException if a named engine does not exist or cannot run here, if no
     *     engine can run the job, or if the job grows its inputs
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; it remains
     *     interrupted
     */
    public Choice run() {
        return EngineSurvey.of(plan).run();
    }
}
