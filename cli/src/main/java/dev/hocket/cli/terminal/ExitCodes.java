package dev.hocket.cli.terminal;

/** The exit statuses, which are GNU parallel's. */
public final class ExitCodes {
    public static final int DONE = 0;

    /** More failures than a status can count. */
    static final int MANY_FAILED = 101;

    /** The connection or the terminal went away: 128 and the signal's number, as shells have it. */
    public static final int HUNG_UP = 129;

    /** Ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    /**
     * The reader of standard output went away, as in {@code | head -1}: what a shell reports for a
     * program that the signal SIGPIPE ends.
     */
    public static final int OUTPUT_CLOSED = 141;

    /** Ended by the signal TERM. */
    public static final int TERMINATED = 143;

    /** Wrong use, or a set-up that does not work. */
    public static final int SET_UP = 255;

    private ExitCodes() {}

    /** So many inputs failed. */
    public static int failed(long count) {
        return (int) Math.min(count, MANY_FAILED);
    }
}
