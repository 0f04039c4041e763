package dev.hocket.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.AsyncTask;
import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.RefusedException;
import dev.hocket.Retry;
import dev.hocket.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The two forms of a task, and engines that run one of them. */
class FormsTest {
    private static final AsyncTask<Integer, Integer> TWICE =
            input -> CompletableFuture.completedFuture(2 * input);

    @Test
    void aJobMayHaveEitherFormOrBoth() {
        Task<Integer, Integer> blocking = input -> 2 * input;
        Job<Integer, Integer> one = Job.of("one", blocking);
        assertTrue(one.isBlocking());
        assertTrue(one.asyncTask().isEmpty());
        Job<Integer, Integer> other = Job.async("other", TWICE).deadline(Duration.ofSeconds(1));
        assertFalse(other.isBlocking());
        assertSame(TWICE, other.asyncTask().orElseThrow());
        assertThrows(IllegalStateException.class, other::task);
        Job<Integer, Integer> both = one.async(TWICE).retry(Retry.upTo(2));
        assertSame(blocking, both.task());
        assertSame(TWICE, both.asyncTask().orElseThrow());
        assertTrue(both.task(input -> 0).asyncTask().isEmpty(), "it would not be watched over");
    }

    @Test
    void anEngineRefusesTheFormThatItDoesNotRun() {
        try (Engine engine = new SmallEngine(1)) {
            RefusedException refused =
                    assertThrows(
                            RefusedException.class,
                            () -> engine.start(Job.async("late", TWICE), Inputs.of(List.of(1))));
            assertEquals(
                    "late has a task that returns a CompletionStage, and the engine small runs only"
                            + " tasks that block; no engine here can",
                    refused.getMessage());
            assertEquals(
                    List.of(2, 4),
                    engine.map(
                            Job.<Integer, Integer>of("x", i -> 2 * i).async(TWICE), List.of(1, 2)));
        }
    }

    @Test
    void aStageAwaitedFailsAsItsTaskDid() throws Exception {
        IOException broken = new IOException("broken");
        BlockingForm<Integer, Integer> failing =
                new BlockingForm<>(
                        input -> CompletableFuture.failedFuture(new CompletionException(broken)));
        assertSame(broken, assertThrows(IOException.class, () -> failing.run(1)));
        assertEquals(6, new BlockingForm<>(TWICE).run(3));
        CompletableFuture<Integer> never = new CompletableFuture<>();
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedException.class, () -> new BlockingForm<>((Integer _) -> never).run(1));
        assertTrue(never.isCancelled());
    }
}
