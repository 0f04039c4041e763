package dev.hocket.check.strategy;

import java.util.random.RandomGenerator;

/**
 * Partial order sampling (Yuan, Yang, Gu, CAV 2018): every pending operation has a random priority,
 * the highest runs, and those that conflict with it draw anew. Orders of operations that matter are
 * met more evenly than by a random walk.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class PosStrategy implements Strategy {
    private RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    @Override
    public void begin(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Candidate next(Candidates candidates) {
        Candidate best = candidates.get(0);
        for (int i = 0; i < candidates.size(); i++) {
            Candidate fiber = candidates.get(i);
            if (fiber.priority == 0) {
                fiber.priority = draw();
            }
            if (fiber.priority > best.priority) {
                best = fiber;
            }
        }
        for (int i = 0; i < candidates.size(); i++) {
            Candidate fiber = candidates.get(i);
            if (fiber == best || OperationConflicts.between(fiber, best)) {
                fiber.priority = 0;
            }
        }
        return best;
    }

    private long draw() {
        return 1 + (random.nextLong() >>> 2);
    }
}
