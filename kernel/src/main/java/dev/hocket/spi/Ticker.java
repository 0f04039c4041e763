package dev.hocket.spi;

/** The clock of a run; a test can replace it by one that it controls. */
public interface Ticker {

    /** Nanoseconds since some fixed moment, like {@link System#nanoTime()}. */
    long nanos();

    /**
     * Calls {@code action} once after a delay, on a thread of the ticker; the action is short.
     *
     * @return an action that cancels the call if it has not begun
     */
    Runnable schedule(Runnable action, long delayNanos);

    /** Real time. */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
