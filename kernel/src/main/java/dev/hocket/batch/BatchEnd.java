package dev.hocket.batch;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Failed;
import dev.hocket.Outcome;
import dev.hocket.Stats;
import dev.hocket.source.KnownSizes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a batch ended that did not fail as a whole. */
public sealed interface BatchEnd<I, O extends @Nullable Object> extends KnownSizes.Sized {

    /** One attempt gave all outputs. */
    record Whole<I, O extends @Nullable Object>(ArrayList<O> outputs)
            implements BatchEnd<I, O>, Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public long knownBytes() {
            return KnownSizes.ofAll(outputs.toArray(), outputs.size());
        }
    }

    /**
     * It failed, and its inputs ran again one by one, as far as the run came.
     *
     * @param alone how many did
     */
    record Parts<I, O extends @Nullable Object>(List<Outcome<I, O>> outcomes, int alone)
            implements BatchEnd<I, O> {
        @Override
        public long knownBytes() {
            return 0;
        }
    }

    /** The outcomes of the inputs of a batch. */
    static <I, O extends @Nullable Object> List<Outcome<I, O>> outcomes(
            Outcome<Batch<I>, BatchEnd<I, O>> end) {
        return end.input().keep(() -> made(end));
    }

    private static <I, O extends @Nullable Object> List<Outcome<I, O>> made(
            Outcome<Batch<I>, BatchEnd<I, O>> end) {
        return switch (end) {
            case Done<Batch<I>, BatchEnd<I, O>>(Batch<I> batch, BatchEnd<I, O> how, Stats stats) ->
                    switch (how) {
                        case Parts<I, O>(List<Outcome<I, O>> outcomes, _) -> outcomes;
                        case Whole<I, O>(ArrayList<O> outputs) -> done(batch, outputs, stats);
                    };
            case Failed<Batch<I>, BatchEnd<I, O>>(Batch<I> batch, Cause cause, Stats stats) ->
                    failed(batch, 0, cause, stats);
        };
    }

    private static <I, O extends @Nullable Object> List<Outcome<I, O>> done(
            Batch<I> batch, List<O> outputs, Stats stats) {
        List<Outcome<I, O>> all = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            all.add(new Done<>(batch.input(i), outputs.get(i), at(stats, batch.index(i), 0)));
        }
        return all;
    }

    /** The inputs from the {@code first} on have failed as their batch did. */
    static <I, O extends @Nullable Object> List<Outcome<I, O>> failed(
            Batch<I> batch, int first, Cause cause, Stats stats) {
        List<Outcome<I, O>> all = new ArrayList<>(batch.size());
        for (int i = first; i < batch.size(); i++) {
            all.add(new Failed<>(batch.input(i), cause, at(stats, batch.index(i), 0)));
        }
        return all;
    }

    /**
     * The same of an input at this position.
     *
     * @param earlier how many attempts there were before
     */
    static Stats at(Stats stats, long index, int earlier) {
        return new Stats(
                index,
                earlier + stats.attempts(),
                stats.started(),
                stats.time(),
                stats.averaged(),
                stats.lane());
    }
}
