package dev.hocket;

import dev.hocket.joblog.JobLog;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records the outcomes of a run before they are delivered, and knows which inputs the run skips
 * because an earlier run recorded them. Called by one thread at a time. See {@link JobLog}.
 */
public interface Journal<I, O extends @Nullable Object> extends AutoCloseable {

    /** What an earlier run recorded about an input. */
    sealed interface Past<O extends @Nullable Object> {

        /** Nothing: the input runs. */
        record Open<O extends @Nullable Object>() implements Past<O> {}

        /** It has ended; it is skipped. */
        record Ended<O extends @Nullable Object>() implements Past<O> {}

        /** It has ended with an output that is delivered again, without another attempt. */
        record Replay<O extends @Nullable Object>(O output) implements Past<O> {}
    }

    /**
     * Returns what an earlier run recorded about an input; called in the order of the source.
     *
     * @param index the input's position in the source
     * @param key its key
     * @throws JournalException if the input at this position is not the one recorded; the run ends
     */
    Past<O> past(long index, Supplier<String> key) throws JournalException;

    /**
     * Whether an input of this key does not run as a grown one, because it ended in an earlier run,
     * or failed there and comes from the source again.
     */
    boolean endedGrown(String key);

    /**
     * The keys of inputs that grew in earlier runs and have not ended. Called once, before the run
     * of a growing job starts.
     *
     * @throws JournalException if they cannot be read
     */
    List<String> openGrown() throws JournalException;

    /** Whether an earlier run recorded anything, so that {@link #past} must be called. */
    boolean hasPast();

    /**
     * Records a group of outcomes. When it returns, they survive the death of this process.
     *
     * @throws IOException if that cannot be done; the run is halted
     */
    void write(List<Entry<I, O>> group) throws IOException;

    /** Closes the journal; the run does not. */
    @Override
    void close() throws IOException;

    /**
     * An outcome with its key and the keys of the inputs that grew from it.
     *
     * @param grew keys of the inputs grown from it
     */
    record Entry<I, O extends @Nullable Object>(
            String key, Outcome<I, O> outcome, List<String> grew) {}
}
