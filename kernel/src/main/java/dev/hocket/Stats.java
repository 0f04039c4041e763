package dev.hocket;

import java.time.Duration;
import java.time.Instant;

/**
 * How one input reached its outcome: position, attempts, timings.
 *
 * @param index the input's position in the source, from 0; -1 for an input grown from an outcome
 * @param attempts how many attempts were started; 0 for an input that was cancelled before its
 *     first attempt, and for one whose output of an earlier run is delivered again
 * @param started when the last attempt started
 * @param time how long the last attempt took
 * @param averaged whether {@code started} and {@code time} are an average over a lease: attempts
 *     under 5 µs are not timed individually
 * @param lane the name of the lane that ran it; empty if none did
 */
public record Stats(
        long index, int attempts, Instant started, Duration time, boolean averaged, String lane) {}
