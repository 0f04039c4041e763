package dev.hocket;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Takes inputs from the source, passes over those that the journal has, and holds those that
 * outcomes grew. {@link #read} may block and is called by one lane at a time, without the run's
 * lock; everything else is called under it.
 */
final class Intake<I, O extends @Nullable Object> {
    private final Source<I> source;
    private final Job<I, O> job;
    private final @Nullable Journal<I, O> past;
    private final boolean growing;
    private final boolean inPlace;
    private final LinkedHashMap<String, I> frontier = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private long cursor;
    private long seq;
    private boolean sourceEnded;
    private boolean busy;
    private long skipped;
    private final AtomicBoolean closed = new AtomicBoolean();

    // Used by read() alone.
    private @Nullable Object[] buffer = new @Nullable Object[0];
    private int filled;
    private int position;
    private long bufferIndex;

    /**
     * What a reading gave.
     *
     * @param claimed the inputs, or null where there were none
     * @param replay an output that is delivered again for the one input claimed
     */
    record Reading<I>(
            @Nullable Claimed<I> claimed,
            Journal.Past.@Nullable Replay<?> replay,
            int skipped,
            boolean ended) {}

    Intake(Source<I> source, Job<I, O> job, @Nullable Journal<I, O> journal) {
        this.source = source;
        this.job = job;
        this.past = journal != null && journal.hasPast() ? journal : null;
        this.growing = job.policy().growth != null;
        this.inPlace = source.indexed() && past == null && !growing;
        if (journal != null && growing) {
            rebuildFrontier(journal);
        }
    }

    private void rebuildFrontier(Journal<I, O> journal) {
        List<String> open;
        try {
            open = journal.openGrown();
        } catch (JobLogException unreadable) {
            RunException why = RunException.ofJournal(job.name(), unreadable);
            try {
                source.close();
            } catch (IOException alsoFailed) {
                why.addSuppressed(alsoFailed);
            }
            throw why;
        }
        for (String key : open) {
            if (known.add(key)) {
                frontier.put(key, Objects.requireNonNull(job.policy().fromKey).apply(key));
            }
        }
    }

    /** Whether claims are positions in a source that stays in place, which need no reading. */
    boolean inPlace() {
        return inPlace;
    }

    /** How many inputs there are in all, or {@link Source#UNKNOWN}. */
    long total() {
        return source.size();
    }

    /** How many are left at least, or {@link Source#UNKNOWN}. */
    long remaining() {
        return source.size() == Source.UNKNOWN || growing
                ? Source.UNKNOWN
                : Math.max(0, source.size() - cursor - skipped);
    }

    long skipped() {
        return skipped;
    }

    /** Whether a lane is reading, so that no other may. */
    boolean busy() {
        return busy;
    }

    void busy(boolean reading) {
        busy = reading;
    }

    /** The next sequence number, of {@code count}. */
    long nextSeq(int count) {
        long first = seq;
        seq += count;
        return first;
    }

    /** Claims {@code count} inputs in place. */
    Claimed<I> claim(int count) {
        int n = (int) Math.min(count, source.size() - cursor);
        Claimed<I> claimed = new Claimed.InPlace<>(source, cursor, n);
        cursor += n;
        sourceEnded = cursor >= source.size();
        return claimed;
    }

    /** Whether claims come from the frontier now. */
    boolean fromFrontier() {
        return sourceEnded && !frontier.isEmpty();
    }

    /** Claims up to {@code count} grown inputs. */
    Claimed<I> claimGrown(int count) {
        int n = Math.min(count, frontier.size());
        @Nullable Object[] inputs = new @Nullable Object[n];
        long[] positions = new long[n];
        for (int i = 0; i < n; i++) {
            inputs[i] = Objects.requireNonNull(frontier.pollFirstEntry()).getValue();
            positions[i] = -1;
        }
        return new Claimed.Pulled<>(inputs, positions, n);
    }

    /** Whether neither the source nor the frontier has more. */
    boolean ended() {
        return sourceEnded && frontier.isEmpty();
    }

    /** Adds grown inputs that are not known yet. */
    void grow(List<?> inputs, List<String> keys) {
        for (int i = 0; i < inputs.size(); i++) {
            if (known.add(keys.get(i)) && (past == null || !past.endedGrown(keys.get(i)))) {
                @SuppressWarnings("unchecked")
                I input = (I) inputs.get(i);
                frontier.put(keys.get(i), input);
            }
        }
    }

    /** Takes note of what {@link #read} gave. */
    void accept(@Nullable Reading<I> reading) {
        if (reading == null) {
            return;
        }
        skipped += reading.skipped();
        cursor += reading.claimed() == null ? 0 : reading.claimed().size();
        sourceEnded |= reading.ended();
        if (growing && reading.claimed() != null) {
            for (int i = 0; i < reading.claimed().size(); i++) {
                String key = job.key(reading.claimed().input(i));
                known.add(key);
                frontier.remove(key); // given and grown: it runs as given
            }
        }
    }

    /** The source cannot be read any more. */
    void end() {
        sourceEnded = true;
    }

    /** Reads up to {@code most} inputs from the source, at least one unless it is at its end. */
    Reading<I> read(int most) throws Exception {
        if (past == null) {
            @Nullable Object[] into = new @Nullable Object[most];
            long first = bufferIndex;
            int n = pull(into, most);
            bufferIndex += n;
            return new Reading<>(
                    n == 0 ? null : new Claimed.Pulled<>(into, first, n), null, 0, n == 0);
        }
        return readOn(past, most);
    }

    private int pull(@Nullable Object[] into, int most) throws Exception {
        int n = source.pull(into, most);
        for (int i = 0; i < n; i++) {
            if (into[i] == null) {
                throw new NullPointerException(
                        "input " + (bufferIndex + i) + " is null; inputs must not be");
            }
        }
        return n;
    }

    /** Reads past what an earlier run has ended. */
    private Reading<I> readOn(Journal<I, O> journal, int most) throws Exception {
        @Nullable Object[] inputs = new @Nullable Object[most];
        long[] positions = new long[most];
        int n = 0;
        int skipped = 0;
        while (true) {
            if (position == filled) {
                if (n > 0) {
                    break;
                }
                if (!refill()) {
                    return new Reading<>(null, null, skipped, true);
                }
            }
            @SuppressWarnings("unchecked")
            I input = (I) Objects.requireNonNull(buffer[position]);
            Journal.Past<O> state = journal.past(bufferIndex, () -> job.key(input));
            if (state instanceof Journal.Past.Replay<O> replay) {
                if (n == 0) {
                    Claimed<I> one =
                            new Claimed.Pulled<>(new @Nullable Object[] {input}, bufferIndex, 1);
                    advance();
                    return new Reading<>(one, replay, skipped, false);
                }
                break;
            }
            if (state instanceof Journal.Past.Ended) {
                skipped++;
            } else {
                inputs[n] = input;
                positions[n++] = bufferIndex;
            }
            advance();
            if (n == most) {
                break;
            }
        }
        return new Reading<>(
                new Claimed.Pulled<>(Arrays.copyOf(inputs, n), positions, n), null, skipped, false);
    }

    private boolean refill() throws Exception {
        buffer = buffer.length == 0 ? new @Nullable Object[256] : buffer;
        filled = pull(buffer, buffer.length);
        position = 0;
        return filled > 0;
    }

    private void advance() {
        position++;
        bufferIndex++;
    }

    /** Closes the source, once; called without the lock, when no lane reads. */
    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            source.close();
        } catch (IOException | RuntimeException failed) {
            System.getLogger("dev.hocket")
                    .log(System.Logger.Level.WARNING, "the source could not be closed", failed);
        }
    }
}
