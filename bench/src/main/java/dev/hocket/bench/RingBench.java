package dev.hocket.bench;

import dev.hocket.link.shared.SharedDoubles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The links to a child process without the engine around them: messages there and back, and 100 MB
 * of doubles, against a Unix domain socket with nothing around it.
 */
public final class RingBench {
    private static final int ROUND_TRIPS = 20_000;
    private static final int NUMBERS = 12_500_000;

    private RingBench() {}

    /** Prints the table. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("hocket-bench");
        try (LinkRounds ring = LinkRounds.ring();
                LinkRounds socket = LinkRounds.socket(folder);
                RawSocket raw = RawSocket.start(folder);
                SharedDoubles few = SharedDoubles.allocate(125);
                SharedDoubles many = SharedDoubles.allocate(NUMBERS)) {
            many.fill(1);
            List<Pair> pairs =
                    List.of(
                            trips("ring", 1.0 / 15, ring, raw),
                            trips("socket", 1.5, socket, raw),
                            numbers("ring", 1.0, ring, raw),
                            numbers("socket", 1.2, socket, raw),
                            new Pair(
                                    "100 MB, shared array x 1,000",
                                    "1 kB, shared array x 1,000",
                                    1.2,
                                    () -> share(ring, many),
                                    () -> share(ring, few)));
            for (Pair pair : pairs) {
                System.out.println(pair.line(pair.measure(3, Integer.getInteger("rounds", 7))));
            }
            System.out.printf(
                    "a ring round trip when nothing disturbs it: %.3f µs%n", leastMicros(ring));
        } finally {
            Files.deleteIfExists(folder.resolve("raw.sock"));
            Files.deleteIfExists(folder);
        }
    }

    private static Pair trips(String name, double limit, LinkRounds link, RawSocket raw) {
        return new Pair(
                ROUND_TRIPS + " round trips, " + name,
                "raw socket",
                limit,
                () -> link.echo(ROUND_TRIPS, RawSocket.SMALL),
                () -> raw.echo(ROUND_TRIPS));
    }

    private static Pair numbers(String name, double limit, LinkRounds link, RawSocket raw) {
        double[] numbers = new double[NUMBERS];
        return new Pair(
                "100 MB, " + name,
                "raw socket",
                limit,
                () -> link.send(numbers),
                () -> raw.send(numbers));
    }

    private static double share(LinkRounds link, SharedDoubles array) throws Exception {
        double sum = 0;
        for (int i = 0; i < 1_000; i++) {
            sum += link.share(array);
        }
        return sum;
    }

    private static double leastMicros(LinkRounds ring) throws Exception {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5_000; i++) {
            long start = System.nanoTime();
            long _ = ring.echo(100, RawSocket.SMALL);
            least = Math.min(least, System.nanoTime() - start);
        }
        return least / 1e3 / 100;
    }
}
