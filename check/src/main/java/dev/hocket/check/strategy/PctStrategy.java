package dev.hocket.check.strategy;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010):
 * threads have random priorities, the highest runs, and at {@code changes} random steps the running
 * thread falls below all others. A bug that needs so many ordered changes is found with a
 * probability that has a lower bound. Here a thread that yields falls, too, so that spinning ends.
 */
public final class PctStrategy implements Strategy {
    private final int changes;
    private RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private int[] points = {};
    private int longest = 16;
    private int seen;
    private long lowest;

    public PctStrategy(int changes) {
        this.changes = changes;
    }

    /** The longest schedule that it has seen, in steps. */
    int longest() {
        return Math.max(longest, Math.min(seen, 10_000));
    }

    void learn(int steps) {
        longest = steps;
        seen = 0;
    }

    @Override
    public void begin(RandomGenerator random) {
        this.random = random;
        longest = longest();
        points = random.ints(changes, 0, longest).sorted().toArray();
        lowest = 0;
        seen = 0;
    }

    @Override
    public Candidate next(Candidates candidates) {
        int step = seen++;
        Candidate current = candidates.current;
        if (current != null
                && (current.yielding
                        || current.timed()
                        || Arrays.binarySearch(points, step) >= 0)) {
            current.priority = --lowest;
        }
        Candidate best = candidates.get(0);
        for (int i = 0; i < candidates.size(); i++) {
            Candidate fiber = candidates.get(i);
            if (fiber.priority == 0) {
                fiber.priority = 1 + (random.nextLong() >>> 2);
            }
            if (fiber.priority > best.priority) {
                best = fiber;
            }
        }
        return best;
    }
}
