package dev.hocket.reactive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tasks that give stages, on the engine reactive. */
@Timeout(60)
class NonBlockingTest {

    @Test
    void attemptsInFlightHoldNoThread() {
        int width = 200;
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Queue<CompletableFuture<Long>> begun = new ConcurrentLinkedQueue<>();
        Job<Long, Long> together =
                Job.async(
                        "together",
                        input -> {
                            threads.add(Thread.currentThread());
                            CompletableFuture<Long> stage = new CompletableFuture<>();
                            begun.add(stage);
                            if (begun.size() == width) {
                                begun.forEach(each -> each.complete(1L));
                            }
                            return stage;
                        });
        try (Engine engine = Engine.named("reactive:" + width)) {
            assertEquals(width, engine.map(together, Inputs.range(0, width)).size());
        }
        assertTrue(threads.size() <= Runtime.getRuntime().availableProcessors(), "" + threads);
    }

    @Test
    void attemptsMayAwaitRunsOfTheirEngine() {
        try (Engine engine = Engine.named("reactive:1")) {
            Job<Long, Long> leaf = Job.async("leaf", CompletableFuture::completedFuture);
            Job<Long, Long> inner = Job.async("inner", upTo -> sum(engine, leaf, upTo));
            Job<Long, Long> outer = Job.async("outer", upTo -> sum(engine, inner, upTo));
            long expected = LongStream.range(0, 10).map(i -> i * (i - 1) / 2).sum();
            assertEquals(List.of(expected), engine.map(outer, List.of(10L)));
        }
    }

    private static CompletableFuture<Long> sum(Engine engine, Job<Long, Long> job, long upTo) {
        return stage(
                RunFlux.of(engine, job, Inputs.range(0, upTo)).outputs().reduce(0L, Long::sum));
    }

    private static <T> CompletableFuture<T> stage(Mono<T> mono) {
        return mono.toFuture().thenApply(Objects::requireNonNull);
    }

    @Test
    void aMonoIsATask() {
        Job<Long, Long> doubled =
                Job.async(
                        "doubled",
                        input -> stage(Mono.just(input * 2).publishOn(Schedulers.parallel())));
        try (Engine engine = Engine.named("reactive:8")) {
            assertEquals(
                    LongStream.range(0, 1_000).map(i -> i * 2).boxed().toList(),
                    engine.map(doubled, Inputs.range(0, 1_000)));
        }
    }

    @Test
    void ofTwoFormsTheOneThatDoesNotBlockIsRun() {
        Job<Long, String> both =
                Job.<Long, String>of("both", input -> "blocking")
                        .async(input -> CompletableFuture.completedFuture("non-blocking"));
        try (Engine engine = Engine.named("reactive:2")) {
            assertEquals(List.of("non-blocking"), engine.map(both, List.of(1L)));
        }
    }
}
