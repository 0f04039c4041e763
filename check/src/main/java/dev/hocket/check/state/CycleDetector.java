package dev.hocket.check.state;

/**
 * Tells when a sequence of states has come back to one that it had, by Brent's algorithm (BIT 20,
 * 1980): one state is kept, and replaced at distances that double.
 */
public final class CycleDetector {
    private static final int REPETITIONS = 2;

    private long kept;
    private int keptAt;
    private int length;
    private int power = 1;
    private int sinceKept;
    private int matches;

    /**
     * The next state; whether it has come back twice, at the same distance.
     *
     * @param state its number; 0 is never the same as another
     * @param step when it is
     */
    public boolean repeats(long state, int step) {
        sinceKept++;
        if (state != 0 && state == kept) {
            length = matches == 0 ? step - keptAt : length;
            matches = step - keptAt == length * (matches + 1) ? matches + 1 : 0;
            return matches >= REPETITIONS;
        }
        if (matches > 0 && step - keptAt > length * (matches + 1)) {
            matches = 0;
        }
        if (sinceKept >= power && matches == 0) {
            kept = state;
            keptAt = step;
            sinceKept = 0;
            power *= 2;
        }
        return false;
    }

    /** After how many steps the state came back. */
    public int length() {
        return length;
    }
}
