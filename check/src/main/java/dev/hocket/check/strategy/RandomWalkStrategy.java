package dev.hocket.check.strategy;

import java.util.random.RandomGenerator;

/**
 * Any thread that can go on, each as likely as the other; or the same again, as often as {@code
 * stay} says.
 */
public final class RandomWalkStrategy implements Strategy {
    private final double stay;
    private RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    public RandomWalkStrategy(double stay) {
        this.stay = stay;
    }

    @Override
    public void begin(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Candidate next(Candidates candidates) {
        Candidate current = candidates.current;
        if (current != null && stay > 0 && candidates.has(current) && random.nextDouble() < stay) {
            return current;
        }
        return candidates.get(candidates.size() == 1 ? 0 : random.nextInt(candidates.size()));
    }
}
