package dev.hocket.reactive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.FailedInputException;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.RunException;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

/** Starts, demand and ends of runs as fluxes. */
@Timeout(60)
class RunFluxTest {
    private final Engine engine = Engine.named("reactive:2");
    private final SampleRuns runs = new SampleRuns();
    private final Job<Long, Long> same = Job.of("same", input -> input);

    @AfterEach
    void close() {
        engine.close();
    }

    private RunFlux<Long, Long> flux(Job<Long, Long> job, long inputs) {
        return RunFlux.of(engine, job, Inputs.range(0, inputs)).options(runs.options());
    }

    private Job<Long, Long> hanging(CountDownLatch entered) {
        return Job.of(
                "hanging",
                input -> {
                    entered.countDown();
                    new CountDownLatch(1).await();
                    return input;
                });
    }

    private static List<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    @Test
    void eachSubscriptionStartsARun() {
        Flux<Outcome<Long, Long>> cold = flux(same, 100).inOrder().cold();
        assertEquals(0, runs.started.get());
        for (int i = 1; i <= 3; i++) {
            assertEquals(numbers(100), cold.map(Outcome::input).collectList().block());
            assertEquals(i, runs.started.get());
        }
    }

    @Test
    void whatIsNotRequestedIsNotStarted() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Job<Long, Long> counted =
                Job.of(
                        "counted",
                        input -> {
                            attempts.incrementAndGet();
                            return input;
                        });
        SignalProbe probe = new SignalProbe();
        flux(counted, 10_000).options(runs.options().withWindow(4)).cold().subscribe(probe);
        for (int taken = 0; taken < 20; taken++) {
            probe.request(1);
            assertInstanceOf(Long.class, probe.signals.take());
            assertEquals(1_000, engine.map(same, numbers(1_000)).size()); // the lanes are busy
            assertTrue(attempts.get() <= taken + 1 + 4, attempts + " after " + (taken + 1));
        }
        probe.request(Long.MAX_VALUE);
        for (int rest = 20; rest < 10_000; rest++) {
            assertInstanceOf(Long.class, probe.signals.take());
        }
        assertEquals(SignalProbe.COMPLETE, probe.signals.take());
    }

    @Test
    void cancellingTheSubscriptionCancelsTheRun() throws Exception {
        CountDownLatch entered = new CountDownLatch(2);
        SignalProbe probe = new SignalProbe();
        flux(hanging(entered), 10).cold().subscribe(probe);
        probe.request(1);
        entered.await();
        probe.cancel();
        assertEquals(2, runs.reports.take().cancelled());
        assertTrue(probe.signals.isEmpty());
        assertEquals(List.of(7L), engine.map(same, List.of(7L)));
    }

    @Test
    void takingAFewCancelsTheRest() throws Exception {
        assertEquals(3, flux(same, 1_000_000_000).outputs().take(3).count().block());
        assertTrue(runs.reports.take().done() < 1_000_000);
    }

    @Test
    void aRunThatCannotStartIsAnError() {
        engine.close();
        Flux<Outcome<Long, Long>> cold = flux(same, 1).cold();
        assertThrows(IllegalStateException.class, cold::blockLast);
    }

    @Test
    void aBrokenSourceIsAnErrorAfterWhatItGave() {
        Iterator<Long> broken =
                new Iterator<>() {
                    private long next;

                    @Override
                    public boolean hasNext() {
                        return true;
                    }

                    @Override
                    public Long next() {
                        if (next == 3) {
                            throw new IllegalStateException("torn");
                        }
                        return next++;
                    }
                };
        Flux<Outcome<Long, Long>> cold =
                RunFlux.of(engine, same, Inputs.of(broken)).inOrder().cold();
        List<Object> got =
                cold.<Object>map(Outcome::input)
                        .onErrorResume(RunException.class, error -> Flux.just(error.part()))
                        .collectList()
                        .block();
        assertEquals(List.of(0L, 1L, 2L, RunException.Part.SOURCE), got);
        IllegalStateException again = assertThrows(IllegalStateException.class, cold::blockLast);
        assertTrue(String.valueOf(again.getMessage()).contains("earlier run"));
    }

    @Test
    void outputsEndAtTheFirstFailure() throws Exception {
        Job<Long, Long> picky =
                Job.of(
                        "picky",
                        input -> {
                            if (input == 5) {
                                throw new IllegalArgumentException("not five");
                            }
                            return input * 10;
                        });
        AtomicInteger seen = new AtomicInteger();
        Flux<Long> outputs =
                flux(picky, 1_000_000_000)
                        .inOrder()
                        .outputs()
                        .doOnNext(output -> seen.incrementAndGet());
        FailedInputException failed =
                assertThrows(FailedInputException.class, () -> outputs.blockLast());
        assertEquals(5, failed.index());
        assertEquals(5, seen.get());
        assertTrue(runs.reports.take().done() < 1_000_000);
    }

    @Test
    void aMissingOutputIsAnErrorThatSaysSo() {
        Job<Long, @Nullable Long> job = Job.of("void", input -> null);
        RunFlux<Long, @Nullable Long> nothing = RunFlux.of(engine, job, Inputs.range(0, 1));
        NullPointerException error =
                assertThrows(NullPointerException.class, () -> nothing.outputs().blockLast());
        assertTrue(String.valueOf(error.getMessage()).startsWith("void: the output of input 0"));
    }

    @Test
    void aSharedRunIsOneForAll() throws Exception {
        CountDownLatch both = new CountDownLatch(1);
        Job<Long, Long> waiting =
                Job.of(
                        "waiting",
                        input -> {
                            both.await();
                            return input;
                        });
        Flux<Outcome<Long, Long>> shared = flux(waiting, 100).inOrder().shared();
        SignalProbe first = new SignalProbe();
        SignalProbe second = new SignalProbe();
        shared.subscribe(first);
        shared.subscribe(second);
        first.request(Long.MAX_VALUE);
        second.request(Long.MAX_VALUE);
        both.countDown();
        for (SignalProbe probe : List.of(first, second)) {
            for (long i = 0; i < 100; i++) {
                assertEquals(i, probe.signals.take());
            }
            assertEquals(SignalProbe.COMPLETE, probe.signals.take());
        }
        assertEquals(1, runs.started.get());
        assertEquals(0, shared.count().block(), "all is gone");
        assertEquals(1, runs.started.get());
    }

    @Test
    void aSharedRunStartsWhenAllAreThere() throws Exception {
        Flux<Outcome<Long, Long>> shared = flux(same, 100).inOrder().shared(2);
        List<SignalProbe> probes = List.of(new SignalProbe(), new SignalProbe());
        for (SignalProbe probe : probes) {
            assertEquals(0, runs.started.get());
            shared.subscribe(probe);
            probe.request(Long.MAX_VALUE);
        }
        for (SignalProbe probe : probes) {
            for (long i = 0; i < 100; i++) {
                assertEquals(i, probe.signals.take());
            }
            assertEquals(SignalProbe.COMPLETE, probe.signals.take());
        }
        assertEquals(1, runs.started.get());
    }

    @Test
    void whoComesLateMissesWhatIsGone() throws Exception {
        Flux<Outcome<Long, Long>> shared = flux(same, 600).inOrder().shared();
        SignalProbe early = new SignalProbe();
        shared.subscribe(early);
        early.request(300);
        for (long i = 0; i < 300; i++) {
            assertEquals(i, early.signals.take());
        }
        SignalProbe late = new SignalProbe();
        shared.subscribe(late);
        late.request(Long.MAX_VALUE);
        early.request(Long.MAX_VALUE);
        for (long i = 300; i < 600; i++) {
            assertEquals(i, early.signals.take());
            assertEquals(i, late.signals.take());
        }
        assertEquals(SignalProbe.COMPLETE, late.signals.take());
    }

    @Test
    void theLastToLeaveCancelsTheSharedRun() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        Flux<Outcome<Long, Long>> shared = flux(hanging(entered), 10).shared();
        SignalProbe first = new SignalProbe();
        SignalProbe second = new SignalProbe();
        shared.subscribe(first);
        shared.subscribe(second);
        entered.await();
        first.cancel();
        assertTrue(runs.reports.isEmpty(), "one is left");
        second.cancel();
        assertTrue(runs.reports.take().cancelled() > 0);
        CancellationException gone = assertThrows(CancellationException.class, shared::blockLast);
        assertTrue(String.valueOf(gone.getMessage()).startsWith("hanging: the shared run"));
        assertEquals(1, runs.started.get());
    }

    @Test
    void aSharedErrorReachesThoseWhoComeLater() {
        engine.close();
        Flux<Outcome<Long, Long>> shared = flux(same, 1).shared();
        assertThrows(IllegalStateException.class, shared::blockLast);
        assertThrows(IllegalStateException.class, shared::blockLast);
    }

    @Test
    void subscriptionsMayEndAtAnyMoment() throws Exception {
        SplittableRandom dice = new SplittableRandom(11);
        int rounds = 1_000;
        for (int round = 0; round < rounds; round++) {
            SignalProbe probe = new SignalProbe();
            RunFlux<Long, Long> flux = flux(same, dice.nextInt(2_000));
            (dice.nextBoolean() ? flux.cold() : flux.shared()).subscribe(probe);
            probe.request(1 + dice.nextInt(500));
            int spins = dice.nextInt(20_000);
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            probe.cancel();
        }
        for (int round = 0; round < rounds; round++) {
            runs.reports.take();
        }
        assertEquals(rounds, runs.started.get());
        assertEquals(numbers(100), engine.map(same, numbers(100)));
    }
}
