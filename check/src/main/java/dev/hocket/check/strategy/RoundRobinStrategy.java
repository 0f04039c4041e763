package dev.hocket.check.strategy;

import java.util.random.RandomGenerator;

/**
 * Each thread in turn, for {@code quantum} steps: a schedule that is fair to all. A thread whose
 * turn is over when no other can go on, because of a lock that it holds, goes on only until one
 * can; and a wait only times out when no thread can go on, or its time has come.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class RoundRobinStrategy implements Strategy {
    private final int most;
    private int quantum;
    private int left;
    private int lead;
    private RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    public RoundRobinStrategy(int quantum) {
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
    public Candidate next(Candidates candidates) {
        if (lead > 0) {
            lead--;
            return candidates.get(random.nextInt(candidates.size()));
        }
        if (candidates.due) {
            left = 1;
            return candidates.get(candidates.punctual());
        }
        Candidate current = candidates.current;
        int among = candidates.punctual() > 0 ? candidates.punctual() : candidates.size();
        if (current != null && left > 1 && !current.yielding && has(candidates, among, current)) {
            left--;
            return current;
        }
        Candidate chosen = after(candidates, among, current == null ? -1 : current.number);
        left = chosen == current ? 1 : quantum;
        return chosen;
    }

    private static boolean has(Candidates candidates, int among, Candidate fiber) {
        for (int i = 0; i < among; i++) {
            if (candidates.get(i) == fiber) {
                return true;
            }
        }
        return false;
    }

    /** The next one by the numbers, of those that come first. */
    private static Candidate after(Candidates candidates, int among, int number) {
        for (int i = 0; i < among; i++) {
            if (candidates.get(i).number > number) {
                return candidates.get(i);
            }
        }
        return candidates.get(0);
    }
}
