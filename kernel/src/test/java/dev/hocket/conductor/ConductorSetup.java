package dev.hocket.conductor;

import dev.hocket.Cause;
import dev.hocket.Halt;
import dev.hocket.Rate;
import dev.hocket.Retry;
import dev.hocket.source.InputSource;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Plans for a conductor's tests. */
public final class ConductorSetup {
    public static final long MS = 1_000_000;
    public static final long S = 1_000_000_000;
    public static final Cause BROKE = new Cause.Threw(new IllegalStateException("broke"));

    public Retry retry = Retry.none();
    @Nullable Rate rate;
    public Halt halt = Halt.never();
    public int keyWidth = Integer.MAX_VALUE;
    @Nullable Rate keyRate;
    public boolean keyed;
    public int window = 100;
    public long windowBytes = Long.MAX_VALUE;
    public int width = 4;

    public Conductor<Integer> conductor() {
        return conductor(1);
    }

    public Conductor<Integer> conductor(long seed) {
        ConductorPlan plan =
                new ConductorPlan(
                        retry,
                        rate,
                        halt,
                        keyWidth,
                        keyRate,
                        keyed,
                        window,
                        windowBytes,
                        windowBytes < Long.MAX_VALUE,
                        width);
        return new Conductor<>(plan, new SplittableRandom(seed));
    }

    public ConductorSetup retry(int attempts, Duration backoff) {
        retry = Retry.upTo(attempts).withBackoff(backoff);
        return this;
    }

    public ConductorSetup halt(Halt rule) {
        halt = rule;
        return this;
    }

    public ConductorSetup rate(Rate bound) {
        rate = bound;
        return this;
    }

    public ConductorSetup keys(int perKey, @Nullable Rate bound) {
        keyed = true;
        keyWidth = perKey;
        keyRate = bound;
        return this;
    }

    public ConductorSetup window(int inputs) {
        window = inputs;
        return this;
    }

    /** Claims; how many were granted, 0 where it is to wait. */
    public static int claim(Conductor<?> conductor, long now, int wanted) {
        return conductor.next(now, wanted, InputSource.UNKNOWN, false)
                        instanceof LaneGrant.Claim<?>(int n)
                ? n
                : 0;
    }

    public static LaneGrant.Pending<Integer> first(int input) {
        return new LaneGrant.Pending<>(input, 1, null);
    }

    /** The input that is given to start now, or null. */
    public static LaneGrant.@Nullable Pending<Integer> start(
            Conductor<Integer> conductor, long now) {
        return conductor.next(now, 1, InputSource.UNKNOWN, true)
                        instanceof LaneGrant.Start<Integer>(var p)
                ? p
                : null;
    }

    /** Until when it is to wait. */
    public static long until(Conductor<Integer> conductor, long now) {
        return conductor.next(now, 1, InputSource.UNKNOWN, true)
                        instanceof LaneGrant.Wait<Integer>(long at)
                ? at
                : -1;
    }
}
