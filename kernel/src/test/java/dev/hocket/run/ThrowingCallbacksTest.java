package dev.hocket.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Done;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Journal;
import dev.hocket.Limit;
import dev.hocket.Listener;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each place where code of the user's own is called, by each sort of throwable: it fails its input,
 * or ends the run, which says where; and the engine goes on.
 */
@Timeout(60)
class ThrowingCallbacksTest {
    private static final int INPUTS = 50;
    private static final long BAD = 17;

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
    }

    /** Where it is thrown, and whether that ends the run rather than failing an input. */
    enum Place {
        TASK(false),
        GROWTH(false),
        LIMIT_KEY(false),
        WEIGHT(false),
        RETRY_RULE(false),
        LISTENER(false),
        SOURCE(true),
        MAP_INDEXED(true),
        KEY(true),
        LIMIT_HASH(true),
        JOURNAL(true);

        private final boolean ends;

        Place(boolean ends) {
            this.ends = ends;
        }
    }

    static Stream<Arguments> matrix() {
        return Stream.of(Place.values())
                .flatMap(place -> Stream.of(Sort.values()).map(sort -> Arguments.of(place, sort)));
    }

    private record HashedBadly(long input, Sort sort) {
        @Override
        public int hashCode() {
            return input == BAD && sort.flingUnchecked() ? 0 : Long.hashCode(input);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof HashedBadly same && same.input == input;
        }
    }

    private static boolean bad(Place at, Place place, Sort sort, long input) {
        return at == place && input == BAD && sort.flingUnchecked();
    }

    private static Job<Long, Long> job(Place at, Sort sort) {
        Job<Long, Long> job =
                Job.of(
                        "flung",
                        input -> {
                            boolean _ = bad(at, Place.TASK, sort, input);
                            if (at == Place.RETRY_RULE && input == BAD) {
                                throw new IllegalStateException("to be tried again");
                            }
                            return input;
                        });
        return switch (at) {
            case GROWTH ->
                    job.growing(
                            (input, _) -> bad(at, at, sort, input) ? List.of(input) : List.of(),
                            Long::valueOf);
            case LIMIT_KEY ->
                    job.limit(new Limit<>(input -> bad(at, at, sort, input) ? 1 : 2, 4, null));
            case LIMIT_HASH ->
                    job.limit(new Limit<>(input -> new HashedBadly(input, sort), 4, null));
            case WEIGHT -> job.weight(input -> bad(at, at, sort, input) ? 1 : 2);
            case RETRY_RULE -> job.retry(Retry.upTo(3).when(_ -> sort.flingUnchecked()));
            case KEY -> job.key(input -> bad(at, at, sort, input) ? "" : "" + input);
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
                                    boolean _ = bad(at, at, sort, i);
                                })
                                .iterator();
                yield Inputs.of(all);
            }
            case MAP_INDEXED ->
                    Inputs.range(0, INPUTS)
                            .mapIndexed((_, input) -> bad(at, at, sort, input) ? 0L : input);
            default -> Inputs.range(0, INPUTS);
        };
    }

    private static RunOptions<Long, Long> options(Place at, Sort sort) {
        RunOptions<Long, Long> options = RunOptions.<Long, Long>defaults().withWindowBytes(1 << 20);
        if (at == Place.LISTENER) {
            return options.withListener(
                    new Listener() {
                        @Override
                        public void outcome(Outcome<?, ?> outcome) {
                            boolean _ = sort.flingUnchecked();
                        }

                        @Override
                        public String toString() {
                            return "" + sort.flingUnchecked();
                        }
                    });
        }
        return at == Place.KEY || at == Place.JOURNAL
                ? options.withJournal(new Flinging(at, sort))
                : options;
    }

    private record Flinging(Place at, Sort sort) implements Journal<Long, Long> {
        @Override
        public Past<Long> past(long index, Supplier<String> key) {
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
            return false;
        }

        @Override
        public void write(List<Entry<Long, Long>> group) throws IOException {
            for (Entry<Long, Long> entry : group) {
                boolean _ = bad(at, Place.JOURNAL, sort, entry.outcome().input());
            }
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void failsItsInputOrEndsTheRun(Place at, Sort sort) {
        try (SmallEngine engine = new SmallEngine(2)) {
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
            assertEquals(at.ends, said != null, () -> "what the run said: " + outcomes.size());
            assertEquals(at.ends ? Report.End.BROKEN : Report.End.COMPLETE, report.end());
            if (said != null) {
                String message = Objects.requireNonNull(said.getMessage());
                assertTrue(message.matches("(?s).*\\b\\d+\\b.*"), () -> "no position: " + message);
            } else {
                assertEquals(INPUTS, outcomes.size());
                boolean allDone = at == Place.LISTENER;
                assertEquals(
                        allDone ? INPUTS : INPUTS - 1,
                        outcomes.stream().filter(Done.class::isInstance).count());
            }
            assertEquals(List.of(7L), engine.map(Job.of("next", (Long i) -> i), List.of(7L)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatThrowsEndsNoLane(Sort sort) throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, _) -> sort.flingUnchecked());
        try (SmallEngine engine = new SmallEngine(1);
                ExecutorService executor = engine.asExecutorService()) {
            executor.execute(sort::flingUnchecked);
            assertEquals(7, executor.submit(() -> 7).get(30, TimeUnit.SECONDS));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }
}
