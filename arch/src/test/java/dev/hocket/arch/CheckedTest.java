package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.check.Checked;
import dev.hocket.csp.Pipeline;
import dev.hocket.csp.PipelineRun;
import dev.hocket.csp.Stage;
import dev.hocket.sync.BoundedQueue;
import dev.hocket.sync.Event;
import dev.hocket.sync.TaskScope;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Our own concurrent code under thousands of schedules, for a bounded time. */
class CheckedTest {
    private static final Job<Integer, Integer> TWICE = Job.of("twice", input -> 2 * input);
    private static final Job<Integer, Integer> LATER =
            Job.async("later", input -> CompletableFuture.supplyAsync(() -> 2 * input));

    @Checked(seconds = 3)
    void aRunOnThreadsLosesNothing() {
        assertWhole("threads:2");
    }

    @Checked(seconds = 3)
    void aRunOnVirtualThreadsLosesNothing() {
        assertWhole("virtual:2");
    }

    @Checked(seconds = 3)
    void aRunOnAPoolThatStealsLosesNothing() {
        assertWhole("forkjoin:2");
    }

    @Checked(seconds = 3)
    void aRunOnReactiveStreamsLosesNothing() {
        assertWhole("reactive:2");
    }

    @Checked(seconds = 3)
    void aRunOnChannelsLosesNothing() {
        assertWhole("csp:2");
    }

    @Checked(seconds = 3)
    void aRunThatSeeksItsEngineLosesNothing() {
        assertWhole("auto");
    }

    @Checked(seconds = 3)
    void aRunOnAnEventLoopLosesNothing() {
        assertWhole("async:2", LATER);
    }

    private static void assertWhole(String engine) {
        assertWhole(engine, TWICE);
    }

    private static void assertWhole(String engine, Job<Integer, Integer> job) {
        try (Engine on = Engine.named(engine);
                Run<Integer, Integer> run = on.start(job, Inputs.of(List.of(1, 2, 3)))) {
            int sum = 0;
            for (Outcome<Integer, Integer> outcome : run) {
                sum += ((Done<Integer, Integer>) outcome).output();
            }
            assertEquals(12, sum);
            assertEquals(3, run.report().done());
        }
    }

    @Checked(seconds = 3)
    void aRunMayBeCancelledAtAnyTime() throws InterruptedException {
        try (Engine on = Engine.named("threads:2");
                Run<Integer, Integer> run = on.start(TWICE, Inputs.of(List.of(1, 2, 3)))) {
            Thread canceller =
                    Thread.ofVirtual().name("canceller").start(() -> run.cancel(Halt.Mode.NOW));
            Report report = drained(run);
            assertEquals(
                    3,
                    report.done() + report.failed() + report.cancelled() + report.notStarted(),
                    report::toString);
            canceller.join();
        }
    }

    /** What a run reports that is complete, or was cancelled before it was. */
    private static Report drained(Run<Integer, Integer> run) {
        try {
            return run.drain();
        } catch (CancellationException _) {
            return run.report();
        }
    }

    /** Texts of four bytes in a window of eight, from an iterator. */
    @Checked(seconds = 3)
    void aRunBoundedByBytesLosesNothing() {
        Job<String, String> job = Job.of("text", input -> input + input);
        RunOptions<String, String> options =
                RunOptions.<String, String>defaults().withWindowBytes(8);
        try (Engine on = Engine.named("threads:2");
                Run<String, String> run =
                        on.start(
                                job,
                                Inputs.of(List.of("aaaa", "bbbb", "cccc").iterator()),
                                options)) {
            int length = 0;
            for (Outcome<String, String> outcome : run) {
                length += ((Done<String, String>) outcome).output().length();
            }
            assertEquals(24, length);
            assertEquals(3, run.report().done());
        }
    }

    @Checked(seconds = 3)
    void aTaskMayWaitForWhatItHandsToItsExecutor() {
        try (Engine on = Engine.named("threads:1");
                ExecutorService executor = on.asExecutorService()) {
            CompletableFuture<Integer> outer =
                    CompletableFuture.supplyAsync(
                            () -> 1 + CompletableFuture.supplyAsync(() -> 2, executor).join(),
                            executor);
            assertEquals(3, outer.join());
        }
    }

    @Checked(seconds = 3)
    void aTaskMayWaitForWhatItSubmits() {
        try (Engine on = Engine.named("threads:1")) {
            Job<Integer, Integer> outer =
                    Job.of("outer", input -> 1 + on.submit(TWICE, input).join());
            assertEquals(7, on.submit(outer, 3).join());
        }
    }

    @Checked(seconds = 3)
    void whatIsSubmittedMayBeCancelledAtAnyTime() throws InterruptedException {
        try (Engine on = Engine.named("threads:1")) {
            CompletableFuture<Integer> one = on.submit(TWICE, 1);
            CompletableFuture<Integer> other = on.submit(TWICE, 2);
            Thread canceller = Thread.ofVirtual().name("canceller").start(() -> one.cancel(true));
            assertEquals(4, other.join());
            canceller.join();
            assertTrue(one.isDone());
        }
    }

    @Checked(seconds = 3)
    void anExecutorMayBeShutDownWhileTasksWaitForTasks() throws InterruptedException {
        try (Engine on = Engine.named("threads:1")) {
            ExecutorService executor = on.asExecutorService();
            Future<Integer> outer =
                    executor.submit(() -> {
                        try {
                            return executor.submit(() -> 1).get(1, TimeUnit.HOURS);
                        } catch (RejectedExecutionException _) {
                            return 2;
                        }
                    });
            List<Runnable> left = executor.shutdownNow();
            left.forEach(each -> ((Future<?>) each).cancel(false));
            assertTrue(executor.awaitTermination(1, TimeUnit.HOURS));
            assertTrue(outer.isDone());
        }
    }

    @Checked(seconds = 3)
    void aBoundedQueueLosesNothing() throws InterruptedException {
        BoundedQueue<Integer> queue = new BoundedQueue<>(1);
        Thread one = Thread.ofVirtual().name("one").start(() -> put(queue, 1));
        Thread other = Thread.ofVirtual().name("other").start(() -> put(queue, 2));
        assertEquals(3, taken(queue) + taken(queue));
        queue.taskDone();
        queue.taskDone();
        queue.join();
        one.join();
        other.join();
    }

    private static int taken(BoundedQueue<Integer> queue) throws InterruptedException {
        return Objects.requireNonNull(queue.take());
    }

    private static void put(BoundedQueue<Integer> queue, int value) {
        try {
            queue.put(value);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Checked(seconds = 3)
    void aQueueThatIsShutGivesWhatItHas() throws InterruptedException {
        BoundedQueue<Integer> queue = new BoundedQueue<>(1);
        Thread giver =
                Thread.ofVirtual()
                        .name("giver")
                        .start(() -> {
                            put(queue, 1);
                            queue.shutdown();
                        });
        assertEquals(1, queue.take());
        assertEquals(null, queue.take());
        giver.join();
    }

    @Checked(seconds = 3)
    void anEventWakesAllWhoWait() throws InterruptedException {
        Event event = new Event();
        Thread waiting = Thread.ofVirtual().name("waiting").start(() -> await(event));
        Thread other = Thread.ofVirtual().name("other").start(() -> await(event));
        event.set();
        waiting.join();
        other.join();
    }

    private static void await(Event event) {
        try {
            event.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Checked(seconds = 3)
    void aScopeJoinsWhatItForked() throws Exception {
        try (TaskScope<Integer> scope = TaskScope.open()) {
            Future<Integer> one = scope.fork(() -> 1);
            Future<Integer> other = scope.fork(() -> 2);
            scope.join();
            assertEquals(3, one.resultNow() + other.resultNow());
        }
    }

    @Checked(seconds = 3)
    void aPipelineDeliversInOrder() {
        Stage<Integer, Integer> twice = Stage.of("twice", input -> 2 * input);
        try (PipelineRun<Integer> run = Pipeline.of(twice).start(List.of(1, 2, 3))) {
            assertEquals(List.of(2, 4, 6), run.toList());
        }
    }
}
