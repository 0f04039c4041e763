package dev.hocket;

/**
 * A rule that ends a run early: at failures, or as soon as enough inputs are done.
 *
 * @param mode what happens to attempts that are running at that time
 * @param failures halt at this many final failures; 0 for never
 * @param percent halt when at least this share of the outcomes are failures, from the 20th outcome
 *     on; 0 for never
 * @param successes halt when so many inputs are done; 0 for never
 */
public record Halt(Mode mode, int failures, double percent, int successes) {

    /** How a run ends early. */
    public enum Mode {
        /** Start no more attempts, including retries, and let running attempts finish. */
        SOON,
        /** Start no more attempts, and cancel running attempts. */
        NOW
    }

    /** From which outcome on a percentage is looked at. */
    public static final int PERCENT_FROM = 20;

    private static final Halt NEVER = new Halt(Mode.SOON, 0, 0, 0);

    public Halt {
        if (failures < 0) {
            throw new IllegalArgumentException(
                    "halt at " + failures + " failures: must be at least 1, or 0 for never");
        }
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException(
                    "halt at " + percent + " %: must be between 0, for never, and 100");
        }
        if (successes < 0) {
            throw new IllegalArgumentException(
                    "halt at " + successes + " successes: must be at least 1, or 0 for never");
        }
    }

    /** Does not halt: the default. */
    public static Halt never() {
        return NEVER;
    }

    /**
     * Halts at {@code failures} final failures, in the given mode.
     *
     * @throws IllegalArgumentException if that is less than 1; {@link #never} never halts
     */
    public static Halt atFailures(Mode mode, int failures) {
        if (failures < 1) {
            throw new IllegalArgumentException(
                    "halt at " + failures + " failures: must be at least 1; use Halt.never()");
        }
        return new Halt(mode, failures, 0, 0);
    }

    /**
     * Halts at a share of failures, in the given mode.
     *
     * @throws IllegalArgumentException if that is not more than 0 and at most 100
     */
    public static Halt atPercent(Mode mode, double percent) {
        if (!(percent > 0)) {
            throw new IllegalArgumentException(
                    "halt at " + percent + " %: must be more than 0; use Halt.never()");
        }
        return new Halt(mode, 0, percent, 0);
    }

    /**
     * When {@code successes} inputs are done, in the given mode: the first mirror that answers, the
     * first solution. Those that end at the same time may be more.
     *
     * @throws IllegalArgumentException if that is less than 1; {@link #never} never halts
     */
    public static Halt atSuccesses(Mode mode, int successes) {
        if (successes < 1) {
            throw new IllegalArgumentException(
                    "halt at " + successes + " successes: must be at least 1; use Halt.never()");
        }
        return new Halt(mode, 0, 0, successes);
    }

    /** Whether a run with these numbers of outcomes must halt. */
    public boolean reached(long done, long failed) {
        if (failures > 0 && failed >= failures) {
            return true;
        }
        if (successes > 0 && done >= successes) {
            return true;
        }
        long all = done + failed;
        return percent > 0 && all >= PERCENT_FROM && failed * 100.0 >= percent * all;
    }
}
