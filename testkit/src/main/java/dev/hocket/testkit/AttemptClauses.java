package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.AttemptListener;
import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.spi.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What a run tells while it goes on: attempts to a listener, outcomes that are polled or handed
 * over.
 */
interface AttemptClauses extends ContractClauses {

    /** Keeps what it is told. */
    final class Told implements AttemptListener {
        final Queue<Attempt> started = new ConcurrentLinkedQueue<>();
        final Queue<Attempt> retried = new ConcurrentLinkedQueue<>();
        final Queue<Cause> causes = new ConcurrentLinkedQueue<>();
        final Queue<Duration> delays = new ConcurrentLinkedQueue<>();

        @Override
        public void attemptStarted(Attempt attempt) {
            started.add(attempt);
        }

        @Override
        public void attemptRetried(Attempt attempt, Cause cause, Duration delay) {
            retried.add(attempt);
            causes.add(cause);
            delays.add(delay);
        }
    }

    @Test
    default void aListenerIsToldOfEachAttempt() {
        Told told = new Told();
        int inputs = 100;
        Set<Long> failed = ConcurrentHashMap.newKeySet();
        Job<Long, Long> job =
                this.<Long, Long>job(
                                "told",
                                input -> {
                                    if (input % 10 == 0 && failed.add(input)) {
                                        throw new IllegalStateException("the first time");
                                    }
                                    return input;
                                })
                        .retry(Retry.upTo(2).withBackoff(Duration.ofMillis(2)));
        try (Engine engine = open(2);
                Run<Long, Long> run =
                        engine.start(
                                job,
                                Inputs.range(0, inputs),
                                RunOptions.<Long, Long>defaults().withListener(told))) {
            Report report = run.drain();
            assertEquals(inputs, report.done());
            assertEquals(inputs + 10, report.attempts());
        }
        assertEquals(inputs + 10, told.started.size());
        assertEquals(10, told.retried.size());
        Set<Long> seen = new HashSet<>();
        for (AttemptListener.Attempt each : told.retried) {
            assertEquals(1, each.number());
            assertEquals(each.index(), each.input());
            assertTrue(seen.add(each.index()));
            assertTrue(each.index() % 10 == 0 && !each.lane().isEmpty(), each::toString);
        }
        told.causes.forEach(cause -> assertInstanceOf(Cause.Threw.class, cause));
        told.delays.forEach(delay ->
                assertTrue(
                        delay.compareTo(Duration.ofMillis(1)) >= 0
                                && delay.compareTo(Duration.ofMillis(2)) <= 0,
                        delay::toString));
        long second = told.started.stream().filter(each -> each.number() == 2).count();
        assertEquals(10, second);
    }

    @Test
    default void aListenerIsToldThoughNobodyConsumes() {
        needs(Trait.BACKGROUND);
        Told told = new Told();
        try (Engine engine = open(1);
                Run<Long, Long> run =
                        engine.start(
                                job("unconsumed", input -> input),
                                Inputs.range(0, 3),
                                RunOptions.<Long, Long>defaults().withListener(told))) {
            BoundedWait.until("three attempts", () -> told.started.size() == 3);
            assertEquals(3, run.drain().done());
        }
    }

    @Test
    default void aPollThatIsInVainLosesNothing() throws Exception {
        needs(Trait.BACKGROUND);
        int inputs = 300;
        CountDownLatch gate = new CountDownLatch(1);
        Job<Long, Long> job =
                job(
                        "polled",
                        input -> {
                            BoundedWait.await(gate, "the gate");
                            return input;
                        });
        try (Engine engine = open(2);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, inputs))) {
            assertEquals(Optional.empty(), run.poll(Duration.ZERO));
            assertEquals(Optional.empty(), run.poll(Duration.ofMillis(3)));
            gate.countDown();
            Set<Long> seen = new HashSet<>();
            while (!run.finished()) {
                run.poll(Duration.ofNanos(seen.size() % 2 * 50_000L))
                        .ifPresent(outcome -> assertTrue(seen.add(outcome.input())));
            }
            assertEquals(inputs, seen.size());
            assertEquals(Optional.empty(), run.poll(Duration.ofDays(1)));
        }
    }

    @Test
    default void outcomesAreHandedToAnExecutor() throws Exception {
        int inputs = 1_000;
        AtomicInteger inside = new AtomicInteger();
        List<Long> seen = new ArrayList<>(); // one after the other, as is promised
        Executor executor = command -> Thread.ofVirtual().start(command);
        try (Engine engine = open(2);
                Run<Long, Long> run =
                        engine.start(job("handed", input -> input), Inputs.range(0, inputs))) {
            Report report =
                    run.outcomes(
                                    executor,
                                    outcome -> {
                                        assertEquals(1, inside.incrementAndGet());
                                        seen.add(outcome.input());
                                        inside.decrementAndGet();
                                    })
                            .toCompletableFuture()
                            .get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS);
            assertEquals(inputs, report.done());
            assertEquals(inputs, new HashSet<>(seen).size());
        }
    }

    @Test
    default void aConsumerThatThrowsEndsItsRun() throws Exception {
        IllegalStateException bad = new IllegalStateException("bad");
        try (Engine engine = open(2)) {
            Run<Long, Long> run =
                    engine.start(job("unconsumed", input -> input), Inputs.range(0, 1_000_000));
            CompletableFuture<Report> end =
                    run.outcomes(
                                    Runnable::run,
                                    _ -> {
                                        throw bad;
                                    })
                            .toCompletableFuture();
            ExecutionException said =
                    assertThrows(
                            ExecutionException.class,
                            () -> end.get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS));
            assertEquals(bad, said.getCause());
            assertEquals(Report.End.CANCELLED, run.report().end());
        }
    }

    /** An executor that never runs the consumer does not keep the run from being closed. */
    @Test
    default void aConsumerThatIsNeverRunIsNotWaitedFor() throws Exception {
        CompletableFuture<Runnable> given = new CompletableFuture<>();
        try (Engine engine = open(1)) {
            CompletableFuture<Report> end;
            try (Run<Long, Long> run =
                    engine.start(job("dropped", input -> input), Inputs.range(0, 10))) {
                end =
                        run.outcomes(given::complete, (Outcome<Long, Long> _) -> {})
                                .toCompletableFuture();
                Runnable _ = given.get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS);
            }
            assertThrows(
                    CancellationException.class,
                    () -> end.get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS));
        }
    }
}
