package dev.hocket.choose.survey;

import dev.hocket.Job;
import dev.hocket.choose.ChooseStep;
import dev.hocket.choose.measure.OutputFingerprints;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that a measurement was asked for. Immutable.
 *
 * @param job the job, without its halt rule
 * @param inputs the inputs, of which a sample is measured
 * @param fingerprint a number that equal outputs have in common
 * @param engines the engines to measure, with widths or without; all if empty
 * @param budget about how long it may take
 * @param rounds how many rounds at least, where the budget allows
 * @param sampleSize how many inputs are drawn at most
 * @param seed decides which inputs are drawn, and the order in each round
 * @param progress who is told before each measurement
 */
public record MeasurementPlan<I, O extends @Nullable Object>(
        Job<I, O> job,
        List<? extends I> inputs,
        ToLongFunction<? super O> fingerprint,
        List<String> engines,
        Duration budget,
        int rounds,
        int sampleSize,
        long seed,
        Consumer<ChooseStep> progress) {
    private static final int SAMPLE = 4096;
    private static final Duration BUDGET = Duration.ofSeconds(60);

    public MeasurementPlan {
        engines = List.copyOf(engines);
    }

    /** The plan of those who ask for nothing else. */
    public static <I, O extends @Nullable Object> MeasurementPlan<I, O> of(
            Job<I, O> job, List<? extends I> inputs) {
        return new MeasurementPlan<>(
                job, inputs, OutputFingerprints::of, List.of(), BUDGET, 5, SAMPLE, 1, _ -> {});
    }

    public MeasurementPlan<I, O> withFingerprint(ToLongFunction<? super O> number) {
        return new MeasurementPlan<>(
                job, inputs, number, engines, budget, rounds, sampleSize, seed, progress);
    }

    public MeasurementPlan<I, O> withEngines(List<String> namesAndWidths) {
        return new MeasurementPlan<>(
                job,
                inputs,
                fingerprint,
                namesAndWidths,
                budget,
                rounds,
                sampleSize,
                seed,
                progress);
    }

    public MeasurementPlan<I, O> withBudget(Duration time) {
        return new MeasurementPlan<>(
                job, inputs, fingerprint, engines, time, rounds, sampleSize, seed, progress);
    }

    public MeasurementPlan<I, O> withRounds(int least) {
        return new MeasurementPlan<>(
                job, inputs, fingerprint, engines, budget, least, sampleSize, seed, progress);
    }

    public MeasurementPlan<I, O> withSampleSize(int most) {
        return new MeasurementPlan<>(
                job, inputs, fingerprint, engines, budget, rounds, most, seed, progress);
    }

    public MeasurementPlan<I, O> withSeed(long start) {
        return new MeasurementPlan<>(
                job, inputs, fingerprint, engines, budget, rounds, sampleSize, start, progress);
    }

    public MeasurementPlan<I, O> withProgress(Consumer<ChooseStep> listener) {
        return new MeasurementPlan<>(
                job, inputs, fingerprint, engines, budget, rounds, sampleSize, seed, listener);
    }
}
