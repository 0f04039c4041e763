package dev.hocket.examples.asyncio;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.sync.Event;
import dev.hocket.sync.ScopeOptions;
import dev.hocket.sync.TaskScope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** {@code wait_for} and {@code timeout}. */
public final class Timeouts {
    private Timeouts() {}

    static String neverAnswers() throws InterruptedException {
        new Event().await();
        return "42";
    }

    static String ask(Duration atMost) throws Exception {
        var options = ScopeOptions.defaults().withName("ask").withDeadline(atMost);
        try (TaskScope<String> scope = TaskScope.open(options)) {
            Future<String> answer = scope.fork(Timeouts::neverAnswers);
            scope.join(); // throws TimeoutException and cancels what runs
            return answer.resultNow();
        }
    }

    static void each() {
        Job<String, String> job =
                Job.of("ask", (String question) -> neverAnswers())
                        .deadline(Duration.ofMillis(20)); // for each attempt
        try (Engine engine = Engine.named("virtual:2")) {
            engine.map(job, List.of("why?"));
        } catch (RuntimeException failed) {
            System.out.println(failed.getMessage());
        }
    }

    /** Waits for an answer that never comes. */
    public static void main(String[] args) throws Exception {
        try {
            System.out.println(ask(Duration.ofMillis(20)));
        } catch (TimeoutException late) {
            System.out.println(late.getMessage());
        }
        each();
    }
}
