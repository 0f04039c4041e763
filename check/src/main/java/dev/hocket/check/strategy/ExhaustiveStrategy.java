package dev.hocket.check.strategy;

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
 * <p>A step may do more than it announced: complete a task that another thread waits for, or end
 * its thread. That is known when it has been taken, and kept for when it sleeps.
 *
 * <p>A run is repeated up to the deepest choice with something left, since nothing is stored but
 * the choices. Small tests come to an end ({@link #exhausted}); then nothing is left that could go
 * wrong. Time cannot be enumerated: where a wait has a limit, the end is none ({@link #complete}).
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class ExhaustiveStrategy implements Strategy {
    private static final int MOST_CHOICES = 4_000;

    private final List<Node> stack = new ArrayList<>();
    private final RoundRobinStrategy rest = new RoundRobinStrategy(Integer.MAX_VALUE);
    private Asleep sleeping = new Asleep();
    private @Nullable Candidate last;
    private @Nullable Node lastNode;
    private int depth;
    private boolean seen;
    private boolean exhausted;
    private boolean complete = true;

    /** Threads by their numbers, and what else their steps did when they were taken. */
    private static final class Asleep {
        private final BitSet threads = new BitSet();
        private final BitSet tasks = new BitSet();
        private final BitSet ends = new BitSet();

        Asleep copy() {
            Asleep copy = new Asleep();
            copy.threads.or(threads);
            copy.tasks.or(tasks);
            copy.ends.or(ends);
            return copy;
        }

        boolean some() {
            return !threads.isEmpty();
        }

        boolean has(Candidate fiber) {
            return threads.get(fiber.number);
        }

        /** Wakes it if what it would do conflicts with the announced part of another's step. */
        void beforeStep(Candidate fiber, Candidate other) {
            boolean meets =
                    fiber == other
                            || OperationConflicts.between(fiber, other)
                            || (tasks.get(fiber.number) && other.target == OperationConflicts.TASKS)
                            || (ends.get(fiber.number) && other.target == fiber.thread);
            threads.set(fiber.number, threads.get(fiber.number) && !meets);
        }

        /** Wakes it if what it would do conflicts with the rest of another's step. */
        void afterStep(Candidate fiber, Candidate other) {
            boolean meets =
                    (other.tasks
                                    && (fiber.target == OperationConflicts.TASKS
                                            || tasks.get(fiber.number)))
                            || (other.ended() && fiber.target == other.thread);
            threads.set(fiber.number, threads.get(fiber.number) && !meets);
        }
    }

    /** A candidates, what was tried at it, and what slept when it was come to. */
    private static final class Node {
        private final int[] enabled;
        private final Asleep asleep;
        private int chosen;

        Node(int[] enabled, Asleep asleep, int chosen) {
            this.enabled = enabled;
            this.asleep = asleep;
            this.chosen = chosen;
        }
    }

    @Override
    public void begin(RandomGenerator random) {
        rest.begin(random);
        sleeping = new Asleep();
        last = null;
        lastNode = null;
        depth = 0;
        seen = false;
    }

    @Override
    public Candidate next(Candidates candidates) {
        complete &= candidates.punctual() == candidates.size();
        if (seen) {
            return rest.next(candidates);
        }
        learn();
        Candidate before = last;
        if (before != null && sleeping.some()) {
            for (int i = 0; i < candidates.size(); i++) {
                if (sleeping.has(candidates.get(i))) {
                    sleeping.afterStep(candidates.get(i), before);
                }
            }
        }
        Candidate chosen = candidates.size() == 1 ? only(candidates.get(0)) : choose(candidates);
        if (chosen == null) {
            seen = true;
            last = null;
            return rest.next(candidates);
        }
        if (sleeping.some()) {
            for (int i = 0; i < candidates.size(); i++) {
                if (sleeping.has(candidates.get(i))) {
                    sleeping.beforeStep(candidates.get(i), chosen);
                }
            }
        }
        last = chosen;
        return chosen;
    }

    /** What the last step did beyond what it announced. */
    private void learn() {
        Candidate fiber = last;
        Node node = lastNode;
        if (fiber != null && node != null) {
            node.asleep.tasks.set(fiber.number, fiber.tasks);
            node.asleep.ends.set(fiber.number, fiber.ended());
        }
        lastNode = null;
    }

    private @Nullable Candidate only(Candidate fiber) {
        return sleeping.has(fiber) ? null : fiber;
    }

    private @Nullable Candidate choose(Candidates candidates) {
        if (depth == stack.size()) {
            Candidate first = preferred(candidates);
            if (first == null) {
                return null;
            }
            if (depth >= MOST_CHOICES) {
                complete = false;
                return first;
            }
            int[] enabled = new int[candidates.size()];
            for (int i = 0; i < enabled.length; i++) {
                enabled[i] = candidates.get(i).number;
            }
            stack.add(new Node(enabled, sleeping.copy(), first.number));
        }
        Node node = stack.get(depth++);
        sleeping = node.asleep.copy();
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).number == node.chosen) {
                lastNode = node;
                return candidates.get(i);
            }
        }
        complete = false;
        return null;
    }

    private @Nullable Candidate preferred(Candidates candidates) {
        Candidate current = candidates.current;
        if (current != null && candidates.has(current) && !sleeping.has(current)) {
            return current;
        }
        for (int i = 0; i < candidates.size(); i++) {
            if (!sleeping.has(candidates.get(i))) {
                return candidates.get(i);
            }
        }
        return null;
    }

    @Override
    public void end() {
        learn();
        while (!stack.isEmpty()) {
            Node node = stack.getLast();
            node.asleep.threads.set(node.chosen);
            for (int number : node.enabled) {
                if (!node.asleep.threads.get(number)) {
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
