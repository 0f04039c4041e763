package dev.hocket.batch;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Failed;
import dev.hocket.Outcome;
import dev.hocket.Stats;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch that failed, whose inputs run again one by one, each in an attempt of its own. Used under
 * the run's lock; only {@link #current} is read by the lane that runs the attempt.
 */
public final class BatchSplit<I, O extends @Nullable Object> {
    private final Batch<I> batch;
    private final Cause cause;
    private final Stats stats;
    private final List<Outcome<I, O>> outcomes = new ArrayList<>();
    private volatile Batch<I> current;

    /** Of a batch, and how it failed. */
    public BatchSplit(Failed<Batch<I>, BatchEnd<I, O>> failed) {
        this.batch = failed.input();
        this.cause = failed.cause();
        this.stats = failed.stats();
        this.current = batch.only(0);
    }

    /** What the next attempt runs: one input, or, once it is {@link #end}ed, all of them. */
    public Batch<I> current() {
        return current;
    }

    /**
     * The current input has ended. A cancelled attempt is no end: the input has failed with its
     * batch.
     *
     * @return whether another input is to run
     */
    public boolean ended(Outcome<Batch<I>, BatchEnd<I, O>> end) {
        Stats its = BatchEnd.at(end.stats(), current.index(0), stats.attempts());
        switch (end) {
            case Failed<Batch<I>, BatchEnd<I, O>>(_, Cause why, _) -> {
                if (why instanceof Cause.Cancelled) {
                    return false;
                }
                outcomes.add(new Failed<>(current.input(0), why, its));
            }
            case Done<Batch<I>, BatchEnd<I, O>>(_, BatchEnd<I, O> how, _) -> {
                O output = ((BatchEnd.Whole<I, O>) how).outputs().getFirst();
                outcomes.add(new Done<>(current.input(0), output, its));
            }
        }
        if (outcomes.size() == batch.size()) {
            return false;
        }
        current = batch.only(outcomes.size());
        return true;
    }

    /** The end of the batch; inputs that did not run alone have failed with it. */
    public BatchEnd<I, O> end() {
        int alone = outcomes.size();
        outcomes.addAll(BatchEnd.failed(batch, outcomes.size(), cause, stats));
        current = batch;
        return new BatchEnd.Parts<>(outcomes, alone);
    }
}
