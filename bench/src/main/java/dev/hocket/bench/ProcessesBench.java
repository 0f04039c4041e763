package dev.hocket.bench;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.processes.ProcessesProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The process pool against Python's, both in one run, in turns: {@code ProcessesBench [ROUNDS]}.
 * Medians of the rounds; needs {@code python3}.
 */
public final class ProcessesBench {
    private static final int STREAMED = 2_000_000;
    private static final int ROUND_TRIPS = 20_000;
    private static final int DOUBLES = 12_500_000;
    private static final Duration OVERRUN = Duration.ofMillis(100);
    private static final Job<Long, Long> SAME = Job.of("same", (Long input) -> input);

    /** Prints one figure for each name: seconds for one operation. */
    private static final String PYTHON =
            """
            import multiprocessing as mp, sys, time
            from concurrent.futures import ProcessPoolExecutor
            def same(x): return x
            def answer(c): c.send(1)
            def swallow(c):
                while len(c.recv_bytes()) > 1: c.send(1)
            def timed(name, count, what):
                t = time.perf_counter(); what(); print(name, (time.perf_counter() - t) / count, flush=True)
            def start():
                c = mp.get_context('spawn'); a, b = c.Pipe(); p = c.Process(target=answer, args=(b,))
                p.start(); a.recv(); return p
            if __name__ == '__main__':
                p = []
                timed('start', 1, lambda: p.append(start())); p[0].join()
                n = 2000
                with mp.Pool(2) as pool:
                    pool.map(same, range(1000))
                    timed('apply', n, lambda: [pool.apply(same, (1,)) for _ in range(n)])
                    timed('map1', 50000, lambda: pool.map(same, range(50000), chunksize=1))
                    timed('map64', 500000, lambda: pool.map(same, range(500000), chunksize=64))
                with ProcessPoolExecutor(2) as pool:
                    list(pool.map(same, range(100)))
                    timed('submit', n, lambda: [pool.submit(same, 1).result() for _ in range(n)])
                    import os, signal
                    pid = pool.submit(os.getpid).result()
                    f = [pool.submit(time.sleep, 3600) for _ in range(2)]
                    timed('killed', 1, lambda: (os.kill(pid, signal.SIGKILL), f[0].exception()))
                a, b = mp.Pipe(); q = mp.Process(target=swallow, args=(b,)); q.start()
                big = bytes(100000000); a.send_bytes(bytes(10)); a.recv()
                timed('pipe', 1, lambda: (a.send_bytes(big), a.recv())); a.send_bytes(b'x'); q.join()
            """;

    private ProcessesBench() {}

    /** Runs all. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        Map<String, double[]> ours = new LinkedHashMap<>();
        Map<String, double[]> theirs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            int at = round;
            ours(false).forEach((name, value) -> put(ours, name, rounds, at, value));
            ours(true).forEach((name, value) -> put(ours, name + ", sockets", rounds, at, value));
            python().forEach((name, value) -> put(theirs, name, rounds, at, value));
        }
        System.out.printf("%-28s %12s  %-28s %12s  %9s%n", "ours", "", "python", "", "times");
        line(ours, "start", theirs, "start");
        line(ours, "spare", theirs, "start");
        line(ours, "killed, done again", theirs, "killed");
        System.out.printf(
                "an attempt in a busy loop ended %.1f ms after its deadline%n",
                median(ours, "overrun") * 1e3);
        for (String kind : List.of("", ", sockets")) {
            line(ours, "round trip" + kind, theirs, "apply");
            line(ours, "round trip" + kind, theirs, "submit");
            line(ours, "submit and join" + kind, theirs, "submit");
            line(ours, "map of one" + kind, theirs, "apply");
            line(ours, "map of one" + kind, theirs, "submit");
            line(ours, "stream" + kind, theirs, "map1");
            line(ours, "stream" + kind, theirs, "map64");
            line(ours, "100 MB of doubles" + kind, theirs, "pipe");
        }
    }

    private static void put(
            Map<String, double[]> all, String name, int rounds, int round, double value) {
        all.computeIfAbsent(name, any -> new double[rounds])[round] = value;
    }

    private static void line(
            Map<String, double[]> ours, String name, Map<String, double[]> theirs, String peer) {
        double mine = median(ours, name);
        double other = median(theirs, peer);
        System.out.printf(
                "%-28s %9.2f µs  %-28s %9.2f µs  %8.2fx%n",
                name, mine * 1e6, peer, other * 1e6, other / mine);
    }

    private static double median(Map<String, double[]> all, String name) {
        double[] sorted = all.getOrDefault(name, new double[] {Double.NaN}).clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private interface Action {
        void run() throws IOException;
    }

    private static double seconds(int count, Action action) throws IOException {
        long began = System.nanoTime();
        action.run();
        return (System.nanoTime() - began) / 1e9 / count;
    }

    private static Map<String, Double> ours(boolean sockets)
            throws IOException, InterruptedException {
        Map<String, Double> found = new LinkedHashMap<>();
        ProcessesProvider processes = new ProcessesProvider().sockets(sockets);
        start(processes, found);
        trips(processes, found);
        stream(processes, found);
        if (!sockets) {
            killed(processes, found);
            overrun(processes, found);
        }
        return found;
    }

    private static void start(ProcessesProvider processes, Map<String, Double> found)
            throws IOException, InterruptedException {
        try (Engine engine = processes.open(1)) {
            found.put("start", seconds(1, () -> engine.map(SAME, List.of(1L))));
        }
        double[] spares = new double[9];
        try (Engine engine = processes.spares(1).maxTasksPerWorker(1).open(1)) {
            for (int i = 0; i < spares.length; i++) {
                spares[i] = seconds(1, () -> engine.map(SAME, List.of(1L)));
                Thread.sleep(Duration.ofMillis(500)); // until the next one waits
            }
        }
        Arrays.sort(spares);
        found.put("spare", spares[spares.length / 2]);
    }

    private static void trips(ProcessesProvider processes, Map<String, Double> found)
            throws IOException {
        RunOptions<Long, Long> one = RunOptions.<Long, Long>defaults().withWindow(1);
        double[] large = new double[DOUBLES];
        Job<double[], Integer> length = Job.of("length", (double[] input) -> input.length);
        try (Engine engine = processes.open(1)) {
            last(found, "round trip", ROUND_TRIPS, () -> drain(engine, ROUND_TRIPS, one));
            last(found, "map of one", ROUND_TRIPS, () -> mapEach(engine, ROUND_TRIPS));
            last(found, "submit and join", ROUND_TRIPS, () -> submitEach(engine, ROUND_TRIPS));
            last(found, "100 MB of doubles", 1, () -> engine.map(length, List.of(large)));
        }
    }

    private static void submitEach(Engine engine, int count) {
        for (long i = 0; i < count; i++) {
            if (engine.submit(SAME, i).join() != i) {
                throw new IllegalStateException("a wrong output of input " + i);
            }
        }
    }

    private static void stream(ProcessesProvider processes, Map<String, Double> found)
            throws IOException {
        try (Engine engine = processes.open(2)) {
            last(found, "stream", STREAMED, () -> drain(engine, STREAMED, RunOptions.defaults()));
        }
    }

    /** The last of three times; the others warm up. */
    private static void last(Map<String, Double> found, String name, int count, Action action)
            throws IOException {
        for (int warm = 0; warm < 3; warm++) {
            found.put(name, seconds(count, action));
        }
    }

    /** How long it takes until the input of a worker that is killed is done by a spare. */
    private static void killed(ProcessesProvider processes, Map<String, Double> found)
            throws IOException {
        Path begun = Files.createTempDirectory("bench").resolve("begun");
        Job<String, Long> second = Job.of("second", ProcessesBench::second);
        try (Engine engine = engineInUse(processes);
                Run<String, Long> run =
                        engine.start(second, Inputs.of(List.of(begun.toString())))) {
            while (!Files.exists(begun)) {
                Thread.onSpinWait();
            }
            long pid = Long.parseLong(Files.readString(begun));
            ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();
            Action action =
                    () -> {
                        boolean _ = worker.destroyForcibly();
                        run.stream().forEach(ProcessesBench::isOk);
                    };
            found.put("killed, done again", seconds(1, action));
        } finally {
            Files.delete(begun);
            Files.delete(begun.getParent());
        }
    }

    /** Waits to be killed the first time, having said who it is; ends at once the second time. */
    private static long second(String file) throws IOException, InterruptedException {
        Path mark = Path.of(file);
        if (!Files.exists(mark)) {
            Path aside = Path.of(file + ".new");
            Files.writeString(aside, String.valueOf(ProcessHandle.current().pid()));
            Files.move(aside, mark, StandardCopyOption.ATOMIC_MOVE);
            Thread.sleep(Duration.ofHours(1));
        }
        return System.nanoTime();
    }

    /** By how much an attempt in a busy loop exceeds its deadline. */
    private static void overrun(ProcessesProvider processes, Map<String, Double> found)
            throws IOException {
        Job<Long, Long> endless = Job.of("endless", ProcessesBench::spin).deadline(OVERRUN);
        try (Engine engine = engineInUse(processes)) {
            double took = seconds(1, () -> engine.start(endless, Inputs.range(1, 2)).drain());
            found.put("overrun", took - OVERRUN.toNanos() / 1e9);
        }
    }

    private static long spin(long input) {
        long spun = input;
        while (spun >= 0) {
            spun = (spun + 1) & Long.MAX_VALUE;
        }
        return spun;
    }

    /** With a spare; its worker has run something, so that it is not blamed at once. */
    private static Engine engineInUse(ProcessesProvider processes) {
        Engine engine = processes.spares(1).open(1);
        List<Long> _ = engine.map(SAME, List.of(1L));
        return engine;
    }

    private static void isOk(Outcome<String, Long> outcome) {
        if (!(outcome instanceof Done)) {
            throw new IllegalStateException("not done again: " + outcome);
        }
    }

    private static void mapEach(Engine engine, int count) {
        for (long i = 0; i < count; i++) {
            if (engine.map(SAME, List.of(i)).getFirst() != i) {
                throw new IllegalStateException("another answer");
            }
        }
    }

    private static void drain(Engine engine, int count, RunOptions<Long, Long> options) {
        try (Run<Long, Long> run = engine.start(SAME, Inputs.range(0, count), options)) {
            if (run.stream().count() != count) {
                throw new IllegalStateException("not one outcome each");
            }
        }
    }

    private static Map<String, Double> python() throws IOException {
        Path script = Files.createTempFile("bench", ".py");
        try {
            Files.writeString(script, PYTHON);
            Process process =
                    new ProcessBuilder("python3", script.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            Map<String, Double> found = new LinkedHashMap<>();
            for (String line : process.inputReader(StandardCharsets.UTF_8).lines().toList()) {
                String[] words = line.split(" ", 2);
                found.put(words[0], Double.parseDouble(words[1]));
            }
            return found;
        } finally {
            Files.delete(script);
        }
    }
}
