package dev.hocket.check.schedule;

import dev.hocket.check.schedule.Scheduler.End;
import dev.hocket.check.state.CycleDetector;
import dev.hocket.check.state.ObjectGraph;
import dev.hocket.check.state.StackSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Tells in the part of a schedule that goes by fair turns whether the program will ever end.
 *
 * <p>Time passes there: a wait that may end at any moment is over after enough steps of the others,
 * a longer one when the others only come back to the same state. Once a round the state is looked
 * at: the frames of all threads and the objects that can be reached from them ({@link
 * ObjectGraph}). If it comes back again and again, and no time has to pass for that, the program
 * does not end because of itself, not because of the schedule.
 *
 * <p>No finding is what these very turns alone may cause: a thread that waits for a lock which
 * nobody had at some moment is only unlucky, and threads that wait for a while in step would fall
 * out of step on a real machine, which matters unless all of them only look. A program that reads
 * the clock never is in the same state again.
 */
final class LivenessWatch {
    /** How many steps each runnable thread takes before a short wait is over. */
    private static final int PATIENCE = 300;

    /** How many objects may be looked at in any case, and for each step of the schedule. */
    private static final long FREE_WORK = 1_000_000;

    private static final long WORK_A_STEP = 20;

    private final Scheduler scheduler;

    /** How many steps there were since a wait's time was up. */
    private int sinceTime;

    private int rounds;
    private CycleDetector cycle = new CycleDetector();

    /** The state has come back, and will until a wait's time is up. */
    private boolean isStalled;

    /** After how many steps the state comes back, where it does. */
    private int length;

    /** How many objects were looked at. */
    private long work;

    /** How often the clock was read. */
    private long readings;

    LivenessWatch(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** After how many steps the state comes back; 0 if it does not. */
    int cycleLength() {
        return length;
    }

    void comesBackEvery(int steps) {
        length = steps;
    }

    void stepped() {
        sinceTime++;
    }

    /** Time has passed until a wait was over. */
    void timePassed() {
        sinceTime = 0;
        isStalled = false;
    }

    void clockRead() {
        readings++;
    }

    /** Whether a fair schedule has gone on for so long that time must have passed. */
    boolean isDue(long deadline, int runnable) {
        return isStalled
                || (deadline - scheduler.now <= Scheduler.HASTE
                        && sinceTime >= PATIENCE * runnable);
    }

    /** Notes before a fair step which locks could be had, and says how the schedule ends, if so. */
    @Nullable End look(Fiber chosen, @Nullable Fiber before) {
        watchLocks();
        boolean newRound = before == null || chosen.number <= before.number;
        if (!newRound || isStalled) {
            return null;
        }
        boolean looks = looksAt(rounds) && work < FREE_WORK + WORK_A_STEP * scheduler.steps;
        rounds++;
        if (!looks) {
            return null;
        }
        if (!cycle.repeats(state(chosen), scheduler.steps)) {
            return null;
        }
        int found = cycle.length();
        boolean timePassed = sinceTime < found;
        if (!timePassed && waitsForTime()) {
            cycle = new CycleDetector();
            isStalled = true;
            return null;
        }
        length = found;
        boolean inStep = timePassed && several() && !scheduler.onlyLooks();
        if (inStep || isOnlyUnlucky()) {
            return End.UNFINISHED;
        }
        return End.REPEATS;
    }

    /** Not at every round of a long schedule. */
    private static boolean looksAt(int round) {
        return round % (1 + round / 500) == 0;
    }

    /** Whether the frames that threads have now are going to be looked at. */
    boolean wantsStacks() {
        return looksAt(rounds) || looksAt(rounds + 1);
    }

    private boolean waitsForTime() {
        for (Fiber fiber : scheduler.fibers) {
            if (fiber.timed() && fiber.wouldWake()) {
                return true;
            }
        }
        return false;
    }

    /** Whether more than one thread took part in the cycle. */
    private boolean several() {
        Set<Integer> threads = new HashSet<>();
        int left = length;
        for (var turn : scheduler.schedule().turns().reversed()) {
            if (left <= 0) {
                break;
            }
            threads.add(turn.thread());
            left -= turn.steps();
        }
        return threads.size() > 1;
    }

    private long state(Fiber chosen) {
        ObjectGraph graph = new ObjectGraph(thread -> scheduler.shadows.of(thread).number());
        graph.add(chosen.number);
        graph.add(readings);
        for (Fiber fiber : scheduler.fibers) {
            graph.add(fiber.state.name().hashCode());
            graph.add(fiber.operation.name().hashCode());
            graph.add(fiber.deadline == Fiber.NEVER ? -1 : fiber.deadline - scheduler.now);
            graph.add(fiber.permit ? 1 : 0);
            graph.add(ThreadInternals.interrupted(fiber.thread) ? 1 : 0);
            StackSnapshot stack = fiber.stack;
            if (stack == null) {
                graph.add(fiber.announced);
            } else if (!fiber.ended()) {
                graph.add(stack);
            }
            graph.addOwnOf(fiber.thread);
        }
        for (Class<?> type : scheduler.initialised()) {
            graph.addStatics(type);
        }
        long number = graph.number();
        work += graph.size();
        return number;
    }

    /**
     * Whether some thread waits in vain for a lock that was free at a moment of the cycle: then it
     * is not the program but these turns that keep it out.
     */
    private boolean isOnlyUnlucky() {
        for (Fiber fiber : scheduler.fibers) {
            if (fiber.couldHaveHad && fiber.waitedSince(scheduler.fairSince())) {
                return true;
            }
        }
        return false;
    }

    private void watchLocks() {
        for (Fiber fiber : scheduler.fibers) {
            boolean waits =
                    fiber.state == Fiber.State.ENTERING
                            || (fiber.state == Fiber.State.PARKED && fiber.callee instanceof Lock);
            fiber.couldHaveHad = waits && (fiber.couldHaveHad || isFree(fiber));
        }
    }

    @SuppressWarnings("ReferenceEquality") // identity is the point here
    private boolean isFree(Fiber waiting) {
        Object lock =
                waiting.state == Fiber.State.ENTERING
                        ? waiting.monitor().object
                        : LibraryCalls.shared(Objects.requireNonNull(waiting.callee));
        for (Fiber fiber : scheduler.fibers) {
            List<Object> all = fiber.held;
            for (Object held : all) {
                if (fiber != waiting && (held == lock || LibraryCalls.shared(held) == lock)) {
                    return false;
                }
            }
        }
        return true;
    }
}
