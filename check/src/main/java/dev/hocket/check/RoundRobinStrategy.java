package dev.hocket.check;

import java.util.random.RandomGenerator;

/**
 * Each thread in turn, for {@code quantum} steps: a schedule that is fair to all. A thread whose
 * turn is over when no other can go on, because of a lock that it holds, goes on only until one
 * can; and a wait only times out when no thread can go on.
 */
final class RoundRobinStrategy implements Strategy {
    private final int most;
    private int quantum;
    private int left;
    private int lead;
    private RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    RoundRobinStrategy(int quantum) {
        this.quantum = quantum;
        this.most = 0;
    }

    private RoundRobinStrategy(int quantum, int most) {
        this.quantum = quantum;
        this.most = most;
    }

    /** By turns of a random length up to this, after a few steps at random. */
    static RoundRobinStrategy afterRandomLead(int quantum) {
        return new RoundRobinStrategy(1, quantum);
    }

    @Override
    public void begin(RandomGenerator random) {
        this.random = random;
        if (most > 0) {
            lead = random.nextInt(40);
            quantum = 1 + random.nextInt(most);
        }
        left = quantum;
    }

    @Override
    public boolean fair() {
        return lead == 0;
    }

    @Override
    public boolean heedsYields() {
        return false;
    }

    @Override
    public Fiber next(Candidates choice) {
        if (lead > 0) {
            lead--;
            return choice.fiber(random.nextInt(choice.size()));
        }
        Fiber current = choice.current;
        int among = choice.punctual() > 0 ? choice.punctual() : choice.size();
        if (current != null && left > 1 && !current.yielding && has(choice, among, current)) {
            left--;
            return current;
        }
        Fiber chosen = after(choice, among, current == null ? -1 : current.number);
        left = chosen == current ? 1 : quantum;
        return chosen;
    }

    private static boolean has(Candidates choice, int among, Fiber fiber) {
        for (int i = 0; i < among; i++) {
            if (choice.fiber(i) == fiber) {
                return true;
            }
        }
        return false;
    }

    /** The next one by the numbers, of those that come first. */
    private static Fiber after(Candidates choice, int among, int number) {
        for (int i = 0; i < among; i++) {
            if (choice.fiber(i).number > number) {
                return choice.fiber(i);
            }
        }
        return choice.fiber(0);
    }
}
