package dev.hocket.bench;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Run;
import dev.hocket.RunOptions;
import dev.hocket.processes.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        for (String kind : List.of("", ", sockets")) {
            line(ours, "round trip" + kind, theirs, "apply");
            line(ours, "round trip" + kind, theirs, "submit");
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

    private static Map<String, Double> ours(boolean sockets) throws IOException {
        Map<String, Double> found = new LinkedHashMap<>();
        Job<Long, Long> same = Job.of("same", (Long input) -> input);
        Processes processes = new Processes().sockets(sockets);
        try (Engine engine = processes.open(1)) {
            found.put("start", seconds(1, () -> engine.map(same, List.of(1L))));
        }
        try (Engine engine = processes.spares(1).open(1)) {
            List<Long> _ = engine.map(same, List.of(1L)); // the first is on its way or there
            found.put("spare", seconds(1, () -> engine.map(same, List.of(1L))));
        }
        try (Engine engine = processes.open(1)) {
            RunOptions<Long, Long> one = RunOptions.<Long, Long>defaults().withWindow(1);
            for (int warm = 0; warm < 3; warm++) {
                found.put(
                        "round trip",
                        seconds(ROUND_TRIPS, () -> drain(engine, same, ROUND_TRIPS, one)));
            }
            for (int warm = 0; warm < 3; warm++) {
                found.put(
                        "map of one",
                        seconds(ROUND_TRIPS, () -> mapEach(engine, same, ROUND_TRIPS)));
            }
            double[] large = new double[DOUBLES];
            Job<double[], Integer> length = Job.of("length", (double[] input) -> input.length);
            for (int warm = 0; warm < 3; warm++) {
                found.put(
                        "100 MB of doubles", seconds(1, () -> engine.map(length, List.of(large))));
            }
        }
        try (Engine engine = processes.open(2)) {
            for (int warm = 0; warm < 3; warm++) {
                found.put(
                        "stream",
                        seconds(
                                STREAMED,
                                () -> drain(engine, same, STREAMED, RunOptions.defaults())));
            }
        }
        return found;
    }

    private static void mapEach(Engine engine, Job<Long, Long> job, int count) {
        for (long i = 0; i < count; i++) {
            if (engine.map(job, List.of(i)).getFirst() != i) {
                throw new IllegalStateException("another answer");
            }
        }
    }

    private static void drain(
            Engine engine, Job<Long, Long> job, int count, RunOptions<Long, Long> options) {
        try (Run<Long, Long> run = engine.start(job, Inputs.range(0, count), options)) {
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
