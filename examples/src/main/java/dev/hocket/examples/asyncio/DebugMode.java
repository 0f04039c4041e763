package dev.hocket.examples.asyncio;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.engine.BlockedLoop;
import dev.hocket.engine.Engines;
import dev.hocket.sync.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The debug mode: which task holds an event loop for over 50 ms. */
public final class DebugMode {
    private static final Event REPORTED = new Event();

    private DebugMode() {}

    static CompletionStage<String> blocks(String input) {
        try {
            REPORTED.await(); // holds the loop until the report
        } catch (InterruptedException asked) {
            return CompletableFuture.failedStage(asked);
        }
        return CompletableFuture.completedStage(input + " is done");
    }

    static void report(BlockedLoop blocked) {
        StackTraceElement who =
                blocked.stack().stream()
                        .filter(frame -> frame.getClassName().endsWith("DebugMode"))
                        .findFirst()
                        .orElseThrow();
        System.out.println(
                blocked.job() + " of '" + blocked.input() + "' blocks in " + who.getMethodName());
        REPORTED.set();
    }

    /** Runs one task that blocks. */
    public static void main(String[] args) {
        try (Engine loop = Engines.async(1, Duration.ofMillis(50), DebugMode::report)) {
            List<String> done = loop.map(Job.async("ask", DebugMode::blocks), List.of("why"));
            System.out.println(done);
        }
    }
}
