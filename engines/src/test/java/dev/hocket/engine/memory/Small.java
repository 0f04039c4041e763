package dev.hocket.engine.memory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** What the children run: {@code MODE ENGINE}. Prints the counts that the test looks at. */
final class Small {
    private static final long INPUTS = 10_000_000;
    private static final int KILOBYTES_100 = 100_000;
    private static final long STUCK_NANOS = 60_000_000_000L;

    private Small() {}

    public static void main(String[] args) throws Exception {
        try (Engine engine = Engine.named(args[1])) {
            switch (args[0]) {
                case "iterate" -> iterate(engine, false);
                case "order" -> iterate(engine, true);
                case "retry" -> retry(engine);
                case "stop" -> stop(engine);
                case "inputs" -> heavy(engine, "inputs");
                case "outputs" -> heavy(engine, "outputs");
                case "strings" -> heavy(engine, "strings");
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
    }

    private static Inputs<String> lazily() {
        return Inputs.of(LongStream.range(0, INPUTS).mapToObj(i -> "input " + i));
    }

    private static void iterate(Engine engine, boolean inOrder) {
        long count = 0;
        long length = 0;
        try (Run<String, Integer> run = engine.start(Job.of("length", String::length), lazily())) {
            for (Outcome<String, Integer> outcome : inOrder ? run.inOrder() : run) {
                count += outcome.isDone() ? 1 : 0;
                length += outcome.input().length();
            }
        }
        System.out.println(count + " " + length);
    }

    private static void retry(Engine engine) {
        AtomicLong attempts = new AtomicLong();
        Job<String, Integer> job =
                Job.<String, Integer>of(
                                "retry",
                                text -> {
                                    if (attempts.incrementAndGet() % 100 == 0) {
                                        throw new IllegalStateException();
                                    }
                                    return text.length();
                                })
                        .retry(Retry.upTo(100));
        try (Run<String, Integer> run = engine.start(job, lazily())) {
            System.out.println(run.drain().done() + " " + (attempts.get() > INPUTS));
        }
    }

    /**
     * Inputs or outputs of 100 kB, made lazily; the consumer takes one only when many are ahead of
     * it, which must be no more than an eighth of the heap holds, and what the lanes just make.
     */
    private static void heavy(Engine engine, String what) {
        AtomicLong made = new AtomicLong();
        AtomicLong consumed = new AtomicLong();
        AtomicLong most = new AtomicLong();
        LongFunction<byte[]> make =
                i -> {
                    most.accumulateAndGet(made.incrementAndGet() - consumed.get(), Math::max);
                    return new byte[KILOBYTES_100];
                };
        try (Run<?, ?> run =
                switch (what) {
                    case "inputs" ->
                            engine.start(
                                    Job.of("light", (byte[] bytes) -> bytes[7]),
                                    Inputs.of(LongStream.range(0, INPUTS).mapToObj(make)));
                    case "strings" ->
                            engine.start(
                                    Job.of("text", String::length),
                                    Inputs.range(0, INPUTS)
                                            .mapIndexed(
                                                    (i, _) -> new String(make.apply(i), US_ASCII)));
                    default ->
                            engine.start(
                                    Job.of("large", (Long i) -> make.apply(i)),
                                    Inputs.range(0, INPUTS));
                }) {
            var outcomes = run.iterator();
            while (consumed.get() < 3_000) {
                long began = System.nanoTime();
                while (made.get() - consumed.get() < 40) {
                    Thread.onSpinWait();
                    if (System.nanoTime() - began > STUCK_NANOS) {
                        throw new AssertionError("stuck at " + run.progress());
                    }
                }
                if (!outcomes.next().isDone()) {
                    throw new AssertionError("an attempt failed");
                }
                consumed.incrementAndGet();
            }
            System.out.println(most.get() <= 160 ? "bounded" : "ahead by " + most);
        }
    }

    /** Each output takes 100 kB, and the consumer reads one: the window holds what there is. */
    private static void stop(Engine engine) {
        AtomicLong made = new AtomicLong();
        Job<Long, byte[]> job =
                Job.of(
                        "large",
                        i -> {
                            made.incrementAndGet();
                            return new byte[KILOBYTES_100];
                        });
        RunOptions<Long, byte[]> options =
                RunOptions.<Long, byte[]>defaults().withWindow(200).withWindowBytes(1 << 30);
        try (Run<Long, byte[]> run = engine.start(job, Inputs.range(0, INPUTS), options)) {
            Iterator<Outcome<Long, byte[]>> outcomes = run.iterator();
            Outcome<Long, byte[]> _ = outcomes.next();
            long began = System.nanoTime();
            while (made.get() < 200) {
                Thread.onSpinWait(); // up to its window it goes on by itself
                if (System.nanoTime() - began > STUCK_NANOS) {
                    throw new AssertionError("stuck at " + run.progress());
                }
            }
            for (int i = 0; i < 2_000; i++) {
                if (!outcomes.next().isDone()) {
                    throw new AssertionError("an attempt failed");
                }
            }
            System.out.println(run.progress().claimed() <= 2_001 + 200);
        }
    }
}
