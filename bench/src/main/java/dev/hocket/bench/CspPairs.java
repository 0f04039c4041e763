package dev.hocket.bench;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelClosed;
import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.csp.Pipeline;
import dev.hocket.csp.PipelineRun;
import dev.hocket.csp.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** The engine {@code csp} and pipelines against channels by hand: one in, one out, two workers. */
final class CspPairs {
    private static final int MILLION = 1_000_000;
    private static final int WORKERS = 2;
    private static final int CAPACITY = Channel.DEFAULT_BUFFER_SIZE;

    private CspPairs() {}

    static Map<String, KernelBench.Opening> all() {
        Map<String, KernelBench.Opening> pairs = new TreeMap<>();
        pairs.put("0-csp", () -> engine("empty", 0, MILLION));
        pairs.put("1us-csp", () -> engine("1 µs", 1_000, MILLION));
        pairs.put("10us-csp", () -> engine("10 µs", 10_000, MILLION / 10));
        pairs.put("1us-pipeline", () -> pipeline("1 µs", 1_000, MILLION));
        return pairs;
    }

    private static KernelBench.Case engine(String what, int nanos, int count) {
        Engine engine = Engine.named("csp:" + WORKERS);
        long spins = nanos == 0 ? 0 : Spin.forNanos(nanos);
        Job<Long, Long> job = Job.of("bench", (Long input) -> Spin.work(input, spins));
        return new KernelBench.Case(
                new Pair(
                        "csp, " + what,
                        "plain Jox, 2 virtual workers",
                        1.3,
                        () -> engine.map(job, Inputs.range(0, count)),
                        () -> byHand(count, spins)),
                List.of(engine::close));
    }

    private static KernelBench.Case pipeline(String what, int nanos, int count) {
        long spins = Spin.forNanos(nanos);
        Pipeline<Long, Long> pipeline =
                Pipeline.of(
                        Stage.of("work", (Long input) -> Spin.work(input, spins)).width(WORKERS));
        Pair.Work ours =
                () -> {
                    try (PipelineRun<Long> run =
                            pipeline.start(LongStream.range(0, count).boxed())) {
                        return run.toList();
                    }
                };
        return new KernelBench.Case(
                new Pair(
                        "pipeline of one stage, " + what,
                        "plain Jox, 2 virtual workers",
                        1.3,
                        ours,
                        () -> byHand(count, spins)),
                List.of());
    }

    private static List<Long> byHand(int count, long spins) throws InterruptedException {
        Channel<Long> in = Channel.newBufferedChannel(CAPACITY);
        Channel<Long> out = Channel.newBufferedChannel(CAPACITY);
        AtomicInteger working = new AtomicInteger(WORKERS);
        Thread.startVirtualThread(() -> send(count, in));
        for (int i = 0; i < WORKERS; i++) {
            Thread.startVirtualThread(() -> work(in, out, spins, working));
        }
        List<Long> outputs = new ArrayList<>(count);
        out.forEach(outputs::add);
        return outputs;
    }

    private static void send(int count, Channel<Long> in) {
        try {
            for (long i = 0; i < count; i++) {
                in.send(i);
            }
            in.done();
        } catch (InterruptedException interrupted) {
            in.error(interrupted);
        }
    }

    private static void work(
            Channel<Long> in, Channel<Long> out, long spins, AtomicInteger working) {
        try {
            for (Object got = in.receiveOrClosed();
                    !(got instanceof ChannelClosed);
                    got = in.receiveOrClosed()) {
                out.send(Spin.work((Long) got, spins));
            }
            if (working.decrementAndGet() == 0) {
                out.done();
            }
        } catch (InterruptedException interrupted) {
            out.error(interrupted);
        }
    }
}
