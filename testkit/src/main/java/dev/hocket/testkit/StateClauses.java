package dev.hocket.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.StatefulTask;
import dev.hocket.spi.Trait;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tasks with a state: opened once a lane, closed once for each time that it was opened. */
interface StateClauses extends ContractClauses {

    /** The states that were opened. */
    final class States implements StatefulTask.Opening<States.State> {
        private static final long serialVersionUID = 1;
        final transient Queue<State> opened = new ConcurrentLinkedQueue<>();

        @Override
        public State open() {
            State state = new State();
            opened.add(state);
            return state;
        }

        /** Waits until each is closed; workers elsewhere close theirs a little later. */
        void checkClosed() {
            BoundedWait.until(
                    "all states to be closed",
                    () -> opened.stream().allMatch(state -> state.closed.get() > 0));
            opened.forEach(state -> assertEquals(1, state.closed.get(), "how often it is closed"));
        }

        /** What a lane keeps. */
        static final class State implements AutoCloseable {
            private final AtomicInteger closed = new AtomicInteger();
            private final AtomicBoolean used = new AtomicBoolean();
            private final AtomicInteger uses = new AtomicInteger();

            /** Uses it for an attempt. */
            void use() {
                assertTrue(used.compareAndSet(false, true), "two attempts at once use one state");
                assertEquals(0, closed.get(), "a closed state is used");
                uses.incrementAndGet();
                used.set(false);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        }
    }

    /** A job whose lanes have a state, in the form that the engine runs. */
    private <S, O> Job<Long, O> stateful(
            String name, StatefulTask.Opening<S> opening, StatefulTask<S, Long, O> task) {
        if (traits().contains(Trait.BLOCKING)) {
            return Job.withState(name, opening, task);
        }
        return Job.asyncWithState(
                name,
                opening,
                (state, input) -> {
                    Job<Long, O> one = job(name, number -> task.run(state, number));
                    return one.asyncTask().orElseThrow().run(input);
                });
    }

    @Test
    default void aStateIsOpenedOnceALane() {
        States states = new States();
        Job<Long, Long> job =
                stateful(
                        "stateful",
                        states,
                        (state, input) -> {
                            state.use();
                            return input;
                        });
        try (Engine engine = open(2)) {
            for (int round = 1; round <= 2; round++) {
                assertEquals(200, engine.map(job, Inputs.range(0, 200)).size());
                int opened = states.opened.size();
                assertTrue(opened >= round, "opened once a run at least: " + opened);
                assertTrue(opened <= 5 * round, "once a lane at most: " + opened);
                states.checkClosed();
            }
            assertEquals(400, states.opened.stream().mapToInt(state -> state.uses.get()).sum());
        }
    }

    @Test
    default void aStateThatCannotBeOpenedFailsItsInputs() {
        AtomicInteger tries = new AtomicInteger();
        Job<Long, Long> job =
                this.<String, Long>stateful(
                        "unopened",
                        () -> {
                            throw new IllegalStateException("try " + tries.incrementAndGet());
                        },
                        (_, input) -> input);
        try (Engine engine = open(1);
                Run<Long, Long> run = engine.start(job.retry(Retry.upTo(2)), Inputs.range(0, 3))) {
            for (Outcome<Long, Long> outcome : run) {
                Failed<?, ?> failed = assertInstanceOf(Failed.class, outcome);
                Cause.Threw threw = assertInstanceOf(Cause.Threw.class, failed.cause());
                assertTrue(threw.message().contains("try "), threw::message);
            }
            assertEquals(6, tries.get());
        }
    }

    @Test
    default void statesAreClosedWhereARunIsCancelled() throws Exception {
        needs(Trait.BACKGROUND);
        States states = new States();
        CountDownLatch entered = new CountDownLatch(2);
        Job<Long, Long> job = stateful("cancelled", states, hanging(entered));
        try (Engine engine = open(2)) {
            try (Run<Long, Long> run = engine.start(job, Inputs.range(0, 10))) {
                if (traits().contains(Trait.CONCURRENT)) {
                    BoundedWait.await(entered, "two attempts");
                }
                run.cancel(Halt.Mode.NOW);
            }
            states.checkClosed();
        }
    }

    @Test
    default void statesAreClosedWithTheirEngine() throws Exception {
        needs(Trait.BACKGROUND);
        States states = new States();
        CountDownLatch entered = new CountDownLatch(2);
        Job<Long, Long> job = stateful("closed", states, hanging(entered));
        try (Engine engine = open(2)) {
            Run<Long, Long> _ = engine.start(job, Inputs.range(0, 10));
            if (traits().contains(Trait.CONCURRENT)) {
                BoundedWait.await(entered, "two attempts");
            }
        }
        assertEquals(2, states.opened.size());
        states.checkClosed();
    }

    private static StatefulTask<States.State, Long, Long> hanging(CountDownLatch entered) {
        return (state, input) -> {
            state.use();
            entered.countDown();
            new CountDownLatch(1).await();
            return input;
        };
    }

    /** A lane that was lost keeps its state; the one in its place has another. */
    @Test
    default void aLaneThatWasReplacedHasAStateOfItsOwn() throws Exception {
        needs(Trait.DEADLINES);
        needs(Trait.BACKGROUND);
        States states = new States();
        ManualTicker ticker = new ManualTicker();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Job<Long, Long> job =
                this.<States.State, Long>stateful(
                                "lost",
                                states,
                                (state, input) -> {
                                    state.use();
                                    if (input == 0) {
                                        stuck.countDown();
                                        DeadlineClauses.ignoreInterruption(release);
                                    }
                                    return input;
                                })
                        .deadline(DeadlineClauses.DEADLINE);
        RunOptions<Long, Long> options = RunOptions.<Long, Long>defaults().withTicker(ticker);
        try (Engine engine = open(1);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 3), options)) {
            BoundedWait.await(stuck, "the attempt that ignores interruption");
            ticker.advance(DeadlineClauses.DEADLINE);
            ticker.advance(DeadlineClauses.GRACE);
            Iterator<Outcome<Long, Long>> outcomes = run.inOrder().iterator();
            assertInstanceOf(Failed.class, outcomes.next());
            assertInstanceOf(Done.class, outcomes.next());
            assertInstanceOf(Done.class, outcomes.next());
            assertTrue(states.opened.size() >= 2, "the lane in its place opened none");
            release.countDown();
            assertTrue(!outcomes.hasNext());
            states.checkClosed();
        } finally {
            release.countDown();
        }
    }

    /** What is submitted one after the other finds the state that was opened before. */
    @Test
    default void submittedInputsFindTheirLanesState() throws Exception {
        needs(Trait.BACKGROUND);
        States states = new States();
        Job<Long, Long> job =
                stateful(
                        "submitted",
                        states,
                        (state, input) -> {
                            state.use();
                            return input;
                        });
        try (Engine engine = open(1)) {
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (long i = 0; i < 20; i++) {
                all.add(engine.submit(job, i));
            }
            for (CompletableFuture<Long> each : all) {
                Long _ = each.get(BoundedWait.BOUND.toSeconds(), TimeUnit.SECONDS);
            }
            assertTrue(states.opened.size() <= 2, "opened " + states.opened.size());
        }
        states.checkClosed();
    }

    /** A state that takes for ever to be closed does not keep the run's block from being left. */
    @Test
    default void aStateThatIsNotClosedInTimeIsLeft() {
        CountDownLatch never = new CountDownLatch(1);
        StatefulTask.Opening<AutoCloseable> opening = () -> never::await;
        Job<Long, Long> job = stateful("slow to close", opening, (_, input) -> input);
        try (Engine engine = open(1)) {
            try (Run<Long, Long> run = engine.start(job, Inputs.range(0, 1))) {
                Outcome<Long, Long> first = run.iterator().next();
                assertEquals(0L, first.input());
            }
            assertEquals(List.of(7L), engine.map(job("next", (Long input) -> input), List.of(7L)));
        } finally {
            never.countDown();
        }
    }

    /** How long a state's close may take is not the run's business where it is read to its end. */
    @Test
    default void aRunThatIsReadToItsEndWaitsForItsStates() {
        AtomicInteger closed = new AtomicInteger();
        StatefulTask.Opening<AutoCloseable> opening =
                () ->
                        () -> {
                            for (int i = 0; i < 100_000; i++) {
                                Thread.onSpinWait();
                            }
                            closed.incrementAndGet();
                        };
        Job<Long, Long> job = stateful("slowly closed", opening, (_, input) -> input);
        try (Engine engine = open(1);
                Run<Long, Long> run = engine.start(job, Inputs.range(0, 1))) {
            assertEquals(1, run.drain().done());
            if (!traits().contains(Trait.ISOLATES_CRASHES)) { // whose workers close theirs later
                assertEquals(1, closed.get());
            }
        }
        BoundedWait.until("the state to be closed", () -> closed.get() == 1);
    }
}
