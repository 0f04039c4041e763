package dev.hocket.check;

import java.util.random.RandomGenerator;

/**
 * Any thread that can go on, each as likely as the other; or the same again, as often as {@code
 * stay} says.
 */
final class RandomWalkStrategy implements Strategy {
    private final double stay;
    private RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    RandomWalkStrategy(double stay) {
        this.stay = stay;
    }

    @Override
    public void begin(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Fiber next(Candidates choice) {
        Fiber current = choice.current;
        if (current != null && stay > 0 && choice.has(current) && random.nextDouble() < stay) {
            return current;
        }
        return choice.fiber(choice.size() == 1 ? 0 : random.nextInt(choice.size()));
    }
}
