package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.hocket.AttemptListener;
import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.FailedInputException;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Journal;
import dev.hocket.Limit;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import dev.hocket.StatefulTask;
import dev.hocket.spi.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each place where code of the user's own is called, by each sort of throwable: it fails its input,
 * or ends the run, which says where; and the engine continues.
 */
interface ThrowingClauses extends ContractClauses {
    int INPUTS = 50;
    long BAD = 17;

    /** What is thrown. */
    enum Sort {
        EXCEPTION(() -> new IllegalStateException("bad")),
        ERROR(() -> new AssertionError("bad")),
        MEMORY(() -> new OutOfMemoryError("bad")),
        STACK(() -> new StackOverflowError("bad")),
        NEITHER(() -> new Throwable("bad")),
        MUTE(() ->
                new IllegalStateException() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("no message either");
                    }
                });

        @SuppressWarnings("ImmutableEnumChecker") // each makes a new one
        private final Supplier<Throwable> maker;

        Sort(Supplier<Throwable> maker) {
            this.maker = maker;
        }

        @SuppressWarnings({"unchecked", "DoNotCallSuggester"}) // that it throws is what it is for
        <X extends Throwable> boolean fling() throws X {
            throw (X) maker.get();
        }

        boolean flingUnchecked() {
            return this.<RuntimeException>fling();
        }

        boolean isOf(@Nullable Throwable thrown) {
            return thrown != null && thrown.getClass().equals(maker.get().getClass());
        }
    }

    /** What comes of it. */
    enum Effect {
        FAILS_ITS_INPUT,
        ENDS_THE_RUN,
        NONE
    }

    /** Where it is thrown. */
    enum Place {
        TASK(Effect.FAILS_ITS_INPUT),
        GROWTH(Effect.FAILS_ITS_INPUT),
        LIMIT_KEY(Effect.FAILS_ITS_INPUT),
        WEIGHT(Effect.FAILS_ITS_INPUT),
        RETRY_RULE(Effect.FAILS_ITS_INPUT),
        LISTENER_STARTED(Effect.NONE),
        LISTENER(Effect.NONE),
        LISTENER_ENDED(Effect.NONE),
        ATTEMPT_STARTED(Effect.NONE),
        ATTEMPT_RETRIED(Effect.NONE),
        STATE_OPENED(Effect.FAILS_ITS_INPUT),
        STATE_CLOSED(Effect.NONE),
        SOURCE(Effect.ENDS_THE_RUN),
        MAP_INDEXED(Effect.ENDS_THE_RUN),
        KEY(Effect.ENDS_THE_RUN),
        LIMIT_HASH(Effect.ENDS_THE_RUN),
        JOURNAL_PAST(Effect.ENDS_THE_RUN),
        JOURNAL(Effect.ENDS_THE_RUN);

        private final Effect effect;

        Place(Effect effect) {
            this.effect = effect;
        }

        private boolean bad(Place here, Sort sort, long input) {
            return this == here && input == BAD && sort.flingUnchecked();
        }
    }

    /** A limit's key. */
    record HashedBadly(long input, Sort sort) {
        @Override
        public int hashCode() {
            return input == BAD && sort.flingUnchecked() ? 0 : Long.hashCode(input);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof HashedBadly same && same.input == input;
        }
    }

    /** Its state is opened once, and that or its closing throws. */
    private Job<Long, Long> stateful(Place at, Sort sort) {
        AtomicBoolean once = new AtomicBoolean();
        StatefulTask.Opening<AutoCloseable> opening =
                () -> {
                    if (at == Place.STATE_OPENED && once.compareAndSet(false, true)) {
                        boolean _ = sort.<Exception>fling();
                    }
                    return () -> {
                        boolean _ = at == Place.STATE_CLOSED && sort.flingUnchecked();
                    };
                };
        return traits().contains(Trait.BLOCKING)
                ? Job.withState("flung", opening, (_, input) -> input)
                : Job.asyncWithState(
                        "flung", opening, (_, input) -> CompletableFuture.completedFuture(input));
    }

    private Job<Long, Long> job(Place at, Sort sort) {
        AtomicBoolean failed = new AtomicBoolean();
        Job<Long, Long> job =
                job(
                        "flung",
                        input -> {
                            if (at == Place.TASK && input == BAD) {
                                boolean _ = sort.<Exception>fling();
                            }
                            boolean again =
                                    at == Place.ATTEMPT_RETRIED
                                            && input == BAD
                                            && failed.compareAndSet(false, true);
                            if (again || (at == Place.RETRY_RULE && input == BAD)) {
                                throw new IllegalStateException("to be tried again");
                            }
                            return input;
                        });
        return switch (at) {
            case GROWTH ->
                    job.growing(
                            (input, _) -> at.bad(at, sort, input) ? List.of(input) : List.of(),
                            Long::valueOf);
            case LIMIT_KEY ->
                    job.limit(new Limit<>(input -> at.bad(at, sort, input) ? 1 : 2, 4, null));
            case LIMIT_HASH ->
                    job.limit(new Limit<>(input -> new HashedBadly(input, sort), 4, null));
            case WEIGHT -> job.weight(input -> at.bad(at, sort, input) ? 1 : 2);
            case ATTEMPT_RETRIED -> job.retry(Retry.upTo(2));
            case STATE_OPENED, STATE_CLOSED -> stateful(at, sort);
            case RETRY_RULE -> job.retry(Retry.upTo(3).when(_ -> sort.flingUnchecked()));
            case KEY -> job.key(input -> at.bad(at, sort, input) ? "" : "" + input);
            default -> job;
        };
    }

    private static Inputs<Long> inputs(Place at, Sort sort) {
        return switch (at) {
            case SOURCE -> {
                Iterator<Long> all =
                        Stream.iterate(0L, i -> i + 1)
                                .limit(INPUTS)
                                .peek(i -> {
                                    boolean _ = at.bad(at, sort, i);
                                })
                                .iterator();
                yield Inputs.of(all);
            }
            case MAP_INDEXED ->
                    Inputs.range(0, INPUTS)
                            .mapIndexed((_, input) -> at.bad(at, sort, input) ? 0L : input);
            default -> Inputs.range(0, INPUTS);
        };
    }

    private static RunOptions<Long, Long> options(Place at, Sort sort) {
        RunOptions<Long, Long> options = RunOptions.defaults();
        return switch (at) {
            case LISTENER_STARTED, LISTENER, LISTENER_ENDED, ATTEMPT_STARTED, ATTEMPT_RETRIED ->
                    options.withListener(new FlingingListener(at, sort));
            case KEY, JOURNAL, JOURNAL_PAST -> options.withJournal(new FlingingJournal(at, sort));
            default -> options;
        };
    }

    /** A listener that throws, also when it is named. */
    record FlingingListener(Place at, Sort sort) implements AttemptListener {
        private void at(Place here) {
            boolean _ = at == here && sort.flingUnchecked();
        }

        @Override
        public void started(Run<?, ?> run) {
            at(Place.LISTENER_STARTED);
        }

        @Override
        public void outcome(Outcome<?, ?> outcome) {
            at(Place.LISTENER);
        }

        @Override
        public void ended(Report report) {
            at(Place.LISTENER_ENDED);
        }

        @Override
        public void attemptStarted(Attempt attempt) {
            at(Place.ATTEMPT_STARTED);
        }

        @Override
        public void attemptRetried(Attempt attempt, Cause cause, Duration delay) {
            at(Place.ATTEMPT_RETRIED);
        }

        @Override
        public String toString() {
            return "" + sort.flingUnchecked();
        }
    }

    /** A journal that throws. */
    record FlingingJournal(Place at, Sort sort) implements Journal<Long, Long> {
        @Override
        public Past<Long> past(long index, Supplier<String> key) {
            boolean _ = at.bad(Place.JOURNAL_PAST, sort, index);
            return new Past.Open<>();
        }

        @Override
        public boolean endedGrown(String key) {
            return false;
        }

        @Override
        public List<String> openGrown() {
            return List.of();
        }

        @Override
        public boolean hasPast() {
            return at == Place.JOURNAL_PAST;
        }

        @Override
        public void write(List<Entry<Long, Long>> group) {
            for (Entry<Long, Long> entry : group) {
                boolean _ = at.bad(Place.JOURNAL, sort, entry.outcome().input());
            }
        }

        @Override
        public void close() {}
    }

    @TestFactory
    default Stream<DynamicTest> whatUserCodeThrowsFailsItsInputOrEndsTheRun() {
        return Stream.of(Place.values())
                .flatMap(at ->
                        Stream.of(Sort.values())
                                .map(sort ->
                                        dynamicTest(at + " " + sort, () -> checkRun(at, sort))));
    }

    private void checkRun(Place at, Sort sort) {
        try (Engine engine = open(2)) {
            List<Outcome<Long, Long>> outcomes = new ArrayList<>();
            RunException said = null;
            Report report;
            try (Run<Long, Long> run =
                    engine.start(job(at, sort), inputs(at, sort), options(at, sort))) {
                try {
                    run.forEach(outcomes::add);
                } catch (RunException end) {
                    said = end;
                }
                report = run.report();
            }
            boolean ends = at.effect == Effect.ENDS_THE_RUN;
            assertEquals(ends, said != null, () -> "what the run said: " + outcomes.size());
            assertEquals(ends ? Report.End.BROKEN : Report.End.COMPLETE, report.end());
            if (said != null) {
                String message = Objects.requireNonNull(said.getMessage());
                assertTrue(message.matches("(?s).*\\b\\d+\\b.*"), () -> "no position: " + message);
            } else {
                assertEquals(INPUTS, outcomes.size());
                assertEquals(
                        at.effect == Effect.NONE ? INPUTS : INPUTS - 1,
                        outcomes.stream().filter(Done.class::isInstance).count());
            }
            checkGoesOn(engine);
        }
    }

    private void checkGoesOn(Engine engine) {
        assertEquals(List.of(7L, 8L), engine.map(job("next", (Long i) -> i), List.of(7L, 8L)));
    }

    @TestFactory
    default Stream<DynamicTest> whatATaskThrowsEndsAMapWithItsInput() {
        return Stream.of(Sort.values())
                .map(sort ->
                        dynamicTest(
                                "map " + sort,
                                () -> {
                                    try (Engine engine = open(2)) {
                                        FailedInputException failed =
                                                assertThrows(
                                                        FailedInputException.class,
                                                        () ->
                                                                engine.map(
                                                                        job(Place.TASK, sort),
                                                                        Inputs.range(0, INPUTS)));
                                        assertEquals(BAD, failed.index());
                                        checkGoesOn(engine);
                                    }
                                }));
    }

    @TestFactory
    default Stream<DynamicTest> whatAReductionThrowsNamesItsInput() {
        needs(Trait.BLOCKING);
        return Stream.of(Sort.values())
                .flatMap(sort ->
                        Stream.of(true, false)
                                .map(part ->
                                        dynamicTest(
                                                (part ? "part " : "combine ") + sort,
                                                () -> checkReduction(part, sort))));
    }

    private void checkReduction(boolean part, Sort sort) {
        try (Engine engine = open(2)) {
            FailedInputException failed =
                    assertThrows(
                            FailedInputException.class,
                            () ->
                                    engine.reduce(
                                            Inputs.range(0, INPUTS),
                                            0L,
                                            i -> part && i == BAD && sort.flingUnchecked() ? 0L : i,
                                            (a, b) ->
                                                    !part && b == BAD && sort.flingUnchecked()
                                                            ? 0L
                                                            : a + b));
            assertEquals(BAD, failed.index());
            checkGoesOn(engine);
        }
    }

    @TestFactory
    default Stream<DynamicTest> whatASubscriberThrowsEndsItsRunAlone() {
        return Stream.of(Sort.values())
                .map(sort -> dynamicTest("subscriber " + sort, () -> checkSubscriber(sort)));
    }

    private void checkSubscriber(Sort sort) throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        try (Engine engine = open(2);
                Run<Long, Long> run =
                        engine.start(job("same", (Long i) -> i), Inputs.range(0, INPUTS))) {
            run.publisherInOrder()
                    .subscribe(
                            new Flow.Subscriber<>() {
                                @Override
                                public void onSubscribe(Flow.Subscription subscription) {
                                    subscription.request(Long.MAX_VALUE);
                                }

                                @Override
                                public void onNext(Outcome<Long, Long> outcome) {
                                    boolean _ = outcome.input() == BAD && sort.flingUnchecked();
                                }

                                @Override
                                public void onError(Throwable thrown) {
                                    told.complete(thrown);
                                }

                                @Override
                                public void onComplete() {
                                    told.complete(new AssertionError("it completed"));
                                }
                            });
            Throwable thrown = told.get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS);
            assertTrue(sort.isOf(thrown), () -> thrown.getClass().getName());
            checkGoesOn(engine);
        }
    }

    @TestFactory
    default Stream<DynamicTest> whatACommandThrowsEndsNoLane() {
        needs(Trait.BLOCKING);
        needs(Trait.BACKGROUND);
        return Stream.of(Sort.values())
                .map(sort -> dynamicTest("command " + sort, () -> checkCommand(sort)));
    }

    private void checkCommand(Sort sort) throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, _) -> sort.flingUnchecked());
        try (Engine engine = open(1);
                ExecutorService executor = engine.asExecutorService()) {
            executor.execute(sort::flingUnchecked);
            Future<Boolean> failing = executor.submit(sort::flingUnchecked);
            Exception failed =
                    assertThrows(
                            Exception.class,
                            () -> failing.get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS));
            if (sort != Sort.MUTE) { // of which the JDK cannot make an ExecutionException
                assertInstanceOf(ExecutionException.class, failed);
                assertTrue(sort.isOf(failed.getCause()));
            }
            assertEquals(
                    7,
                    executor.submit(() -> 7).get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }
}
