package dev.hocket.examples;

import com.softwaremill.jox.Channel;
import dev.hocket.csp.ProcessNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Workers in a ring pass a token on, several times around. The one that gets it last returns: its
 * neighbour's channel then has no writer, so the neighbour ends as well, and so on around the ring.
 */
public final class Ring {
    private Ring() {}

    /** Takes the numbers of workers and of rounds; the defaults are 1000 and 100. */
    public static void main(String[] arguments) throws InterruptedException {
        int workers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        long start = System.nanoTime();
        long passes = run(workers, rounds);
        System.out.printf(
                "%d workers, %d rounds: %d passes, %.0f ns each%n",
                workers, rounds, passes, (double) (System.nanoTime() - start) / passes);
    }

    /** How often the token was passed on. */
    static long run(int workers, int rounds) throws InterruptedException {
        AtomicLong passes = new AtomicLong();
        try (ProcessNetwork ring = new ProcessNetwork("ring")) {
            List<Channel<Integer>> channels = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                channels.add(ring.channel(1));
            }
            for (int i = 0; i < workers; i++) {
                Channel<Integer> from = channels.get(i);
                Channel<Integer> to = channels.get((i + 1) % workers);
                int step = i == 0 ? 1 : 0; // the first worker counts the rounds
                ring.process("worker-" + i, () -> work(from, to, step, rounds, passes))
                        .reads(from)
                        .writes(to);
            }
            ring.start();
            channels.getFirst().send(-1);
            ring.join();
        }
        return passes.get();
    }

    private static void work(
            Channel<Integer> from, Channel<Integer> to, int step, int rounds, AtomicLong passes)
            throws InterruptedException {
        while (true) {
            int round = from.receive() + step;
            if (round == rounds) {
                return;
            }
            passes.incrementAndGet();
            to.send(round);
        }
    }
}
