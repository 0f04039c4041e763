package dev.hocket.csp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelErrorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How pipelines fail and are closed. */
@Timeout(60)
class PipelineEndTest {
    private static final Logger LOG = Logger.getLogger("dev.hocket");
    private static final Stage<Integer, Integer> TWICE = Stage.of("twice", i -> 2 * i);
    private static final Stage<Integer, String> TEXT = Stage.of("text", i -> "n" + i);

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static List<Thread> threads() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    @Test
    void aFailureNamesTheStageTheInputAndTheCause() {
        IOException broken = new IOException("disk on fire");
        Stage<String, Integer> length =
                Stage.of(
                        "length",
                        text -> {
                            if (text.equals("n14")) {
                                throw broken;
                            }
                            return text.length();
                        });
        Pipeline<Integer, Integer> pipeline = Pipeline.of(TWICE).then(TEXT).then(length);
        try (PipelineRun<Integer> run = pipeline.start(numbers(1_000_000))) {
            FailedStageException failed = assertThrows(FailedStageException.class, run::toList);
            assertEquals(
                    "stage 'length' failed at input 7 (7): IOException: disk on fire",
                    failed.getMessage());
            assertEquals("length", failed.stage());
            assertEquals(7, failed.index());
            assertEquals(Optional.of("n14"), failed.input());
            assertEquals(Optional.of(7), failed.origin());
            assertSame(broken, failed.getCause());
            accounted(run.report());
            assertEquals(1, run.report().stages().getLast().failed());
        }
    }

    /** Whatever was read is delivered, has failed, or is counted where it was when all ended. */
    static void accounted(PipelineReport report) {
        long known = report.delivered() + report.waiting();
        for (PipelineReport.OfStage stage : report.stages()) {
            known += stage.failed() + stage.unfinished() + stage.waiting();
        }
        // An input may be in the hands of the process that reads them.
        assertTrue(report.read() - known >= 0 && report.read() - known <= 1, report::toString);
    }

    @Test
    void aFailureEndsEveryProcess() {
        List<Thread> all = threads();
        Stage<Integer, Integer> first =
                Stage.<Integer, Integer>of(
                                "first",
                                i -> {
                                    all.add(Thread.currentThread());
                                    return i;
                                })
                        .width(4);
        Stage<Integer, Integer> second =
                Stage.<Integer, Integer>of(
                                "second",
                                i -> {
                                    all.add(Thread.currentThread());
                                    if (i == 100) {
                                        throw new IllegalStateException("no");
                                    }
                                    return i;
                                })
                        .width(2);
        try (PipelineRun<Integer> run = Pipeline.of(first).then(second).start(numbers(1_000_000))) {
            assertThrows(FailedStageException.class, run::drain);
            all.forEach(thread -> assertFalse(thread.isAlive(), thread::toString));
        }
    }

    @Test
    void aHandlerLetsThePipelineGoOn() {
        for (int width : new int[] {1, 4}) {
            List<Integer> bad = Collections.synchronizedList(new ArrayList<>());
            Stage<Integer, Integer> odd =
                    Stage.<Integer, Integer>of(
                                    "odd",
                                    i -> {
                                        if (i % 2 == 0) {
                                            throw new IOException("even: " + i);
                                        }
                                        return i;
                                    })
                            .width(width)
                            .inOrder()
                            .onFailure((input, exception) -> {
                                assertEquals("even: " + input, exception.getMessage());
                                bad.add(input);
                            });
            try (PipelineRun<Integer> run = Pipeline.of(odd).start(numbers(100))) {
                assertEquals(numbers(100).stream().filter(i -> i % 2 == 1).toList(), run.toList());
                assertEquals(50, run.report().stages().getFirst().failed());
                assertEquals(0, run.report().stages().getFirst().unfinished());
            }
            assertEquals(
                    numbers(100).stream().filter(i -> i % 2 == 0).toList(),
                    bad.stream().sorted().toList());
        }
    }

    @Test
    void aHandlerThatThrowsEndsThePipeline() {
        Stage<Integer, Integer> stage =
                Stage.<Integer, Integer>of(
                                "stage",
                                i -> {
                                    throw new IOException("first");
                                })
                        .onFailure((_, _) -> {
                            throw new IllegalStateException("second");
                        });
        try (PipelineRun<Integer> run = Pipeline.of(stage).start(numbers(3))) {
            FailedStageException failed = assertThrows(FailedStageException.class, run::toList);
            Throwable cause = Objects.requireNonNull(failed.getCause());
            assertEquals("second", cause.getMessage());
            assertEquals("first", cause.getSuppressed()[0].getMessage());
        }
    }

    @Test
    void anErrorEndsThePipelineInSpiteOfAHandler() {
        Stage<Integer, Integer> stage =
                Stage.<Integer, Integer>of(
                                "deep",
                                i -> {
                                    throw new StackOverflowError();
                                })
                        .onFailure((_, _) -> {});
        try (PipelineRun<Integer> run = Pipeline.of(stage).start(numbers(3))) {
            FailedStageException failed = assertThrows(FailedStageException.class, run::toList);
            assertInstanceOf(StackOverflowError.class, failed.getCause());
        }
    }

    @Test
    void anOutputThatIsNullIsRefused() {
        @SuppressWarnings("NullAway") // the mistake to be told
        Stage<Integer, Integer> nothing = Stage.of("nothing", i -> null);
        try (PipelineRun<Integer> run = Pipeline.of(nothing).start(numbers(3))) {
            FailedStageException failed = assertThrows(FailedStageException.class, run::toList);
            assertTrue(failed.toString().contains("null"), failed::toString);
        }
    }

    @Test
    void inputsThatCannotBeReadEndThePipeline() {
        Iterator<Integer> broken =
                Stream.iterate(0, i -> i + 1)
                        .peek(i -> {
                            if (i == 5) {
                                throw new IllegalStateException("torn");
                            }
                        })
                        .iterator();
        try (PipelineRun<Integer> run = Pipeline.of(TWICE).start(() -> broken)) {
            FailedStageException failed = assertThrows(FailedStageException.class, run::toList);
            assertEquals("stage 'inputs' failed: IllegalStateException: torn", failed.getMessage());
            assertEquals(-1, failed.index());
        }
    }

    @Test
    void closingInterruptsTasksAndJoinsThem() throws Exception {
        List<Thread> all = threads();
        CountDownLatch running = new CountDownLatch(3);
        Stage<Integer, Integer> stuck =
                Stage.<Integer, Integer>of(
                                "stuck",
                                i -> {
                                    all.add(Thread.currentThread());
                                    running.countDown();
                                    new CountDownLatch(1).await();
                                    return i;
                                })
                        .width(3);
        PipelineRun<Integer> run = Pipeline.of(stuck).start(numbers(100));
        running.await();
        run.close();
        run.close();
        all.forEach(thread -> assertFalse(thread.isAlive(), thread::toString));
        assertThrows(CancellationException.class, run::toList);
        PipelineReport.OfStage stage = run.report().stages().getFirst();
        assertEquals(3, stage.unfinished());
        assertEquals(0, stage.failed());
        accounted(run.report());
    }

    @Test
    void anInterruptedReaderClosesThePipeline() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Stage<Integer, Integer> stuck =
                Stage.of(
                        "stuck",
                        i -> {
                            running.countDown();
                            new CountDownLatch(1).await();
                            return i;
                        });
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        try (PipelineRun<Integer> run = Pipeline.of(stuck).start(numbers(2))) {
            Thread reader =
                    Thread.startVirtualThread(() -> {
                        try {
                            seen.complete(run.iterator().hasNext());
                        } catch (CancellationException _) {
                            seen.complete(Thread.currentThread().isInterrupted());
                        }
                    });
            running.await();
            reader.interrupt();
            assertTrue(seen.get());
        }
    }

    @Test
    void anInterruptLeftBehindByATaskDoesNoHarm() {
        Stage<Integer, Integer> litter =
                Stage.of(
                        "litter",
                        i -> {
                            Thread.currentThread().interrupt();
                            return i;
                        });
        try (PipelineRun<Integer> run = Pipeline.of(litter).start(numbers(100))) {
            assertEquals(numbers(100), run.toList());
        }
    }

    @Test
    void aFailedProcessNamesTheInputReceivedLast() {
        Stage<Integer, Integer> picky =
                Stage.process(
                        "picky",
                        (in, out) ->
                                in.forEach(each -> {
                                    if (each == 4) {
                                        throw new IllegalStateException("four");
                                    }
                                }));
        try (PipelineRun<Integer> run = Pipeline.of(picky).start(numbers(10))) {
            FailedStageException failed = assertThrows(FailedStageException.class, run::toList);
            assertEquals(
                    "stage 'picky' failed at input 4 (4): IllegalStateException: four",
                    failed.getMessage());
        }
    }

    @Test
    void failureTravelsUpToTheSendersOfAChannel() throws Exception {
        Channel<Integer> inputs = Channel.newRendezvousChannel();
        Stage<Integer, Integer> stage =
                Stage.of(
                        "stage",
                        i -> {
                            throw new IllegalStateException("no " + i);
                        });
        try (PipelineRun<Integer> run = Pipeline.of(stage).start(inputs)) {
            ChannelErrorException told =
                    assertThrows(
                            ChannelErrorException.class,
                            () -> {
                                for (int i = 0; ; i++) {
                                    inputs.send(i);
                                }
                            });
            assertInstanceOf(FailedStageException.class, told.getCause());
            FailedStageException failed = assertThrows(FailedStageException.class, run::toList);
            assertEquals(0, failed.index());
        }
    }

    @Test
    void aTaskThatIgnoresItsInterruptionDoesNotHoldUpClosing() throws Exception {
        LOG.setLevel(Level.OFF); // the warning is meant
        AtomicBoolean released = new AtomicBoolean();
        CompletableFuture<Thread> stubborn = new CompletableFuture<>();
        Stage<Integer, Integer> deaf =
                Stage.of(
                        "deaf",
                        i -> {
                            stubborn.complete(Thread.currentThread());
                            while (!released.get()) {
                                LockSupport.parkNanos(100_000);
                            }
                            return i;
                        });
        try {
            PipelineRun<Integer> run = Pipeline.of(deaf).start(numbers(3));
            Thread task = stubborn.get();
            run.close();
            assertTrue(task.isAlive());
            released.set(true);
            task.join();
            assertEquals(0, run.report().delivered());
            accounted(run.report());
        } finally {
            LOG.setLevel(null);
        }
    }
}
