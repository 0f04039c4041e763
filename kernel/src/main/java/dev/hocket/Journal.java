package dev.hocket;

import dev.hocket.joblog.JobLog;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a run's outcomes are recorded before they are delivered, and what it skips because an
 * earlier run recorded it. Called by one thread at a time. See {@link JobLog}.
 */
public interface Journal<I, O extends @Nullable Object> extends AutoCloseable {

    /** What an earlier run recorded of an input. */
    sealed interface Past<O extends @Nullable Object> {

        /** Nothing: the input is to run. */
        record Open<O extends @Nullable Object>() implements Past<O> {}

        /** It has ended; it is passed over. */
        record Ended<O extends @Nullable Object>() implements Past<O> {}

        /** It has ended with an output that is delivered again, without another attempt. */
        record Replay<O extends @Nullable Object>(O output) implements Past<O> {}
    }

    /**
     * What an earlier run recorded; called in the order of the source.
     *
     * @param index the input's position in the source
     * @param key its key
     * @throws JournalException if the input at this position is not the one recorded; the run ends
     */
    Past<O> past(long index, Supplier<String> key) throws JournalException;

    /**
     * Whether an input of this key has ended in an earlier run, or has failed there and is given
     * again by the source, so that it is not to run as a grown one.
     */
    boolean endedGrown(String key);

    /**
     * Keys that ended inputs of earlier runs grew, and that have not ended themselves. Called once,
     * before the run of a growing job starts.
     *
     * @throws JournalException if they cannot be read
     */
    List<String> openGrown() throws JournalException;

    /** Whether any input has a past, so that {@link #past} must be asked. */
    boolean hasPast();

    /**
     * Records a group of outcomes, durably against the death of this process, before it returns.
     *
     * @throws IOException if that cannot be done; the run is halted
     */
    void write(List<Entry<I, O>> group) throws IOException;

    /** Closes the journal; the run does not. */
    @Override
    void close() throws IOException;

    /**
     * An outcome with its key and the keys of what it grew.
     *
     * @param grew keys of the inputs grown from it
     */
    record Entry<I, O extends @Nullable Object>(
            String key, Outcome<I, O> outcome, List<String> grew) {}
}
