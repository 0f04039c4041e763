package dev.hocket.run;

import dev.hocket.Job;
import dev.hocket.Journal;
import dev.hocket.JournalException;
import dev.hocket.source.ClaimedInputs;
import dev.hocket.source.InputSource;
import dev.hocket.source.KeyHashSet;
import dev.hocket.source.KnownSizes;
import dev.hocket.text.ErrorText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Takes inputs from the source, skips those that the journal has, and holds those that outcomes
 * grew. {@link #read} may block and is called by one lane at a time, without the run's lock;
 * everything else is called under it.
 */
final class InputIntake<I, O extends @Nullable Object> {
    private final InputSource<I> source;
    private final Job<I, O> job;

    /** The source, where its inputs are handed in one by one. */
    private final @Nullable SubmissionQueue<I, O> queue;

    private final @Nullable Journal<I, O> past;
    private final boolean growing;
    private final boolean inPlace;
    private final boolean counted;
    private final LinkedHashMap<String, SlotResult.GrownInput<I>> frontier = new LinkedHashMap<>();
    private final KeyHashSet known = new KeyHashSet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private long cursor;
    private long seq;
    private boolean sourceEnded;
    private boolean busy;
    private long skipped;

    // Used by read() alone.
    private @Nullable Object[] buffer = new @Nullable Object[0];
    private int filled;
    private int position;
    private long bufferIndex;
    private @Nullable Throwable failure;

    /**
     * What a reading gave.
     *
     * @param claimed the inputs, or null where there were none
     * @param replay an output that is delivered again for the one input claimed
     * @param bytes of the inputs, as far as they are known
     * @param keys of the inputs, where grown ones are known by theirs
     * @param admission of the one input claimed, where keys or bytes are counted
     * @param broke what was thrown instead of the admission
     */
    record Reading<I>(
            @Nullable ClaimedInputs<I> claimed,
            Journal.Past.@Nullable Replay<?> replay,
            int skipped,
            boolean ended,
            long bytes,
            List<String> keys,
            InputAdmission admission,
            @Nullable Throwable broke) {

        Reading(
                @Nullable ClaimedInputs<I> claimed,
                Journal.Past.@Nullable Replay<?> replay,
                int skipped,
                boolean ended,
                long bytes) {
            this(claimed, replay, skipped, ended, bytes, List.of(), InputAdmission.PLAIN, null);
        }

        Reading<I> named(List<String> names) {
            return new Reading<>(claimed, replay, skipped, ended, bytes, names, admission, broke);
        }

        Reading<I> counted(InputAdmission asked, @Nullable Throwable thrown) {
            return new Reading<>(claimed, replay, skipped, ended, bytes, keys, asked, thrown);
        }
    }

    /**
     * @param counted whether inputs are claimed one by one, because keys or bytes are counted
     */
    InputIntake(
            InputSource<I> source, Job<I, O> job, @Nullable Journal<I, O> journal, boolean counted)
            throws JournalException {
        this.source = source;
        this.queue = SubmissionQueue.of(source);
        this.job = job;
        this.past = journal != null && journal.hasPast() ? journal : null;
        this.growing = job.isGrowing();
        this.counted = counted;
        boolean unread = source.indexed() || queue != null;
        this.inPlace = unread && past == null && !growing && !counted;
        if (journal != null && growing) {
            rebuildFrontier(journal);
        }
    }

    private void rebuildFrontier(Journal<I, O> journal) throws JournalException {
        for (String key : journal.openGrown()) {
            if (known.add(key)) {
                frontier.put(key, again(key));
            }
        }
    }

    private SlotResult.GrownInput<I> again(String key) throws JournalException {
        try {
            I input = Objects.requireNonNull(job.fromKey(key), "the input is null");
            return new SlotResult.GrownInput<>(input, key, InputAdmission.of(job, input));
        } catch (Throwable thrown) { // of the job's own
            throw new JournalException(
                    "the input '%s', which an earlier run grew, cannot be created from its key: %s"
                            .formatted(key, ErrorText.named(thrown)),
                    thrown);
        }
    }

    /** Whether claims need no reading: of a source that stays in place, or of a queue. */
    boolean inPlace() {
        return inPlace;
    }

    /** How many inputs there are in all, or {@link InputSource#UNKNOWN}. */
    long total() {
        return growing ? InputSource.UNKNOWN : source.size();
    }

    /** How many are left at least, or {@link InputSource#UNKNOWN}. */
    long remaining() {
        long total = total();
        return total == InputSource.UNKNOWN ? total : Math.max(0, total - cursor - skipped);
    }

    long skipped() {
        return skipped;
    }

    /** Whether a lane is reading, so that no other may. */
    boolean busy() {
        return busy;
    }

    /** Whether no lane may claim now: another one reads, or nothing is handed in. */
    boolean unavailable() {
        return busy || (queue != null && queue.isEmpty());
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

    /** Claims up to {@code count} inputs without reading; none at the end. */
    ClaimedInputs<I> claim(int count) {
        if (queue != null) {
            return claimed(queue.next());
        }
        int n = (int) Math.min(count, source.size() - cursor);
        ClaimedInputs<I> claimed = new ClaimedInputs.InPlace<>(source, cursor, n);
        cursor += n;
        sourceEnded = cursor >= source.size();
        return claimed;
    }

    private ClaimedInputs<I> claimed(@Nullable SubmittedInput<I, O> next) {
        return next == null
                ? new ClaimedInputs.Pulled<>(new @Nullable Object[0], 0, 0)
                : new ClaimedInputs.Handed<>(next, Objects.requireNonNull(queue).number());
    }

    /** Claims one input that was handed in; none if that has happened already. */
    ClaimedInputs<I> claim(SubmittedInput<I, O> one) {
        return claimed(one.begins() ? one : null);
    }

    /**
     * Whether claims come from the frontier now: when the source has ended, as it may still give
     * what was grown.
     */
    boolean fromFrontier() {
        return sourceEnded && !frontier.isEmpty();
    }

    /** Claims up to {@code count} grown inputs, one where they are counted. */
    Reading<I> claimGrown(int count) {
        int n = counted ? 1 : Math.min(count, frontier.size());
        @Nullable Object[] inputs = new @Nullable Object[n];
        long[] positions = new long[n];
        InputAdmission admission = InputAdmission.PLAIN;
        for (int i = 0; i < n; i++) {
            SlotResult.GrownInput<I> grown =
                    Objects.requireNonNull(frontier.pollFirstEntry()).getValue();
            inputs[i] = grown.input();
            admission = grown.admission();
            positions[i] = -1;
        }
        ClaimedInputs<I> claimed = new ClaimedInputs.Pulled<>(inputs, positions, n);
        return new Reading<I>(claimed, null, 0, false, 0).counted(admission, null);
    }

    /** Whether neither the source nor the frontier has more. */
    boolean ended() {
        return sourceEnded && frontier.isEmpty();
    }

    /** Adds grown inputs that are not known yet. */
    void grow(List<SlotResult.GrownInput<?>> inputs) {
        for (SlotResult.GrownInput<?> each : inputs) {
            if (known.add(each.key()) && (past == null || !past.endedGrown(each.key()))) {
                @SuppressWarnings("unchecked")
                SlotResult.GrownInput<I> grown = (SlotResult.GrownInput<I>) each;
                frontier.put(grown.key(), grown);
            }
        }
    }

    /** Takes note of what {@link #read} gave. */
    void accept(Reading<I> reading) {
        skipped += reading.skipped();
        cursor += reading.claimed() == null ? 0 : reading.claimed().size();
        sourceEnded |= reading.ended();
        for (String key : reading.keys()) {
            boolean _ = known.add(key);
            frontier.remove(key); // given and grown: it runs as given
        }
    }

    /** The source cannot be read any more. */
    void end() {
        sourceEnded = true;
    }

    /**
     * Reads up to {@code most} inputs from the source, at least one unless it is at its end. What
     * was read before something failed is given first; the failure is thrown by the next call.
     */
    Reading<I> read(int most) throws Exception {
        if (failure != null) {
            throw InputSource.unchecked(failure);
        }
        Reading<I> got = past == null ? readNew(most) : readOn(past, most);
        ClaimedInputs<I> claimed = got.claimed();
        if (claimed == null) {
            return got;
        }
        if (growing) {
            got = got.named(keys(claimed));
        }
        if (!counted || got.replay() != null) {
            return got;
        }
        try {
            return got.counted(InputAdmission.of(job, claimed.input(0)), null);
        } catch (Throwable broke) { // of the job's own
            return got.counted(InputAdmission.PLAIN, broke);
        }
    }

    private List<String> keys(ClaimedInputs<I> inputs) {
        List<String> keys = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            keys.add(job.key(inputs.input(i)));
        }
        return keys;
    }

    private Reading<I> readNew(int most) throws Exception {
        if (queue != null) {
            ClaimedInputs<I> one = claimed(queue.next());
            return new Reading<>(
                    one.size() == 0 ? null : one,
                    null,
                    0,
                    false,
                    one.size() == 0 ? 0 : KnownSizes.of(one.input(0)));
        }
        @Nullable Object[] into = new @Nullable Object[most];
        long first = bufferIndex;
        int n = pull(into, most);
        bufferIndex += n;
        return new Reading<>(
                n == 0 ? null : new ClaimedInputs.Pulled<>(into, first, n),
                null,
                0,
                n == 0,
                KnownSizes.ofAll(into, n));
    }

    private int pull(@Nullable Object[] into, int most) throws Exception {
        if (failure != null) {
            throw InputSource.unchecked(failure);
        }
        int n = source.pull(into, most);
        for (int i = 0; i < n; i++) {
            if (into[i] == null) {
                failure =
                        new NullPointerException(
                                "input " + (bufferIndex + i) + " is null; inputs must not be null");
                if (i == 0) {
                    throw InputSource.unchecked(failure);
                }
                return i;
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
                    return new Reading<>(null, null, skipped, true, 0);
                }
            }
            @SuppressWarnings("unchecked")
            I input = (I) Objects.requireNonNull(buffer[position]);
            Journal.Past<O> state = pastOf(input, journal, n + skipped == 0);
            if (state == null || (state instanceof Journal.Past.Replay && n > 0)) {
                break;
            }
            if (state instanceof Journal.Past.Replay<O> replay) {
                return replayed(input, replay, skipped);
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
        ClaimedInputs<I> claimed =
                n == 0 ? null : new ClaimedInputs.Pulled<>(Arrays.copyOf(inputs, n), positions, n);
        return new Reading<>(claimed, null, skipped, false, KnownSizes.ofAll(inputs, n));
    }

    /** What the journal has; null if it cannot tell, which is thrown when {@code first} is read. */
    private Journal.@Nullable Past<O> pastOf(I input, Journal<I, O> journal, boolean first)
            throws IOException {
        try {
            return journal.past(bufferIndex, () -> job.key(input));
        } catch (Throwable other) { // the job's key may throw anything
            if (first) {
                throw other;
            }
            failure = other;
            return null;
        }
    }

    private Reading<I> replayed(I input, Journal.Past.Replay<O> replay, int skipped) {
        ClaimedInputs<I> one =
                new ClaimedInputs.Pulled<>(new @Nullable Object[] {input}, bufferIndex, 1);
        advance();
        return new Reading<>(one, replay, skipped, false, KnownSizes.of(input));
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
        } catch (Throwable failed) { // the source may be of the user's own
            System.getLogger("dev.hocket")
                    .log(System.Logger.Level.WARNING, "the source could not be closed", failed);
        }
    }
}
