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
 * Measures a job on every engine that can run it, at several widths, and recommends one. Immutable;
 * each method gives a changed copy.
 *
 * <p>The task runs many times on the same inputs: outputs that it writes are overwritten again and
 * again, and what it does to the outside, such as sending a mail, is done that often. Within a run
 * no input is given twice unless it takes less than a millisecond. Retries, deadlines, rates and
 * limits of the job are kept; its halt rule is not.
 *
 * <p>It times what this machine does: let nothing else run meanwhile.
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
     * Compares outputs by this number, which must be the same for equal ones. By default arrays,
     * collections and records are compared by what they hold, paths by their text and the bytes of
     * the regular file there, all else by its text. Called by one thread.
     */
    public Choose<I, O> fingerprint(ToLongFunction<? super O> fingerprint) {
        Objects.requireNonNull(fingerprint, "fingerprint");
        return new Choose<>(plan.withFingerprint(fingerprint));
    }

    /**
     * Only these engines, by name for the widths that seem worth it ({@code virtual}), or with a
     * width for that one ({@code threads:8}); empty for all. One lane of {@code sequential} is
     * measured always, to compare with.
     */
    public Choose<I, O> engines(List<String> namesAndWidths) {
        return new Choose<>(plan.withEngines(namesAndWidths));
    }

    /**
     * How long measuring may take in all; it takes less where inputs are quick. Engines that do not
     * fit are left out, which a note says, but one lane and one other engine are measured in any
     * case: where a few inputs take as long as the budget, measuring takes a few times as long.
     */
    public Choose<I, O> budget(Duration budget) {
        if (budget.isNegative() || budget.isZero()) {
            throw new IllegalArgumentException("budget " + budget + ": must be positive");
        }
        return new Choose<>(plan.withBudget(budget));
    }

    /** How many rounds at least, where the budget allows; from 1 to 15. */
    public Choose<I, O> rounds(int rounds) {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("rounds " + rounds + ": must be from 1 to 15");
        }
        return new Choose<>(plan.withRounds(rounds));
    }

    /** How many inputs are drawn at most. */
    public Choose<I, O> sampleSize(int inputs) {
        if (inputs < 1) {
            throw new IllegalArgumentException("sample size " + inputs + ": must be positive");
        }
        return new Choose<>(plan.withSampleSize(inputs));
    }

    /** Decides which inputs are drawn, and the order in each round. */
    public Choose<I, O> seed(long seed) {
        return new Choose<>(plan.withSeed(seed));
    }

    /** Who is told before each measurement; called by the thread that runs. */
    public Choose<I, O> progress(Consumer<ChooseStep> progress) {
        Objects.requireNonNull(progress, "progress");
        return new Choose<>(plan.withProgress(progress));
    }

    /**
     * Measures; the calling thread waits.
     *
     * @throws IllegalArgumentException if an engine asked for does not exist or cannot run here,
     *     none can run the job, or the job grows its inputs
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays so
     */
    public Choice run() {
        return EngineSurvey.of(plan).run();
    }
}
