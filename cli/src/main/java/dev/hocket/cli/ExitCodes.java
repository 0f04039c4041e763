package dev.hocket.cli;

/** The exit statuses, which are GNU parallel's. */
final class ExitCodes {
    static final int DONE = 0;

    /** More failures than a status can count. */
    static final int MANY_FAILED = 101;

    /** Ended by Ctrl-C. */
    static final int INTERRUPTED = 130;

    /**
     * The reader of standard output went away, as in {@code | head -1}: what a shell reports for a
     * program that the signal SIGPIPE ends.
     */
    static final int OUTPUT_CLOSED = 141;

    /** Wrong use, or a set-up that does not work. */
    static final int SET_UP = 255;

    private ExitCodes() {}

    /** So many inputs failed. */
    static int failed(long count) {
        return (int) Math.min(count, MANY_FAILED);
    }
}
