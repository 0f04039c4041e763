package dev.hocket.choose.measure;

/**
 * One measurement: one contender over one batch.
 *
 * @param engine the contender's text
 * @param round its round; 0 outside the rounds
 * @param inputs outcomes delivered
 * @param failed how many of them failed
 * @param nanos from the start until the last outcome was consumed
 * @param used what the process took meanwhile
 * @param p99 nanoseconds, or -1 where attempts were not timed one by one
 */
public record TimedBatch(
        String engine, int round, long inputs, long failed, long nanos, Used used, long p99) {

    /**
     * What was taken, in nanoseconds of cores unless said otherwise.
     *
     * @param cpu by this process
     * @param children by child processes that ended
     * @param ran by the lane where it is the calling thread, and by threads that work for it; else
     *     by the process
     * @param queued while ready to run and without a core, by those of {@code ran}; 0 if unknown
     * @param hostIdle share of the machine's core time that nobody used; 1 if unknown
     * @param heap the most bytes of heap in use at a time
     */
    public record Used(
            long cpu, long children, long ran, long queued, double hostIdle, long heap) {}

    public double perSecond() {
        return inputs * 1e9 / Math.max(1, nanos);
    }

    /** What one input would have taken without other programs: for trials of one lane. */
    public double quietNanosPerInput() {
        long quiet = Math.max(used.ran + used.children, nanos - used.queued);
        return (double) Math.min(nanos, quiet) / Math.max(1, inputs);
    }

    public double busyCores() {
        return (double) (used.cpu + used.children) / Math.max(1, nanos);
    }

    /**
     * Cores that it would have kept busy on a machine of its own. How long children queued for a
     * core is unknown; where they did much of the work and the machine had no core left, they
     * queued for all of the time that they did not run.
     */
    public double wantedCores() {
        double wanted = (double) (used.ran + used.children + used.queued) / Math.max(1, nanos);
        boolean crowdedOut = used.children > 0.2 * nanos && used.hostIdle < 0.1;
        return crowdedOut ? Math.max(1, wanted) : wanted;
    }
}
