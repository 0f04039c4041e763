package dev.hocket.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Every interleaving, one after the other, depth first, but for those that differ only in the order
 * of steps that do not touch each other: sleep sets (Godefroid, Partial-Order Methods for the
 * Verification of Concurrent Systems, 1996). A thread sleeps at a choice where its pending step was
 * already tried from the same state, until a step that conflicts with it has been taken; a run in
 * which all threads that can go on sleep is one that has been seen.
 *
 * <p>A run is repeated up to the deepest choice with something left, since nothing is stored but
 * the choices. Small tests come to an end ({@link #exhausted}); then nothing is left that could go
 * wrong. Time cannot be enumerated: where a wait has a limit, the end is none ({@link #complete}).
 */
final class Exhaustive implements Strategy {
    private static final int MOST_CHOICES = 4_000;

    private final List<Node> stack = new ArrayList<>();
    private final RoundRobin rest = new RoundRobin(Integer.MAX_VALUE);
    private BitSet sleeping = new BitSet();
    private int depth;
    private boolean seen;
    private boolean exhausted;
    private boolean complete = true;

    /** A choice, what was tried at it, and what slept when it was come to. */
    private static final class Node {
        private final int[] enabled;
        private final BitSet asleep;
        private int chosen;

        Node(int[] enabled, BitSet asleep, int chosen) {
            this.enabled = enabled;
            this.asleep = asleep;
            this.chosen = chosen;
        }
    }

    @Override
    public void begin(RandomGenerator random) {
        rest.begin(random);
        sleeping = new BitSet();
        depth = 0;
        seen = false;
    }

    @Override
    public Fiber next(Choice choice) {
        complete &= choice.punctual() == choice.size();
        if (seen) {
            return rest.next(choice);
        }
        Fiber chosen = choice.size() == 1 ? only(choice.fiber(0)) : choose(choice);
        if (chosen == null) {
            seen = true;
            return rest.next(choice);
        }
        BitSet still = new BitSet();
        for (int i = 0; i < choice.size(); i++) {
            Fiber fiber = choice.fiber(i);
            if (sleeping.get(fiber.number)
                    && fiber != chosen
                    && !Conflicts.between(fiber, chosen)) {
                still.set(fiber.number);
            }
        }
        sleeping = still;
        return chosen;
    }

    private @Nullable Fiber only(Fiber fiber) {
        return sleeping.get(fiber.number) ? null : fiber;
    }

    private @Nullable Fiber choose(Choice choice) {
        if (depth == stack.size()) {
            Fiber first = preferred(choice);
            if (first == null) {
                return null;
            }
            if (depth >= MOST_CHOICES) {
                complete = false;
                return first;
            }
            int[] enabled = new int[choice.size()];
            for (int i = 0; i < enabled.length; i++) {
                enabled[i] = choice.fiber(i).number;
            }
            stack.add(new Node(enabled, (BitSet) sleeping.clone(), first.number));
        }
        Node node = stack.get(depth++);
        sleeping = (BitSet) node.asleep.clone();
        for (int i = 0; i < choice.size(); i++) {
            if (choice.fiber(i).number == node.chosen) {
                return choice.fiber(i);
            }
        }
        complete = false;
        return null;
    }

    private @Nullable Fiber preferred(Choice choice) {
        Fiber current = choice.current;
        if (current != null && choice.has(current) && !sleeping.get(current.number)) {
            return current;
        }
        for (int i = 0; i < choice.size(); i++) {
            if (!sleeping.get(choice.fiber(i).number)) {
                return choice.fiber(i);
            }
        }
        return null;
    }

    @Override
    public void end() {
        while (!stack.isEmpty()) {
            Node node = stack.getLast();
            node.asleep.set(node.chosen);
            for (int number : node.enabled) {
                if (!node.asleep.get(number)) {
                    node.chosen = number;
                    return;
                }
            }
            stack.removeLast();
        }
        exhausted = true;
    }

    @Override
    public boolean exhausted() {
        return exhausted;
    }

    /** Whether what was tried is all there is. */
    boolean complete() {
        return exhausted && complete;
    }

    /** Something happened that has no bounded number of ways to happen. */
    void spoil() {
        complete = false;
    }
}
