package dev.hocket.batch;

import dev.hocket.Job;
import dev.hocket.Journal;
import dev.hocket.source.InputSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a source. Inputs that an earlier run has ended are left out; one whose output is
 * delivered again makes a batch of its own, which is {@linkplain #replay remembered}.
 */
public final class BatchSource<I, O extends @Nullable Object> extends InputSource<Batch<I>> {
    /** How many inputs are read at once at most. */
    private static final int MOST_READ = 1024;

    private final InputSource<I> source;
    private final Job<I, O> job;
    private final @Nullable Journal<I, O> past;
    private final BatchLedger ledger;
    private final BatchSizer sizer;
    private final int width;
    private final Map<Long, Journal.Past.Replay<O>> replays = new ConcurrentHashMap<>();

    // Used by pull() alone.
    private final List<I> inputs = new ArrayList<>();
    private long[] positions = new long[16];
    private @Nullable Object[] buffer = new @Nullable Object[0];
    private int filled;
    private int position;
    private long index;

    /** What the inputs of the batch have together, where that has a limit. */
    private long weighed;

    private long batches;
    private boolean atEnd;
    private @Nullable Throwable failure;

    /**
     * Over a source.
     *
     * @param past what earlier runs recorded, or null
     * @param width how many lanes share the inputs
     */
    public BatchSource(
            InputSource<I> source,
            Job<I, O> job,
            @Nullable Journal<I, O> past,
            BatchSizer sizer,
            int width) {
        this.source = source;
        this.job = job;
        this.past = past;
        this.sizer = sizer;
        this.width = width;
        this.ledger = new BatchLedger(job.halt(), job.splitsFailed(), source.size(), sizer);
    }

    /** What counts its inputs. */
    BatchLedger ledger() {
        return ledger;
    }

    /** What is delivered again for the batch of this number, asked once; null if it runs. */
    public Journal.Past.@Nullable Replay<O> replay(long batch) {
        return replays.remove(batch);
    }

    /** Reads one batch. */
    @Override
    public int pull(@Nullable Object[] into, int most) throws Exception {
        if (failure != null) {
            throw unchecked(failure);
        }
        try {
            collect(sizer.next(source.size(), source.size() - index, width));
        } catch (Throwable thrown) { // what came before it still counts
            failure = thrown;
            if (inputs.isEmpty()) {
                throw thrown;
            }
        }
        if (inputs.isEmpty()) {
            return 0;
        }
        into[0] = new Batch<>(inputs, Arrays.copyOf(positions, inputs.size()));
        inputs.clear();
        weighed = 0;
        batches++;
        return 1;
    }

    private void collect(int most) throws Exception {
        boolean blocks = true;
        while (inputs.size() < most) {
            if (position == filled && (atEnd || !blocks || !refill(most - inputs.size()))) {
                return;
            }
            blocks = sizer.fills() || inputs.isEmpty();
            if (!take()) {
                return;
            }
        }
    }

    /** Takes the next input; false if the batch ends before it. */
    private boolean take() throws Exception {
        Object next = buffer[position];
        if (next == null) {
            throw new NullPointerException("input " + index + " is null; inputs must not be null");
        }
        @SuppressWarnings("unchecked")
        I input = (I) next;
        Journal.Past<O> state =
                past == null ? new Journal.Past.Open<>() : past.past(index, () -> job.key(input));
        switch (state) {
            case Journal.Past.Ended<O> _ -> ledger.skipped();
            case Journal.Past.Open<O> _ -> {
                long weight = job.batchWeight(input);
                if (!inputs.isEmpty() && weighed + weight > job.batchLimit()) {
                    return false; // it is asked again
                }
                weighed += weight;
                add(input);
            }
            case Journal.Past.Replay<O> replay -> {
                if (inputs.isEmpty()) {
                    add(input);
                    replays.put(batches, replay);
                    advance();
                } // else it is asked again
                return false;
            }
        }
        advance();
        return true;
    }

    private void add(I input) {
        if (inputs.size() == positions.length) {
            positions = Arrays.copyOf(positions, 2 * positions.length);
        }
        positions[inputs.size()] = index;
        inputs.add(input);
    }

    private void advance() {
        buffer[position++] = null;
        index++;
    }

    private boolean refill(int most) throws Exception {
        int wanted = past == null ? Math.min(most, MOST_READ) : MOST_READ;
        if (buffer.length < wanted) {
            buffer = new @Nullable Object[wanted];
        }
        position = 0;
        filled = 0;
        filled = source.pull(buffer, wanted);
        atEnd = filled == 0;
        return !atEnd;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
