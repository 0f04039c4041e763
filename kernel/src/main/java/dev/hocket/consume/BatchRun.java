package dev.hocket.consume;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Journal;
import dev.hocket.Listener;
import dev.hocket.Outcome;
import dev.hocket.Progress;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.batch.Batch;
import dev.hocket.batch.BatchAttempt;
import dev.hocket.batch.BatchEnd;
import dev.hocket.batch.BatchSizer;
import dev.hocket.batch.BatchSource;
import dev.hocket.conductor.ConductorPlan;
import dev.hocket.source.SourceInputs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A run of a batch job: a run whose inputs are batches, seen as one whose inputs are those in them.
 * Its counts are of these already.
 */
public final class BatchRun<I, O extends @Nullable Object> implements Run<I, O> {
    /** The window has so many batches for each lane, so that none waits for the consumer. */
    private static final int BATCHES_AHEAD = 4;

    private final LiveRun<Batch<I>, BatchEnd<I, O>> run;

    /** What {@link #poll} has taken and not given. */
    private final ArrayDeque<Outcome<I, O>> polled = new ArrayDeque<>();

    /** Over a run of batches. */
    BatchRun(LiveRun<Batch<I>, BatchEnd<I, O>> run) {
        this.run = run;
    }

    /** Starts a run. */
    public static <I, O extends @Nullable Object> BatchRun<I, O> start(
            Engine engine, Job<I, O> job, Inputs<I> inputs, RunOptions<I, O> options) {
        int width =
                options.width() == 0 ? engine.width() : Math.min(options.width(), engine.width());
        int window = options.window();
        BatchSizer sizer = sizer(job, engine.batchTime(), window, width);
        BatchJournal<I, O> journal =
                options.journal() == null ? null : new BatchJournal<>(job, options.journal());
        Journal<I, O> past = journal != null && journal.hasPast() ? options.journal() : null;
        Inputs<Batch<I>> batches =
                SourceInputs.many(() -> {
                    BatchSource<I, O> source =
                            new BatchSource<>(SourceInputs.open(inputs), job, past, sizer, width);
                    if (journal != null) {
                        journal.reads(source);
                    }
                    return source;
                });
        RunOptions<Batch<I>, BatchEnd<I, O>> own =
                RunOptions.<Batch<I>, BatchEnd<I, O>>defaults()
                        .withWindow(batches(window, sizer, width))
                        .withWindowBytes(options.windowBytes())
                        .withWidth(options.width())
                        .withTicker(options.ticker());
        if (journal != null) {
            own = own.withJournal(journal);
        }
        for (Listener each : options.listeners()) {
            own = own.withListener(BatchListener.<I, O>of(each));
        }
        return new BatchRun<>(LiveRun.start(engine, ofBatches(job), batches, own));
    }

    private static BatchSizer sizer(Job<?, ?> job, Duration time, int window, int width) {
        int size = job.batchSize();
        if (size > 0) {
            return BatchSizer.fixed(window == 0 ? size : Math.min(size, window));
        }
        if (job.batchLimit() < Long.MAX_VALUE) {
            return BatchSizer.filled(window == 0 ? Integer.MAX_VALUE : window);
        }
        return BatchSizer.measured(
                time.toNanos(),
                window == 0 ? Integer.MAX_VALUE : Math.max(1, window / (2 * width)));
    }

    /** The window in batches. */
    private static int batches(int window, BatchSizer sizer, int width) {
        if (window > 0) {
            return Math.max(1, window / sizer.most());
        }
        return Math.max(BATCHES_AHEAD * width, ConductorPlan.LEAST_WINDOW / sizer.most());
    }

    private static <I, O extends @Nullable Object> Job<Batch<I>, BatchEnd<I, O>> ofBatches(
            Job<I, O> job) {
        Job<Batch<I>, BatchEnd<I, O>> batches =
                Job.of(job.name(), new BatchAttempt<>(job.batchTask().orElseThrow()));
        batches = batches.retry(job.retry());
        if (job.deadline().isPresent()) {
            batches = batches.deadline(job.deadline().get());
        }
        if (job.rate().isPresent()) {
            batches = batches.rate(job.rate().get());
        }
        return job.isWeighed()
                ? batches.weight(batch -> batch.inputs().stream().mapToLong(job::weight).sum())
                : batches;
    }

    @Override
    public Iterator<Outcome<I, O>> iterator() {
        return inputs(run.iterator());
    }

    @Override
    public Iterable<Outcome<I, O>> inOrder() {
        Iterable<Outcome<Batch<I>, BatchEnd<I, O>>> batches = run.inOrder();
        return () -> inputs(batches.iterator());
    }

    /** The same, batch by batch. */
    Iterable<Outcome<Batch<I>, BatchEnd<I, O>>> batchesInOrder() {
        return run.inOrder();
    }

    private static <I, O extends @Nullable Object> Iterator<Outcome<I, O>> inputs(
            Iterator<Outcome<Batch<I>, BatchEnd<I, O>>> batches) {
        return new Iterator<>() {
            private Iterator<Outcome<I, O>> inputs = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!inputs.hasNext()) {
                    if (!batches.hasNext()) {
                        return false;
                    }
                    inputs = BatchEnd.outcomes(batches.next()).iterator();
                }
                return true;
            }

            @Override
            public Outcome<I, O> next() {
                boolean _ = hasNext();
                return inputs.next();
            }
        };
    }

    @Override
    public Stream<Outcome<I, O>> stream() {
        Spliterator<Outcome<I, O>> outcomes =
                Spliterators.spliteratorUnknownSize(
                        iterator(), Spliterator.NONNULL | Spliterator.ORDERED);
        return StreamSupport.stream(outcomes, false).onClose(this::close);
    }

    @Override
    public Flow.Publisher<Outcome<I, O>> publisher() {
        return new RunPublisher<>(this, this);
    }

    @Override
    public Flow.Publisher<Outcome<I, O>> publisherInOrder() {
        return new RunPublisher<>(this, inOrder());
    }

    @Override
    public Optional<Outcome<I, O>> poll(Duration timeout) {
        if (polled.isEmpty()) {
            run.poll(timeout).ifPresent(batch -> polled.addAll(BatchEnd.outcomes(batch)));
        }
        return Optional.ofNullable(polled.poll());
    }

    @Override
    public boolean finished() {
        return polled.isEmpty() && run.finished();
    }

    @Override
    public CompletionStage<Report> outcomes(
            Executor executor, Consumer<? super Outcome<I, O>> each) {
        return run.outcomes(executor, batch -> BatchEnd.outcomes(batch).forEach(each));
    }

    @Override
    public Report drain() {
        return run.drain();
    }

    @Override
    public void cancel(Halt.Mode mode) {
        run.cancel(mode);
    }

    @Override
    public Progress progress() {
        return run.progress();
    }

    @Override
    public Report report() {
        return run.report();
    }

    @Override
    public void close() {
        run.close();
    }
}
