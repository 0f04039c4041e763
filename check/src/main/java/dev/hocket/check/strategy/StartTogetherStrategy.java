package dev.hocket.check.strategy;

import java.util.random.RandomGenerator;

/**
 * Lets the test's first thread run until it waits for the others, as a test with a starting gate
 * does, and from there on follows another strategy. With many threads, a bug that needs all of them
 * at once is hardly met by a strategy that lets the early ones end before the last has begun.
 */
public final class StartTogetherStrategy implements Strategy {
    private final Strategy then;
    private boolean started;

    StartTogetherStrategy(Strategy then) {
        this.then = then;
    }

    @Override
    public void begin(RandomGenerator random) {
        started = false;
        then.begin(random);
    }

    @Override
    public Candidate next(Candidates candidates) {
        if (!started) {
            Candidate first = candidates.get(0);
            if (first.number == 0 && candidates.punctual() > 0 && !first.yielding) {
                return first;
            }
            started = true;
        }
        return then.next(candidates);
    }

    @Override
    public boolean heedsYields() {
        return then.heedsYields();
    }

    @Override
    public boolean fair() {
        return started && then.fair();
    }

    @Override
    public void end() {
        then.end();
    }
}
