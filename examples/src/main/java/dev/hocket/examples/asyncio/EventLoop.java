package dev.hocket.examples.asyncio;

import dev.hocket.Engine;
import dev.hocket.Job;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** An event loop: many non-blocking calls in flight on two threads. */
public final class EventLoop {
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

    private EventLoop() {}

    static CompletionStage<Integer> twice(int number) {
        return CompletableFuture.supplyAsync(() -> 2 * number, LATER);
    }

    /** A thousand calls of 10 ms, all in flight at once. */
    public static void main(String[] args) {
        List<Integer> numbers = IntStream.range(0, 1_000).boxed().toList();
        try (Engine loop = Engine.named("async:1000")) {
            List<Integer> doubled = loop.map(Job.async("twice", EventLoop::twice), numbers);
            System.out.println(doubled.size() + " answers, the last is " + doubled.getLast());
        }
    }
}
