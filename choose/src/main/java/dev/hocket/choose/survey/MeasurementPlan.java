package dev.hocket.choose.survey;

import dev.hocket.Job;
import dev.hocket.choose.ChooseStep;
import dev.hocket.choose.measure.OutputFingerprints;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** All that a measurement was asked for. Written only while a {@code Choose} is being made. */
public final class MeasurementPlan<I, O extends @Nullable Object> implements Cloneable {
    private static final int SAMPLE = 4096;

    public final Job<I, O> job;
    public final List<? extends I> inputs;
    public ToLongFunction<? super O> fingerprint = OutputFingerprints::of;
    public List<String> engines = List.of();
    public Duration budget = Duration.ofSeconds(60);
    public int rounds = 5;
    public int sampleSize = SAMPLE;
    public long seed = 1;
    public Consumer<ChooseStep> progress = _ -> {};

    /** The plan of those who ask for nothing else. */
    public MeasurementPlan(Job<I, O> job, List<? extends I> inputs) {
        this.job = job;
        this.inputs = inputs;
    }

    /** The same plan, to be changed. */
    @SuppressWarnings("unchecked")
    public MeasurementPlan<I, O> copy() {
        try {
            return (MeasurementPlan<I, O>) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
