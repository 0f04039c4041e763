package dev.hocket.consume;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Job;
import dev.hocket.Journal;
import dev.hocket.Outcome;
import dev.hocket.batch.Batch;
import dev.hocket.batch.BatchEnd;
import dev.hocket.batch.BatchSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A journal of inputs, as the run over their batches sees it. */
final class BatchJournal<I, O extends @Nullable Object>
        implements Journal<Batch<I>, BatchEnd<I, O>> {
    private final Job<I, O> job;
    private final Journal<I, O> inputs;
    private @Nullable BatchSource<I, O> source;

    BatchJournal(Job<I, O> job, Journal<I, O> inputs) {
        this.job = job;
        this.inputs = inputs;
    }

    /** The source has asked the journal of inputs for each of a batch before it gives it. */
    void reads(BatchSource<I, O> from) {
        source = from;
    }

    @Override
    public Past<BatchEnd<I, O>> past(long index, Supplier<String> key) {
        Past.Replay<O> replay = Objects.requireNonNull(source).replay(index);
        return replay == null
                ? new Past.Open<>()
                : new Past.Replay<>(
                        new BatchEnd.Whole<>(new ArrayList<>(Arrays.asList(replay.output()))));
    }

    @Override
    public boolean endedGrown(String key) {
        return false;
    }

    @Override
    public List<String> openGrown() {
        return List.of();
    }

    @Override
    public boolean hasPast() {
        return inputs.hasPast();
    }

    @Override
    public void write(List<Entry<Batch<I>, BatchEnd<I, O>>> group) throws IOException {
        List<Entry<I, O>> all = new ArrayList<>();
        for (Entry<Batch<I>, BatchEnd<I, O>> batch : group) {
            for (Outcome<I, O> each : BatchEnd.outcomes(batch.outcome())) {
                if (!(each instanceof Failed<I, O>(_, Cause cause, _))
                        || !(cause instanceof Cause.Cancelled)) {
                    String key = Objects.requireNonNull(job.key(each.input()), "the key is null");
                    all.add(new Entry<>(key, each, List.of()));
                }
            }
        }
        inputs.write(all);
    }

    @Override
    public void close() throws IOException {
        inputs.close();
    }
}
