package dev.hocket.conductor;

import dev.hocket.Cause;
import dev.hocket.Halt;
import dev.hocket.Rate;
import dev.hocket.Retry;
import dev.hocket.source.Source;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Plans for a conductor's tests. */
final class Machine {
    static final long MS = 1_000_000;
    static final long S = 1_000_000_000;
    static final Cause BROKE = new Cause.Threw(new IllegalStateException("broke"));

    Retry retry = Retry.none();
    @Nullable Rate rate;
    Halt halt = Halt.never();
    int keyWidth = Integer.MAX_VALUE;
    @Nullable Rate keyRate;
    boolean keyed;
    int window = 100;
    long windowBytes;
    int width = 4;

    Conductor<Integer> conductor() {
        return conductor(1);
    }

    Conductor<Integer> conductor(long seed) {
        Plan plan =
                new Plan(retry, rate, halt, keyWidth, keyRate, keyed, window, windowBytes, width);
        return new Conductor<>(plan, new SplittableRandom(seed));
    }

    Machine retry(int attempts, Duration backoff) {
        retry = Retry.upTo(attempts).withBackoff(backoff);
        return this;
    }

    Machine halt(Halt rule) {
        halt = rule;
        return this;
    }

    Machine rate(Rate bound) {
        rate = bound;
        return this;
    }

    Machine keys(int perKey, @Nullable Rate bound) {
        keyed = true;
        keyWidth = perKey;
        keyRate = bound;
        return this;
    }

    Machine window(int inputs) {
        window = inputs;
        return this;
    }

    /** Claims; how many were granted, 0 where it is to wait. */
    static int claim(Conductor<?> conductor, long now, int wanted) {
        return conductor.next(now, wanted, Source.UNKNOWN, false) instanceof Grant.Claim<?>(int n)
                ? n
                : 0;
    }

    static Grant.Pending<Integer> first(int input) {
        return new Grant.Pending<>(input, 1, null);
    }

    /** The input that is given to start now, or null. */
    static Grant.@Nullable Pending<Integer> start(Conductor<Integer> conductor, long now) {
        return conductor.next(now, 1, Source.UNKNOWN, true) instanceof Grant.Start<Integer>(var p)
                ? p
                : null;
    }

    /** Until when it is to wait. */
    static long until(Conductor<Integer> conductor, long now) {
        return conductor.next(now, 1, Source.UNKNOWN, true) instanceof Grant.Wait<Integer>(long at)
                ? at
                : -1;
    }
}
