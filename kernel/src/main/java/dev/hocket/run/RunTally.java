package dev.hocket.run;

import dev.hocket.Report;
import dev.hocket.spi.LaneUsage;
import java.time.Duration;
import java.util.Optional;

/** The times that a run measured. Guarded by the run's lock. */
public final class RunTally {
    private final TimeHistogram times = new TimeHistogram();
    private final boolean reported;
    private final Duration cpuAtStart;
    private Duration cpu = Duration.ZERO;
    private long attempts;
    private long averaged;
    private long nanos;
    private int leased;
    private int peak;
    private long laneNanos;
    private long laneNanosAt;

    /**
     * Nothing measured yet.
     *
     * @param reported whether anyone will see the CPU time, which takes longer to ask for than many
     *     a run does
     */
    public RunTally(boolean reported) {
        this.reported = reported;
        this.cpuAtStart = cpu();
    }

    /** A lease came back. */
    public void add(LeaseSlots<?, ?> lease, long now) {
        lease.measure(this, now);
    }

    /**
     * A lease came back in which this many attempts ran.
     *
     * @param laneless whether no lane was busy with it any more
     */
    public void returned(boolean laneless, int ran, long now) {
        leased(laneless ? 0 : -1, now);
        attempts += ran;
    }

    /** Attempts took so long together. */
    public void averaged(int count, long together) {
        averaged += count;
        nanos += together;
    }

    /** An attempt took so long. */
    public void timed(long took) {
        times.add(took);
        nanos += took;
    }

    /** A lane got a lease. */
    public void leased(long now) {
        leased(1, now);
        peak = Math.max(peak, leased);
    }

    private void leased(int change, long now) {
        laneNanos += leased * (now - laneNanosAt);
        laneNanosAt = now;
        leased += change;
    }

    public LaneUsage usage(long now) {
        return new LaneUsage(attempts, nanos, laneNanos + leased * (now - laneNanosAt));
    }

    /** The most leases out at a time. */
    public int peak() {
        return peak;
    }

    public long attempts() {
        return attempts;
    }

    public void end() {
        cpu = cpu().minus(cpuAtStart);
    }

    public Duration cpuSoFar(boolean ended) {
        return ended ? cpu : cpu().minus(cpuAtStart);
    }

    public Optional<Report.Latency> latency() {
        return averaged > 0 || times.count() == 0
                ? Optional.empty()
                : Optional.of(new Report.Latency(at(0.5), at(0.9), at(0.99), at(1)));
    }

    private Duration at(double quantile) {
        return Duration.ofNanos(times.quantile(quantile));
    }

    public Duration mean() {
        return Duration.ofNanos(attempts == 0 ? 0 : nanos / attempts);
    }

    private Duration cpu() {
        return !reported
                ? Duration.ZERO
                : ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
