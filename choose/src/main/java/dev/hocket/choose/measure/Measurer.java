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
public final class Measurer<I, O extends @Nullable Object> implements TrialSource {
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

    @Override
    public SampledFailures failures() {
        return failures;
    }

    @Override
    public void cycles(boolean cycles) {
        this.cycles = cycles;
    }

    @Override
    public boolean cycles() {
        return cycles;
    }

    @Override
    public double checkNanos() {
        return (double) checkedNanos / Math.max(1, checkedInputs);
    }

    @Override
    public LaneStates watch(Contender contender, int count) {
        return LaneSampler.watch(job, contender, sample.batch(0, count));
    }

    @Override
    public TimedBatch measure(Contender contender, int round, int count, boolean check) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException(
                    "measuring job '%s' was interrupted".formatted(job.name()));
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
                        "job '%s' grows inputs from its outcomes, so two runs may do different work:"
                                        .formatted(job.name())
                                + " measure a job that does not");
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
