package dev.hocket.consume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.run.SmallEngine;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunPublisherTest {
    private final SmallEngine engine = new SmallEngine(2);

    @AfterEach
    void close() {
        engine.close();
    }

    private static class Probe implements Flow.Subscriber<Outcome<Long, Long>> {
        final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
        Flow.@Nullable Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            signals.add("subscribed");
        }

        @Override
        public void onNext(Outcome<Long, Long> outcome) {
            signals.add(outcome.input());
        }

        @Override
        public void onError(Throwable thrown) {
            signals.add(thrown);
        }

        @Override
        public void onComplete() {
            signals.add("complete");
        }

        Flow.Subscription subscription() {
            return Objects.requireNonNull(subscription);
        }
    }

    private Run<Long, Long> run(long inputs) {
        return engine.start(
                Job.of(
                        "flow",
                        i -> {
                            if (i < 0) {
                                throw new IllegalStateException();
                            }
                            return i;
                        }),
                Inputs.range(0, inputs));
    }

    @Test
    void givesAsManyAsAreAskedForAndThenCompletes() throws InterruptedException {
        Probe probe = new Probe();
        run(5).publisher().subscribe(probe);
        assertEquals("subscribed", probe.signals.take());
        assertTrue(probe.signals.isEmpty(), "nothing was asked for");
        probe.subscription().request(2);
        assertInstanceOf(Long.class, probe.signals.take());
        assertInstanceOf(Long.class, probe.signals.take());
        probe.subscription().request(Long.MAX_VALUE);
        probe.subscription().request(Long.MAX_VALUE);
        for (int i = 0; i < 3; i++) {
            assertInstanceOf(Long.class, probe.signals.take());
        }
        assertEquals("complete", probe.signals.take());
        assertTrue(probe.signals.isEmpty());
    }

    @Test
    void aRunWithoutOutcomesCompletesUnasked() throws InterruptedException {
        Probe probe = new Probe();
        run(0).publisher().subscribe(probe);
        assertEquals("subscribed", probe.signals.take());
        assertEquals("complete", probe.signals.take());
    }

    @Test
    void askingForNothingIsAnError() throws InterruptedException {
        Probe probe = new Probe();
        Run<Long, Long> run = run(5);
        run.publisher().subscribe(probe);
        assertEquals("subscribed", probe.signals.take());
        probe.subscription().request(0);
        assertInstanceOf(IllegalArgumentException.class, probe.signals.take());
        assertTrue(run.progress().ended(), "the run is closed before the error is told");
    }

    @Test
    void askingForNothingIsToldThoughNoOutcomeComes() throws InterruptedException {
        Probe probe = new Probe();
        CountDownLatch entered = new CountDownLatch(1);
        Job<Long, Long> hanging =
                Job.of(
                        "hanging",
                        i -> {
                            entered.countDown();
                            new CountDownLatch(1).await();
                            return i;
                        });
        engine.start(hanging, Inputs.range(0, 1)).publisher().subscribe(probe);
        assertEquals("subscribed", probe.signals.take());
        probe.subscription().request(1);
        entered.await();
        probe.subscription().request(-1);
        assertInstanceOf(IllegalArgumentException.class, probe.signals.take());
    }

    @Test
    void askingForNothingIsToldAlsoWhereTheCancelledRunHasItsOwnError()
            throws InterruptedException {
        Probe probe = new Probe();
        Run<Long, Long> run = run(1);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        Iterator<Outcome<Long, Long>> cancelled =
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        asked.countDown();
                        try {
                            refused.await();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                        throw new CancellationException("the run was cancelled");
                    }

                    @Override
                    public Outcome<Long, Long> next() {
                        throw new NoSuchElementException();
                    }
                };
        new RunPublisher<>(run, () -> cancelled).subscribe(probe);
        assertEquals("subscribed", probe.signals.take());
        asked.await();
        probe.subscription().request(0);
        refused.countDown();
        assertInstanceOf(IllegalArgumentException.class, probe.signals.take());
    }

    @Test
    void mayKeepTheOrderOfTheInputs() throws InterruptedException {
        Probe probe = new Probe();
        CountDownLatch laterEnded = new CountDownLatch(1);
        Job<Long, Long> crossed =
                Job.of(
                        "crossed",
                        i -> {
                            if (i == 0) {
                                laterEnded.await();
                            } else {
                                laterEnded.countDown();
                            }
                            return i;
                        });
        engine.start(crossed, Inputs.range(0, 2)).publisherInOrder().subscribe(probe);
        assertEquals("subscribed", probe.signals.take());
        probe.subscription().request(2);
        assertEquals(0L, probe.signals.take());
        assertEquals(1L, probe.signals.take());
        assertEquals("complete", probe.signals.take());
    }

    @Test
    void aSubscriberThatAsksForNoMoreKeepsNoThread() throws InterruptedException {
        BlockingQueue<Thread> feeders = new LinkedBlockingQueue<>();
        Probe probe =
                new Probe() {
                    @Override
                    public void onNext(Outcome<Long, Long> outcome) {
                        feeders.add(Thread.currentThread());
                        super.onNext(outcome);
                    }
                };
        run(2).publisher().subscribe(probe);
        assertEquals("subscribed", probe.signals.take());
        for (int i = 0; i < 2; i++) {
            probe.subscription().request(1);
            assertInstanceOf(Long.class, probe.signals.take());
            feeders.take().join();
        }
        assertEquals("complete", probe.signals.take());
    }

    @Test
    void cancellingEndsTheRunWithoutASignal() throws InterruptedException {
        Probe probe = new Probe();
        Run<Long, Long> run = run(1_000_000_000);
        run.publisher().subscribe(probe);
        assertEquals("subscribed", probe.signals.take());
        probe.subscription().request(1);
        assertInstanceOf(Long.class, probe.signals.take());
        probe.subscription().cancel();
        probe.subscription().cancel();
        while (!run.progress().ended()) {
            Thread.onSpinWait();
        }
        assertTrue(probe.signals.isEmpty());
    }

    @Test
    void aSecondSubscriberIsRefused() throws InterruptedException {
        Flow.Publisher<Outcome<Long, Long>> publisher = run(3).publisher();
        publisher.subscribe(new Probe());
        Probe second = new Probe();
        publisher.subscribe(second);
        assertEquals("subscribed", second.signals.take());
        assertInstanceOf(IllegalStateException.class, second.signals.take());
    }

    @Test
    void theEndOfABrokenSourceIsAnError() throws InterruptedException {
        Probe probe = new Probe();
        Run<Long, Long> run =
                engine.start(
                        Job.of("flow", i -> i),
                        Inputs.of(
                                new Iterator<Long>() {
                                    @Override
                                    public boolean hasNext() {
                                        throw new IllegalStateException("no source");
                                    }

                                    @Override
                                    public Long next() {
                                        return 1L;
                                    }
                                }));
        run.publisher().subscribe(probe);
        assertEquals("subscribed", probe.signals.take());
        assertInstanceOf(RunException.class, probe.signals.take());
    }
}
