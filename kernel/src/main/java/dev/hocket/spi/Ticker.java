package dev.hocket.spi;

/** The time that a run goes by, so that a test can turn the clock itself. */
public interface Ticker {

    /** Nanoseconds from some fixed moment, as {@link System#nanoTime()}. */
    long nanos();

    /**
     * Calls {@code action} once after a delay, on a thread of the ticker; the action is short.
     *
     * @return what cancels the call, if it has not begun
     */
    Runnable schedule(Runnable action, long delayNanos);

    /** Real time. */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
