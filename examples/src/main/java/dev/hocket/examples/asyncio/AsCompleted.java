package dev.hocket.examples.asyncio;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code as_completed}: outcomes in the order of completion. */
public final class AsCompleted {
    private AsCompleted() {}

    /** Prints the fast task first, although it was started last. */
    public static void main(String[] args) {
        CountDownLatch go = new CountDownLatch(1);
        Job<String, String> job =
                Job.of(
                        "race",
                        name -> {
                            if (name.equals("slow")) {
                                go.await();
                            }
                            return name + " is done";
                        });
        try (Engine engine = Engine.named("virtual:2");
                Run<String, String> run = engine.start(job, Inputs.of(List.of("slow", "fast")))) {
            for (Outcome<String, String> outcome : run) {
                switch (outcome) {
                    case Done(var name, var text, var stats) -> System.out.println(text);
                    case Failed(var name, var cause, var stats) -> System.out.println(cause);
                }
                go.countDown(); // the slow one waits for this
            }
        }
    }
}
