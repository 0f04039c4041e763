package dev.hocket.choose.measure;

/** Where measurements come from: this machine, or a model of one in tests. */
public interface TrialSource extends AutoCloseable {
    /** Above it, inputs are never given twice to one run: their side effects could collide. */
    double CYCLED_NANOS = 1e6;

    /**
     * Measures one batch.
     *
     * @param round its round; 0 outside the rounds
     * @param count how many inputs; beyond the sample's size in several runs, or in one that {@link
     *     #cycles(boolean)}
     * @param check whether the answers are looked at; each input's at most once a run
     */
    TimedBatch measure(Contender contender, int round, int count, boolean check);

    /** Runs a batch and watches what its lanes wait for. */
    LaneStates watch(Contender contender, int count);

    /** Whether a run may be given an input several times. */
    void cycles(boolean cycles);

    boolean cycles();

    /** What looking at one answer takes. */
    double checkNanos();

    /** The inputs that failed so far. */
    SampledFailures failures();

    @Override
    void close();
}
