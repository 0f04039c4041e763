package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Limit;
import dev.hocket.Outcome;
import dev.hocket.Rate;
import dev.hocket.Report;
import dev.hocket.Retry;
import dev.hocket.RetryAfter;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Retries, rates and limits keep to their times and numbers, whatever the job's functions do. */
interface PolicyClauses extends ContractClauses {
    /** A failure that names a delay, or none. */
    final class Later extends RuntimeException implements RetryAfter {
        private static final long serialVersionUID = 1;
        private final @Nullable Duration delay;

        Later(@Nullable Duration delay) {
            this.delay = delay;
        }

        @Override
        @SuppressWarnings("NullAway") // a user's exception may be as wrong as this
        public Duration retryAfter() {
            return delay;
        }
    }

    @Test
    default void aRetryWaitsOutItsBackoff() throws Exception {
        ManualTicker ticker = new ManualTicker();
        Job<Long, Long> job =
                failingOnce(new IllegalStateException("once"))
                        .retry(Retry.upTo(2).withBackoff(Duration.ofSeconds(8)));
        checkSecondAttempt(job, ticker, Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @Test
    default void aFailureMaySayWhenToComeBack() throws Exception {
        ManualTicker ticker = new ManualTicker();
        Duration named = Duration.ofMinutes(3);
        Job<Long, Long> job = failingOnce(new Later(named)).retry(Retry.upTo(2));
        checkSecondAttempt(job, ticker, named, named);
    }

    private Job<Long, Long> failingOnce(RuntimeException failure) {
        AtomicInteger attempts = new AtomicInteger();
        return job(
                "once",
                input -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw failure;
                    }
                    return input;
                });
    }

    private void checkSecondAttempt(
            Job<Long, Long> job, ManualTicker ticker, Duration least, Duration most)
            throws Exception {
        RunOptions<Long, Long> options = RunOptions.<Long, Long>defaults().withTicker(ticker);
        try (Engine engine = open(2);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 1), options)) {
            SideThread<Report> consumer = SideThread.start(run::drain);
            ticker.awaitPending(1);
            ticker.advance(least.minusNanos(1));
            assertEquals(1, run.progress().waiting(), "waits still");
            ticker.advance(most.minus(least).plusNanos(1));
            Report report = consumer.get();
            assertEquals(1, report.done());
            assertEquals(2, report.attempts());
        }
    }

    @Test
    default void aRateSpacesAttempts() throws Exception {
        ManualTicker ticker = new ManualTicker();
        RunOptions<Long, Long> options = RunOptions.<Long, Long>defaults().withTicker(ticker);
        Job<Long, Long> job =
                this.<Long, Long>job("paced", input -> input)
                        .rate(new Rate(1, Duration.ofSeconds(1), 1));
        Instant begin = Instant.now();
        try (Engine engine = open(3);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 6), options)) {
            SideThread<List<Instant>> consumer =
                    SideThread.start(() ->
                            run.stream()
                                    .map(outcome -> outcome.stats().started())
                                    .sorted()
                                    .toList());
            while (!consumer.done()) {
                BoundedWait.until(
                        "an attempt to wait for the rate",
                        () -> ticker.pending() > 0 || consumer.done());
                boolean _ = ticker.advanceToNext();
            }
            List<Instant> starts = consumer.get();
            assertEquals(6, starts.size());
            // One may start up to 10 ms early, so that late timers lose nothing of the rate.
            Instant first = begin.minusMillis(10); // the first may be told late
            IntStream.range(1, 6)
                    .forEach(i ->
                            assertFalse(
                                    starts.get(i).isBefore(first.plusSeconds(i)),
                                    () -> "closer than a second: " + starts));
        }
    }

    @Test
    default void aRetryRuleThatThrowsMeansNo() {
        Job<Long, Long> job =
                failingOnce(new IllegalStateException("once"))
                        .retry(
                                Retry.upTo(3)
                                        .when(failure -> {
                                            throw new StackOverflowError("in the rule");
                                        }));
        checkOneFailure(job, 1);
    }

    @Test
    default void aDelayThatIsMissingIsPassedOver() {
        Job<Long, Long> job = failingOnce(new Later(null)).retry(Retry.upTo(2));
        try (Engine engine = open(2);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 1))) {
            assertEquals(1, run.drain().done());
        }
    }

    private void checkOneFailure(Job<Long, Long> job, int attempts) {
        try (Engine engine = open(2);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 1))) {
            List<Outcome<Long, Long>> outcomes = run.stream().toList();
            assertEquals(1, outcomes.size());
            Failed<?, ?> failed = assertInstanceOf(Failed.class, outcomes.getFirst());
            assertInstanceOf(Cause.Threw.class, failed.cause());
            assertEquals(attempts, failed.stats().attempts());
        }
    }

    @Test
    default void anInputWithoutAKeyFailsAlone() {
        Job<Long, Long> job =
                this.<Long, Long>job("keyed", input -> input)
                        .limit(
                                new Limit<>(
                                        input -> {
                                            if (input == 3) {
                                                throw new IllegalArgumentException("no key");
                                            }
                                            return input % 2;
                                        },
                                        1,
                                        null));
        try (Engine engine = open(2);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 10))) {
            int index = 0;
            for (Outcome<Long, Long> outcome : run.inOrder()) {
                assertEquals(index, outcome.input());
                assertEquals(index != 3, outcome.isDone());
                assertEquals(index == 3 ? 0 : 1, outcome.stats().attempts());
                index++;
            }
            assertEquals(10, index);
        }
    }

    @Test
    default void aWeightThatThrowsFailsItsInputAlone() {
        Job<Long, Long> job =
                this.<Long, Long>job("weighed", input -> input)
                        .weight(input -> {
                            if (input == 3) {
                                throw new IllegalArgumentException("no weight");
                            }
                            return 1;
                        });
        RunOptions<Long, Long> options = RunOptions.<Long, Long>defaults().withWindowBytes(2);
        try (Engine engine = open(2);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 10), options)) {
            Report report = run.drain();
            assertEquals(9, report.done());
            assertEquals(1, report.failed());
        }
    }

    @Test
    default void aGrowingJobWhoseKeysThrowEndsWithAnError() {
        Job<Long, Long> job =
                this.<Long, Long>job("grown", input -> input)
                        .growing((input, output) -> List.of(), Long::valueOf)
                        .key(input -> {
                            throw new IllegalArgumentException("no key");
                        });
        try (Engine engine = open(2);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 10))) {
            assertThrows(RunException.class, run::drain);
        }
    }
}
