package dev.hocket.examples;

import dev.hocket.AttemptListener;
import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Inputs submitted one by one, lanes that keep a state, outcomes polled, attempts listened to. */
public final class Futures {
    private Futures() {}

    /** Prints what each way gives. */
    public static void main(String[] args) {
        try (Engine engine = Engine.named("threads:2")) {
            futures(engine);
            state(engine);
            poll(engine);
            handOver(engine);
            listen(engine);
        }
    }

    private static void futures(Engine engine) {
        Job<String, Integer> length =
                Job.of("length", String::length)
                        .retry(Retry.upTo(3))
                        .deadline(Duration.ofSeconds(5));
        CompletableFuture<Integer> one = engine.submit(length, "one");
        CompletableFuture<Integer> eleven = engine.submit(length, "eleven");
        System.out.println("together: " + one.thenCombine(eleven, Integer::sum).join());
    }

    private static void state(Engine engine) {
        Job<String, String> query =
                Job.withState("query", Connection::open, (connection, key) -> connection.find(key));
        System.out.println(engine.map(query, Inputs.of("a", "b", "c")));
    }

    private static void poll(Engine engine) {
        Job<Long, Long> square = Job.of("square", number -> number * number);
        long sum = 0;
        try (Run<Long, Long> run = engine.start(square, Inputs.range(0, 10))) {
            while (!run.finished()) {
                Optional<Outcome<Long, Long>> next = run.poll(Duration.ofMillis(200));
                sum += next.isPresent() ? next.get().input() : 0; // else: time for something else
            }
        }
        System.out.println("polled: " + sum);
    }

    private static void handOver(Engine engine) {
        Job<Long, Long> square = Job.of("square", number -> number * number);
        try (ExecutorService screen = Executors.newSingleThreadExecutor();
                Run<Long, Long> run = engine.start(square, Inputs.range(0, 10))) {
            StringBuilder seen = new StringBuilder();
            CompletableFuture<Report> end =
                    run.outcomes(screen, outcome -> seen.append('.')).toCompletableFuture();
            System.out.println("handed over: " + end.join().done() + " " + seen);
        }
    }

    private static void listen(Engine engine) {
        AttemptListener listener =
                new AttemptListener() {
                    @Override
                    public void attemptRetried(Attempt attempt, Cause cause, Duration delay) {
                        System.out.println("again: " + attempt.input() + ", " + cause.message());
                    }
                };
        Flaky flaky = new Flaky();
        Job<String, String> job = Job.of("flaky", flaky::echo).retry(Retry.upTo(2));
        try (Run<String, String> run =
                engine.start(
                        job,
                        Inputs.of("a"),
                        RunOptions.<String, String>defaults().withListener(listener))) {
            System.out.println("done: " + run.drain().done());
        }
    }

    /** Stands for a connection to a database. */
    private static final class Connection implements AutoCloseable {
        static Connection open() {
            return new Connection();
        }

        String find(String key) {
            return "row " + key;
        }

        @Override
        public void close() {}
    }

    /** Fails once. */
    private static final class Flaky {
        private boolean failed;

        synchronized String echo(String text) {
            if (!failed) {
                failed = true;
                throw new IllegalStateException("not yet");
            }
            return text;
        }
    }
}
