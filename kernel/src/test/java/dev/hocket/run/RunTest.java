package dev.hocket.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.FailedInputException;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Limit;
import dev.hocket.Listener;
import dev.hocket.Outcome;
import dev.hocket.Progress;
import dev.hocket.Report;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import dev.hocket.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole runs, on an engine in the background and on one that the consumer is. */
@Timeout(60)
class RunTest {
    private final SmallEngine small = new SmallEngine(3);
    private final CallerEngine caller = new CallerEngine();
    private final List<Engine> engines = List.of(small, caller);

    @AfterEach
    void close() {
        small.close();
    }

    private static List<Long> numbers(long count) {
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    @Test
    void noInputsNoOutcomes() {
        AtomicInteger ran = new AtomicInteger();
        Job<Long, Integer> job = Job.of("none", i -> ran.incrementAndGet());
        for (Engine engine : engines) {
            assertEquals(List.of(), engine.map(job, Inputs.range(5, 5)));
            assertEquals(List.of(), engine.map(job, List.<Long>of()));
            try (Run<Long, Integer> run =
                    engine.start(job, Inputs.of(List.<Long>of().iterator()))) {
                assertEquals(0, run.drain().done());
            }
        }
        assertEquals(0, ran.get());
    }

    @Test
    void aRunIsConsumedOnceAndBeforeItIsClosed() {
        for (Engine engine : engines) {
            try (Run<Long, Long> run = engine.start(Job.of("once", i -> i), Inputs.range(0, 3))) {
                assertEquals(3, run.drain().done());
                String twice = assertThrows(IllegalStateException.class, run::drain).getMessage();
                assertTrue(String.valueOf(twice).contains("already has a consumer"), twice);
            }
            Run<Long, Long> closed = engine.start(Job.of("late", i -> i), Inputs.range(0, 3));
            closed.close();
            String late = assertThrows(IllegalStateException.class, closed::stream).getMessage();
            assertTrue(String.valueOf(late).contains("is closed"), late);
        }
    }

    @Test
    void aFailingKeyOrWeightFailsItsInputAlone() {
        Job<Long, Long> plain = Job.of("keys", i -> i);
        Job<Long, Long> keyed =
                plain.limit(
                        new Limit<>(
                                i -> {
                                    if (i == 7) {
                                        throw new IllegalStateException("no host");
                                    }
                                    return i % 3;
                                },
                                1,
                                null));
        Job<Long, Long> weighed =
                plain.weight(i -> {
                    if (i == 7) {
                        throw new IllegalStateException("no size");
                    }
                    return 10;
                });
        RunOptions<Long, Long> options = RunOptions.<Long, Long>defaults().withWindowBytes(100);
        for (Engine engine : engines) {
            for (Job<Long, Long> job : List.of(keyed, weighed)) {
                try (Run<Long, Long> run = engine.start(job, Inputs.range(0, 50), options)) {
                    List<Outcome<Long, Long>> failed = new ArrayList<>();
                    run.inOrder()
                            .forEach(each -> {
                                if (!each.isDone()) {
                                    failed.add(each);
                                }
                            });
                    assertEquals(49, run.report().done());
                    assertEquals(1, failed.size());
                    assertEquals(7, failed.getFirst().stats().index());
                    assertEquals(0, failed.getFirst().stats().attempts());
                }
            }
        }
    }

    @Test
    void aWeightIsAskedOnceSoThatItMayChange() {
        AtomicInteger asked = new AtomicInteger();
        Job<Long, Long> job =
                Job.<Long, Long>of("shrinks", i -> i).weight(i -> 100 - asked.getAndIncrement());
        RunOptions<Long, Long> options = RunOptions.<Long, Long>defaults().withWindowBytes(150);
        try (Run<Long, Long> run = small.start(job, Inputs.range(0, 90), options)) {
            assertEquals(90, run.drain().done());
        }
        assertEquals(90, asked.get());
    }

    @Test
    void nullIsRefusedAfterWhatCameBefore() {
        List<String> inputs = Arrays.asList("a", "b", null, "c");
        Job<String, String> job = Job.of("nulls", s -> s);
        for (Engine engine : engines) {
            Set<String> seen = new TreeSet<>();
            try (Run<String, String> run = engine.start(job, Inputs.of(inputs.iterator()))) {
                RunException thrown =
                        assertThrows(
                                RunException.class, () -> run.forEach(o -> seen.add(o.input())));
                assertTrue(thrown.toString().contains("input 2 is null"), thrown.toString());
            }
            assertEquals(Set.of("a", "b"), seen);
        }
    }

    @Test
    void growsEachKeyOnce() {
        Job<Integer, Integer> job =
                Job.<Integer, Integer>of("grow", i -> i)
                        .growing((i, o) -> List.of(o / 2, o / 3, o / 5), Integer::valueOf);
        Job<Integer, Integer> keyed = job.limit(new Limit<>(i -> i % 2, 1, null));
        Set<Integer> expected = new TreeSet<>();
        List<Integer> frontier = new ArrayList<>(List.of(10_000));
        while (!frontier.isEmpty()) {
            int next = frontier.removeLast();
            if (expected.add(next)) {
                frontier.addAll(List.of(next / 2, next / 3, next / 5));
            }
        }
        for (Engine engine : engines) {
            for (Job<Integer, Integer> each : List.of(job, keyed)) {
                try (Run<Integer, Integer> run = engine.start(each, Inputs.of(10_000))) {
                    List<Integer> seen = new ArrayList<>();
                    run.forEach(outcome -> seen.add(outcome.input()));
                    assertEquals(expected.size(), seen.size());
                    assertEquals(expected, new TreeSet<>(seen));
                    assertEquals(-1, run.report().notStarted());
                }
            }
        }
    }

    @Test
    void aGrownNullFailsTheOneThatGrewIt() {
        Job<Integer, Integer> job =
                Job.<Integer, Integer>of("grow", i -> i)
                        .growing((i, o) -> Arrays.asList(5, null), Integer::valueOf);
        try (Run<Integer, Integer> run = small.start(job, Inputs.of(1))) {
            assertEquals(1, run.drain().failed());
        }
    }

    @Test
    void aSourceThatThrowsMidwayEndsTheRunAfterWhatCame() {
        for (Engine engine : engines) {
            Iterator<Long> source =
                    numbers(1000).stream()
                            .peek(i -> {
                                if (i == 700) {
                                    throw new IllegalStateException("gone");
                                }
                            })
                            .iterator();
            AtomicLong sum = new AtomicLong();
            try (Run<Long, Long> run = engine.start(Job.of("broken", i -> i), Inputs.of(source))) {
                RunException thrown =
                        assertThrows(
                                RunException.class,
                                () -> run.forEach(each -> sum.addAndGet(each.input())));
                assertEquals(RunException.Part.SOURCE, thrown.part());
                assertEquals(700, run.report().done());
            }
            assertEquals(699 * 700 / 2, sum.get());
        }
    }

    @Test
    void aConsumerThatStopsStopsTheRunAtItsWindow() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(50);
        Job<Long, Long> job =
                Job.of(
                        "window",
                        i -> {
                            ran.incrementAndGet();
                            full.countDown();
                            return i;
                        });
        RunOptions<Long, Long> options = RunOptions.<Long, Long>defaults().withWindow(50);
        try (Run<Long, Long> run = small.start(job, Inputs.range(0, 1_000_000), options)) {
            full.await();
            Iterator<Outcome<Long, Long>> outcomes = run.iterator();
            for (int i = 0; i < 2_000; i++) {
                Outcome<Long, Long> _ = outcomes.next();
                Progress now = run.progress();
                assertTrue(now.claimed() <= i + 1 + 50, now.toString());
                assertTrue(now.unread() <= 50, now.toString());
            }
        }
        assertTrue(ran.get() <= 2_050);
    }

    @Test
    void listenersSeeOneStartEachOutcomeAndOneEnd() {
        List<String> events = new ArrayList<>();
        Listener listener =
                new Listener() {
                    @Override
                    public void started(Run<?, ?> run) {
                        events.add("started");
                    }

                    @Override
                    public void outcome(Outcome<?, ?> outcome) {
                        events.add("outcome " + outcome.input());
                    }

                    @Override
                    public void ended(Report report) {
                        events.add("ended " + report.done());
                    }
                };
        AtomicInteger told = new AtomicInteger();
        Listener throwing =
                new Listener() {
                    @Override
                    public void started(Run<?, ?> run) {
                        told.incrementAndGet();
                        throw new IllegalStateException("a listener that throws");
                    }

                    @Override
                    public void outcome(Outcome<?, ?> outcome) {
                        told.incrementAndGet();
                    }
                };
        RunOptions<Long, Long> options =
                RunOptions.<Long, Long>defaults().withListener(throwing).withListener(listener);
        try (Run<Long, Long> run =
                caller.start(Job.of("seen", i -> i), Inputs.range(0, 2), options)) {
            assertEquals(2, run.drain().done());
        }
        assertEquals(List.of("started", "outcome 0", "outcome 1", "ended 2"), events);
        assertEquals(1, told.get(), "detached by its first throw");

        events.clear();
        try (Run<Long, Long> run =
                caller.start(Job.of("seen", i -> i), Inputs.range(0, 9), options)) {
            assertEquals(0, run.iterator().next().input());
        }
        assertEquals("ended", events.getLast().substring(0, 5), "also where it is closed early");
    }

    @Test
    void mapsInOrderAndRetriesWithinTheWindow() {
        Set<Long> failedOnce = ConcurrentHashMap.newKeySet();
        Job<Long, Long> job =
                Job.<Long, Long>of(
                                "map",
                                i -> {
                                    if (i % 7 == 0 && failedOnce.add(i)) {
                                        throw new IllegalStateException();
                                    }
                                    return i * i;
                                })
                        .retry(Retry.upTo(2));
        for (Engine engine : engines) {
            failedOnce.clear();
            List<Long> squares = engine.map(job, Inputs.range(0, 20_000));
            assertEquals(20_000, squares.size());
            for (int i = 0; i < 20_000; i++) {
                assertEquals((long) i * i, squares.get(i));
            }
        }
    }

    @Test
    void mapThrowsTheFailureWithItsIndex() {
        Job<Long, Long> job =
                Job.of(
                        "map",
                        i -> {
                            if (i == 1234) {
                                throw new IllegalStateException("bad");
                            }
                            return i;
                        });
        for (Engine engine : engines) {
            FailedInputException thrown =
                    assertThrows(
                            FailedInputException.class,
                            () -> engine.map(job, Inputs.range(0, 5_000)));
            assertEquals(1234, thrown.index());
            assertTrue(thrown.toString().contains("bad"), thrown.toString());
        }
    }

    @Test
    void aFullPoolOfConsumersWaitsForNestedRetriesWithoutADeadlock() {
        Job<Long, Long> inner =
                Job.<Long, Long>of(
                                "inner",
                                new Task<>() {
                                    private final Set<Long> once = ConcurrentHashMap.newKeySet();

                                    @Override
                                    public Long run(Long i) {
                                        if (once.add(i)) {
                                            throw new IllegalStateException("once");
                                        }
                                        return i;
                                    }
                                })
                        .retry(Retry.upTo(2).withBackoff(Duration.ofMillis(5)));
        Job<Long, Integer> outer =
                Job.of("outer", i -> small.map(inner, Inputs.range(i * 4, i * 4 + 4)).size());
        List<Integer> sizes = small.map(outer, Inputs.range(0, 200));
        assertEquals(200, sizes.size());
        assertEquals(Set.of(4), Set.copyOf(sizes));
    }
}
