package dev.hocket;

import dev.hocket.spi.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of a single run: window, width, journal, listeners. Immutable.
 *
 * @param window the maximum number of inputs claimed and not yet consumed; 0 lets the run choose:
 *     at least 256, more for wide engines and for tiny tasks
 * @param windowBytes the maximum number of bytes of these inputs and their outputs, as far as
 *     known: of texts, arrays and buffers, or as {@link Job#weight} returns; 0 lets the run choose:
 *     an eighth of the heap. Inputs of a list are in memory anyway and do not count
 * @param width the maximum number of attempts at a time; 0 for the engine's width
 * @param journal where outcomes are recorded before they are delivered, or null
 * @param listeners receive the run's events
 * @param ticker the clock of the run
 */
public record RunOptions<I, O extends @Nullable Object>(
        int window,
        long windowBytes,
        int width,
        @Nullable Journal<I, O> journal,
        List<Listener> listeners,
        Ticker ticker) {

    public RunOptions {
        if (window < 0 || windowBytes < 0 || width < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "window %d, window bytes %d, width %d: must not be negative",
                            window,
                            windowBytes,
                            width));
        }
        listeners = List.copyOf(listeners);
        Objects.requireNonNull(ticker, "ticker");
    }

    /** No journal, no listeners, a window chosen by the run, the engine's width, real time. */
    public static <I, O extends @Nullable Object> RunOptions<I, O> defaults() {
        return new RunOptions<>(0, 0, 0, null, List.of(), Ticker.system());
    }

    /** The same with another window. */
    public RunOptions<I, O> withWindow(int inputs) {
        return new RunOptions<>(inputs, windowBytes, width, journal, listeners, ticker);
    }

    /** The same with a limit on the window's bytes. */
    public RunOptions<I, O> withWindowBytes(long bytes) {
        return new RunOptions<>(window, bytes, width, journal, listeners, ticker);
    }

    /** The same with at most {@code lanes} attempts at a time. */
    public RunOptions<I, O> withWidth(int lanes) {
        return new RunOptions<>(window, windowBytes, lanes, journal, listeners, ticker);
    }

    /** The same with a journal. The run does not close it. */
    public RunOptions<I, O> withJournal(Journal<I, O> journal) {
        return new RunOptions<>(window, windowBytes, width, journal, listeners, ticker);
    }

    /** The same with one more listener. */
    public RunOptions<I, O> withListener(Listener listener) {
        List<Listener> more = new ArrayList<>(listeners);
        more.add(listener);
        return new RunOptions<>(window, windowBytes, width, journal, more, ticker);
    }

    /** The same with another clock, for tests. */
    public RunOptions<I, O> withTicker(Ticker ticker) {
        return new RunOptions<>(window, windowBytes, width, journal, listeners, ticker);
    }
}
