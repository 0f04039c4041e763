package dev.hocket.bench;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The kernel against what a Java user would write without it. Each pair runs in a JVM of its own;
 * {@code KernelBench [NAME...]} runs those whose names begin so.
 */
public final class KernelBench {
    private static final int MILLION = 1_000_000;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private KernelBench() {}

    /** Runs the pairs named, or all. */
    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("--here")) {
            here(args[1]);
            return;
        }
        System.out.printf(
                "%-34s %10s  %-34s %10s  %6s  %s%n", "ours", "", "peer", "", "ratio", "of rounds");
        int worst = 0;
        for (String name : pairs().keySet()) {
            if (args.length == 0 || List.of(args).stream().anyMatch(name::startsWith)) {
                worst = Math.max(worst, Children.fork(KernelBench.class, "--here", name));
            }
        }
        System.exit(worst);
    }

    private static void here(String name) throws Exception {
        Case pair = Objects.requireNonNull(pairs().get(name), name).open();
        try {
            int rounds = Integer.getInteger("rounds", 9);
            Pair.Result result = pair.pair().measure(Integer.getInteger("warmups", 4), rounds);
            System.out.println(pair.pair().line(result));
        } finally {
            pair.closing().forEach(Runnable::run);
        }
    }

    /** A pair, and what closes what it holds open. */
    record Case(Pair pair, List<Runnable> closing) {}

    interface Opening {
        Case open();
    }

    private static Map<String, Opening> pairs() {
        Map<String, Opening> pairs = new TreeMap<>();
        for (String engine : List.of("threads", "forkjoin")) {
            pairs.put("0-" + engine, () -> toList(engine, "empty", 0, 3 * MILLION, 2.0));
            pairs.put("1us-" + engine, () -> toList(engine, "1 µs", 1_000, MILLION, 1.05));
            pairs.put("10us-" + engine, () -> toList(engine, "10 µs", 10_000, 100_000, 1.03));
            pairs.put("submit-" + engine, () -> submit(engine));
            pairs.put("futures-" + engine, () -> futures(engine));
        }
        pairs.put("0-async", () -> supplyAsync("empty", false, 1.5));
        pairs.put("stage-async", () -> supplyAsync("supplyAsync in each", true, 15));
        pairs.put("blocking", KernelBench::blocking);
        pairs.put("1us-reactive", KernelBench::reactor);
        pairs.put("exec-true-xargs", () -> exec("true", CommandPeer.XARGS, 2.0));
        pairs.put("exec-true-parallel", () -> exec("true", CommandPeer.PARALLEL, 1.0 / 3));
        pairs.put("exec-echo-xargs", () -> exec("echo", CommandPeer.XARGS, 2.0));
        pairs.put("exec-echo-parallel", () -> exec("echo", CommandPeer.PARALLEL, 1.0 / 3));
        pairs.put("exec-echo-n100-xargs", KernelBench::execBatches);
        pairs.put("batch-sequential", () -> batches("sequential", false));
        pairs.put("batch-threads", () -> batches("threads:" + CORES, true));
        pairs.put("reduce-threads", () -> reduce("threads"));
        pairs.put("reduce-forkjoin", () -> reduce("forkjoin"));
        pairs.putAll(CspPairs.all());
        return pairs;
    }

    private static Case toList(String name, String what, int nanos, int count, double limit) {
        Engine engine = Engine.named(name + ":" + CORES);
        long spins = nanos == 0 ? 0 : Spin.forNanos(nanos);
        Job<Long, Long> job = Job.of("bench", (Long input) -> Spin.work(input, spins));
        Pair.Work ours = () -> engine.map(job, Inputs.range(0, count));
        Pair.Work peer =
                () ->
                        LongStream.range(0, count)
                                .parallel()
                                .boxed()
                                .map(input -> Spin.work(input, spins))
                                .toList();
        return new Case(
                new Pair(name + ", " + what, "parallel stream toList", limit, ours, peer),
                List.of(engine::close));
    }

    private static Case reactor() {
        int count = MILLION;
        Engine engine = Engine.named("reactive:" + CORES);
        Scheduler scheduler = Schedulers.newParallel("peer", CORES);
        long spins = Spin.forNanos(1_000);
        Job<Long, Long> job = Job.of("bench", (Long input) -> Spin.work(input, spins));
        Pair.Work ours = () -> engine.map(job, Inputs.range(0, count));
        Pair.Work peer =
                () ->
                        Flux.range(0, count)
                                .parallel(CORES)
                                .runOn(scheduler)
                                .map(input -> Spin.work(input, spins))
                                .sequential()
                                .collectList()
                                .blockOptional()
                                .orElseThrow();
        return new Case(
                new Pair("reactive, 1 µs", "Flux.parallel().runOn", 1.3, ours, peer),
                List.of(engine::close, scheduler::dispose));
    }

    /**
     * All in flight: stages that are complete at once; or the very stages of the peer, which says
     * what an attempt costs that departs.
     */
    private static Case supplyAsync(String what, boolean elsewhere, double limit) {
        int count = MILLION;
        Engine engine = Engine.named("async:1000");
        Job<Long, Long> job =
                Job.async(
                        "bench",
                        (Long input) ->
                                elsewhere
                                        ? CompletableFuture.supplyAsync(() -> Spin.work(input, 0))
                                        : CompletableFuture.completedFuture(Spin.work(input, 0)));
        Pair.Work ours = () -> engine.map(job, Inputs.range(0, count));
        Pair.Work peer =
                () -> {
                    List<CompletableFuture<Long>> futures = new ArrayList<>(count);
                    for (long i = 0; i < count; i++) {
                        long input = i;
                        futures.add(CompletableFuture.supplyAsync(() -> Spin.work(input, 0)));
                    }
                    return futures.stream().map(CompletableFuture::join).toList();
                };
        return new Case(
                new Pair("async:1000, " + what, "supplyAsync + join", limit, ours, peer),
                List.of(engine::close));
    }

    private static Case submit(String name) {
        int count = MILLION;
        Engine engine = Engine.named(name + ":" + CORES);
        ExecutorService pool = Executors.newFixedThreadPool(CORES);
        Job<Long, Long> job = Job.of("bench", (Long input) -> Spin.work(input, 0));
        Pair.Work ours = () -> engine.map(job, Inputs.range(0, count));
        Pair.Work peer =
                () -> {
                    List<Future<Long>> futures = new ArrayList<>(count);
                    for (long i = 0; i < count; i++) {
                        long input = i;
                        futures.add(pool.submit(() -> Spin.work(input, 0)));
                    }
                    long sum = 0;
                    for (Future<Long> future : futures) {
                        sum += future.get();
                    }
                    return sum;
                };
        return new Case(
                new Pair(name + ", empty", "fixed pool submit + get", 0.10, ours, peer),
                List.of(engine::close, pool::close));
    }

    /** One future for each input, on both sides. */
    private static Case futures(String name) {
        int count = MILLION;
        Engine engine = Engine.named(name + ":" + CORES);
        ExecutorService pool = Executors.newFixedThreadPool(CORES);
        Job<Long, Long> job = Job.of("bench", (Long input) -> Spin.work(input, 0));
        Pair.Work ours =
                () -> {
                    List<CompletableFuture<Long>> futures = new ArrayList<>(count);
                    for (long i = 0; i < count; i++) {
                        futures.add(engine.submit(job, i));
                    }
                    long sum = 0;
                    for (CompletableFuture<Long> future : futures) {
                        sum += future.join();
                    }
                    return sum;
                };
        Pair.Work peer =
                () -> {
                    List<Future<Long>> futures = new ArrayList<>(count);
                    for (long i = 0; i < count; i++) {
                        long input = i;
                        futures.add(pool.submit(() -> Spin.work(input, 0)));
                    }
                    long sum = 0;
                    for (Future<Long> future : futures) {
                        sum += future.get();
                    }
                    return sum;
                };
        return new Case(
                new Pair(name + ", submit empty", "fixed pool submit + get", 1.0, ours, peer),
                List.of(engine::close, pool::close));
    }

    private static Case blocking() {
        int count = 10_000;
        Engine engine = Engine.named("virtual:1000");
        Job<Long, Long> job =
                Job.of(
                        "bench",
                        (Long input) -> {
                            Thread.sleep(10);
                            return input;
                        });
        Pair.Work ours = () -> engine.map(job, Inputs.range(0, count));
        Pair.Work peer =
                () -> {
                    Semaphore free = new Semaphore(1_000);
                    List<Future<Long>> futures = new ArrayList<>(count);
                    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                        for (long i = 0; i < count; i++) {
                            long input = i;
                            free.acquire();
                            futures.add(
                                    threads.submit(() -> {
                                        try {
                                            Thread.sleep(10);
                                            return input;
                                        } finally {
                                            free.release();
                                        }
                                    }));
                        }
                    }
                    return futures;
                };
        return new Case(
                new Pair("virtual:1000, sleep 10 ms", "virtual + Semaphore", 1.05, ours, peer),
                List.of(engine::close));
    }

    /** The peer uses one core, so an engine with more lanes is compared by CPU time. */
    private static Case batches(String name, boolean byCpu) {
        int count = MILLION;
        Engine engine = Engine.named(name);
        long spins = Spin.forNanos(1_000);
        Job<Long, Long> job =
                Job.batch("bench", (List<Long> inputs) -> loop(inputs, spins)).batchSize(1_000);
        List<Long> all = LongStream.range(0, count).boxed().toList();
        Pair.Work ours = () -> engine.map(job, Inputs.of(all));
        Pair.Work peer = () -> loop(all, spins);
        return new Case(
                new Pair(name + ", 1 µs in 1,000s", "plain loop", 1.02, ours, peer, byCpu),
                List.of(engine::close));
    }

    private static List<Long> loop(List<Long> inputs, long spins) {
        List<Long> outputs = new ArrayList<>(inputs.size());
        for (Long input : inputs) {
            outputs.add(Spin.work(input, spins));
        }
        return outputs;
    }

    private static Case reduce(String name) {
        long count = 100L * MILLION;
        Engine engine = Engine.named(name + ":" + CORES);
        Pair.Work ours =
                () -> engine.reduceToDouble(0, count, 0.0, i -> 1.0 / (i * i + 1.0), Double::sum);
        Pair.Work peer =
                () ->
                        LongStream.range(0, count)
                                .parallel()
                                .mapToDouble(i -> 1.0 / (i * i + 1.0))
                                .sum();
        return new Case(
                new Pair(name + ", reduce 100M", "parallel stream sum", 1.1, ours, peer),
                List.of(engine::close));
    }

    private static Case execBatches() {
        int count = 200_000;
        return new Case(
                new Pair(
                        "hocket exec -j2 -n100 echo, " + count,
                        CommandPeer.XARGS_HUNDREDS.text("echo"),
                        1.1,
                        () -> CommandPeer.HOCKET_HUNDREDS.run("echo", count),
                        () -> CommandPeer.XARGS_HUNDREDS.run("echo", count)),
                List.of());
    }

    private static Case exec(String command, CommandPeer peer, double limit) {
        int count = 2_000;
        return new Case(
                new Pair(
                        "hocket exec -j4 " + command + ", " + count,
                        peer.text(command),
                        limit,
                        () -> CommandPeer.HOCKET.run(command, count),
                        () -> peer.run(command, count)),
                List.of());
    }
}
