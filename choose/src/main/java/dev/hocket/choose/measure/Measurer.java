package dev.hocket.choose.measure;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.spi.Trait;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs batches on contenders and takes their measure. Engines stay open from first use to the end,
 * as in a long run: what is measured is their work, not their start.
 */
public final class Measurer<I, O extends @Nullable Object> implements AutoCloseable {
    /** Above it, inputs are never given twice to one run: their side effects could collide. */
    public static final double CYCLED_NANOS = 1e6;

    private final Job<I, O> job;
    private final InputSample<I> sample;
    private final ToLongFunction<? super O> fingerprint;
    private final AnswerComparison answers;
    private final SampledFailures failures = new SampledFailures();
    private final Map<String, Engine> open = new HashMap<>();
    private boolean cycles;
    private long checkedNanos;
    private long checkedInputs;

    public Measurer(
            Job<I, O> job,
            InputSample<I> sample,
            ToLongFunction<? super O> fingerprint,
            AnswerComparison answers) {
        this.job = job;
        this.sample = sample;
        this.fingerprint = fingerprint;
        this.answers = answers;
    }

    public SampledFailures failures() {
        return failures;
    }

    /** Whether a run may be given an input several times. */
    public void cycles(boolean cycles) {
        this.cycles = cycles;
    }

    public boolean cycles() {
        return cycles;
    }

    /** What looking at one answer takes. */
    public double checkNanos() {
        return (double) checkedNanos / Math.max(1, checkedInputs);
    }

    /**
     * Measures one batch.
     *
     * @param count how many inputs; beyond the sample's size in several runs, or in one that {@link
     *     #cycles(boolean)}
     * @param check whether the answers are looked at; each input's at most once a run
     */
    public TimedBatch measure(Contender contender, int round, int count, boolean check) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException(
                    "choosing for job '%s' was interrupted".formatted(job.name()));
        }
        Engine engine = open.computeIfAbsent(contender.text(), Engine::named);
        boolean several = count > sample.size() && !cycles;
        int runs = several ? Math.round((float) count / sample.size()) : 1;
        InputSample.Batch<I> batch = sample.batch(round, several ? sample.size() : count);
        if (round > 0) {
            System.gc(); // what earlier trials left behind is not this one's to collect
        }
        boolean callerWorks = !engine.traits().contains(Trait.CONCURRENT);
        ResourceMeter meter = ResourceMeter.started(callerWorks);
        long inputs = 0;
        long failed = 0;
        long nanos = 0;
        long p99 = 0;
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            try (Run<I, O> run = engine.start(job, Inputs.of(batch))) {
                consume(contender, run, batch, check);
                nanos += System.nanoTime() - start;
                Report report = run.report();
                inputs += report.done() + report.failed();
                failed += report.failed();
                p99 = report.latency().map(times -> times.p99().toNanos()).orElse(-1L);
            }
        }
        return new TimedBatch(contender.text(), round, inputs, failed, nanos, meter.used(), p99);
    }

    private void consume(
            Contender contender, Run<I, O> run, InputSample.Batch<I> batch, boolean check) {
        for (Outcome<I, O> outcome : run) {
            long index = outcome.stats().index();
            if (index < 0) {
                throw new IllegalArgumentException(
                        "job '%s' grows inputs from its outcomes, so that no two runs do the same:"
                                        .formatted(job.name())
                                + " choose with a job that does not");
            }
            if (outcome instanceof Failed<I, O> failed) {
                failures.add(batch.position((int) index), failed);
            }
            if (check && index < sample.size()) {
                long start = System.nanoTime();
                answers.add(contender.text(), batch.position((int) index), answer(outcome));
                checkedNanos += System.nanoTime() - start;
                checkedInputs++;
            }
        }
    }

    private long answer(Outcome<I, O> outcome) {
        return switch (outcome) {
            case Done<I, O>(_, O output, _) -> fingerprint.applyAsLong(output);
            case Failed<I, O>(_, Cause.Threw(Throwable error), _) ->
                    Objects.hash("threw", error.getClass().getName());
            case Failed<I, O>(_, Cause cause, _) -> cause.word().hashCode();
        };
    }

    @Override
    public void close() {
        open.values().forEach(Engine::close);
    }
}
