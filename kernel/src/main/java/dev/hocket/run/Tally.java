package dev.hocket.run;

import dev.hocket.Report;
import dev.hocket.spi.Pace;
import java.time.Duration;
import java.util.Optional;

/** The times that a run measured. Guarded by the run's lock. */
final class Tally {
    private final Histogram times = new Histogram();
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
    Tally(boolean reported) {
        this.reported = reported;
        this.cpuAtStart = cpu();
    }

    /** A lease came back. */
    void add(Slots<?, ?> lease, long now) {
        leased(lease.laneless ? 0 : -1, now);
        attempts += lease.ran;
        if (lease.took == null) {
            averaged += lease.ran;
            nanos += lease.to - lease.from;
            return;
        }
        for (int i = 0; i < lease.ran + lease.departed; i++) {
            if (lease.results[i] != Flop.Mark.DEPARTED) {
                times.add(lease.took[i]);
                nanos += lease.took[i];
            }
        }
    }

    /** A lane got a lease. */
    void leased(long now) {
        leased(1, now);
        peak = Math.max(peak, leased);
    }

    private void leased(int change, long now) {
        laneNanos += leased * (now - laneNanosAt);
        laneNanosAt = now;
        leased += change;
    }

    Pace pace(long now) {
        return new Pace(attempts, nanos, laneNanos + leased * (now - laneNanosAt));
    }

    /** The most leases out at a time. */
    int peak() {
        return peak;
    }

    long attempts() {
        return attempts;
    }

    void end() {
        cpu = cpu().minus(cpuAtStart);
    }

    Duration cpuSoFar(boolean ended) {
        return ended ? cpu : cpu().minus(cpuAtStart);
    }

    Optional<Report.Latency> latency() {
        return averaged > 0 || times.count() == 0
                ? Optional.empty()
                : Optional.of(new Report.Latency(at(0.5), at(0.9), at(0.99), at(1)));
    }

    private Duration at(double quantile) {
        return Duration.ofNanos(times.quantile(quantile));
    }

    Duration mean() {
        return Duration.ofNanos(attempts == 0 ? 0 : nanos / attempts);
    }

    private Duration cpu() {
        return !reported
                ? Duration.ZERO
                : ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
