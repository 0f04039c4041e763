package dev.hocket.check.schedule;

import dev.hocket.check.Schedule;
import dev.hocket.check.state.StackSnapshot;
import dev.hocket.check.strategy.Candidate;
import dev.hocket.check.strategy.Candidates;
import dev.hocket.check.strategy.OperationConflicts;
import dev.hocket.check.strategy.RoundRobinStrategy;
import dev.hocket.check.strategy.Strategy;
import dev.hocket.check.strategy.ThreadOperation;
import dev.hocket.check.weave.JdkEdits;
import dev.hocket.check.weave.Weaver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a test once, under one schedule.
 *
 * <p><b>One at a time.</b> The threads of the test are real thread objects, of whatever class, but
 * the JVM never starts them. Each is the body of a {@code jdk.internal.vm.Continuation}; one
 * platform thread, the carrier, runs one of them at a time, after telling the JVM that this is the
 * current thread, as it does for virtual threads. So {@code Thread.currentThread()}, thread locals,
 * owners of locks and stack traces are what they would be, a switch costs a tenth of a microsecond,
 * and what is left over at the end of a schedule is left to the garbage collector.
 *
 * <p><b>Points.</b> Hooks in the test's code ({@link Weaver}) and in some methods of the JDK
 * ({@link JdkEdits}) call {@link #point} before each operation whose order can matter. The fiber
 * notes what it is about to do, the strategy picks who goes on, and the operation of the picked
 * fiber and all that follows up to its next point happen as one step. Monitors, joining, parking,
 * sleeping and {@code Object.wait} are models with a condition ({@link Fiber#enabled}), so a fiber
 * is only picked where it can go on, and a schedule in which none can is a deadlock at once. What
 * the JDK does between points is one step: its own queues and locks are taken to be right, and are
 * built on park and unpark, which are points.
 *
 * <p><b>Time</b> is virtual: it moves by a microsecond when it is read, and to the next deadline
 * when nothing else can go on. A machine may be slow: a wait of up to half a second may time out at
 * any moment (it is among the choices, as an early one), a longer one only when nothing else can
 * happen.
 *
 * <p><b>Fairness.</b> After half the bound on steps every schedule goes on by turns, one step each,
 * unless it is one by turns anyway. Then time passes, too: a short wait is over after some hundred
 * steps of each of the others. From there on the state is looked at, once a round: the frames of
 * all threads and the objects that can be reached from them ({@link LivenessWatch}). If it comes
 * back again and again, and there is no wait left whose time could be up, the program does not end
 * because of itself, not because of the schedule: livelock, or starvation where some thread was
 * never let in. A thread that waits for a lock that was free for a moment is only unlucky, and what
 * is merely long is not finished; neither is a finding.
 *
 * <p><b>Replay.</b> A schedule is the list of picks and nothing else: which waiter a {@code notify}
 * wakes and when a wait times out are picks, too. The memory model is sequential consistency: what
 * only reordered memory accesses could show is not shown, but the race that would allow it is
 * reported ({@link RaceDetector}).
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class Scheduler {
    /** The longest wait that may time out while other threads could go on. */
    static final long HASTE = 500_000_000L;

    /** How many waits that are not in a loop end for no reason, at most. */
    private static final int MOST_SPURIOUS = 2;

    /** Why a schedule ended. */
    public enum End {
        /** Every thread that keeps a JVM alive has ended. */
        DONE,
        /** No thread can go on. */
        STUCK,
        /** With fair turns, the same state comes back again and again. */
        REPEATS,
        /** The bound on steps was reached: nothing is known of what would come. */
        UNFINISHED,
        /** A thread threw. */
        THREW,
        /** A thread could not be made to give way. */
        ESCAPED
    }

    public final ShadowTable shadows = new ShadowTable();
    public final RaceDetector memory;
    public final List<Fiber> fibers = new ArrayList<>();
    public final int bound;
    public final List<String> notes = new ArrayList<>();
    public @Nullable StepRecorder recorder;

    /** The package of the test's own class. */
    public String home = "";

    public @Nullable Fiber current;
    public @Nullable Fiber threw;
    public @Nullable Fiber escaped;
    long now = 1_000_000_000L;
    public int steps;

    /** The number of the step in which a thread last changed what others may see. */
    int wroteAt;

    /** Something decided that is no pick: the time, or who was left out for yielding. */
    boolean inexact;

    private final Strategy strategy;
    private final RoundRobinStrategy fair = new RoundRobinStrategy(1);
    private final Candidates candidates = new Candidates();
    private final ScheduleBuilder turns = new ScheduleBuilder();
    private @Nullable Initialisation[] initialisations = {};
    private @Nullable Fiber next;
    private @Nullable Fiber last;
    private @Nullable End end;
    private int alive;

    /** After how many steps it is known to repeat, or -1. */
    private int repeatsAt = -1;

    /** How many waits have ended for no reason. */
    private int spurious;

    private final LivenessWatch liveness = new LivenessWatch(this);

    /** When the time for all schedules is over, in nanoseconds. */
    private final long until;

    /**
     * For one schedule.
     *
     * @param bound how many steps it may have
     * @param until when it is to be given up, as {@link System#nanoTime}
     * @param ignored the data races that are not reported
     */
    public Scheduler(Strategy strategy, int bound, long until, IgnoredRaces ignored) {
        this.memory = new RaceDetector(shadows, ignored);
        this.strategy = strategy;
        this.bound = bound;
        this.until = until;
    }

    /** Runs the test to its end; the caller is the carrier. */
    public End run(Thread main, Runnable test) {
        ThreadInternals.started(main);
        spawn(main, test, null);
        next = pick();
        while (end == null) {
            Fiber fiber = next;
            if (fiber == null) {
                throw new IllegalStateException("nothing to run after " + steps + " steps");
            }
            current = fiber;
            ThreadInternals.run(fiber);
            current = null;
            if (fiber.ended() && end == null) {
                ended(fiber);
            }
        }
        return end;
    }

    /**
     * Says what a schedule was found to be, where the state cannot be looked at: for a debugger,
     * with threads of the JVM's own.
     */
    public void repeatsAsIn(Schedule schedule) {
        repeatsAt = schedule.turns().stream().mapToInt(Schedule.Turn::steps).sum();
        liveness.comesBackEvery(schedule.round());
    }

    /** After how many steps the state comes back; 0 if it does not. */
    public int cycleLength() {
        return liveness.cycleLength();
    }

    /** Where the last round of what repeats began. */
    public int fairSince() {
        return steps - liveness.cycleLength();
    }

    /** Something happens that may go another way with the same picks, and is not tried. */
    public void leavesSomethingOut() {
        inexact = true;
    }

    /** Whether no thread changed what others may see since the last round of what repeats began. */
    public boolean onlyLooks() {
        return wroteAt < fairSince();
    }

    /** Whether all that decided was picks, and no turn was forced by the bound. */
    public boolean enumerable() {
        return !inexact && notes.isEmpty() && steps < bound / 2;
    }

    /** Which thread ran when. */
    public Schedule schedule() {
        return turns.schedule();
    }

    public Fiber spawn(Thread thread, Runnable body, @Nullable Fiber by) {
        VectorClock clock = new VectorClock();
        int number = fibers.size();
        if (by != null) {
            clock.join(by.clock);
            by.clock.tick(by.number);
        }
        clock.tick(number);
        Fiber fiber = new Fiber(this, number, thread, clock, () -> body(number, body));
        fiber.target = thread;
        fibers.add(fiber);
        shadows.of(thread).fiber = fiber;
        alive += fiber.daemon ? 0 : 1;
        if (fiber.baton != null) {
            DebugBaton.start(this, thread);
        }
        return fiber;
    }

    private void body(int number, Runnable body) {
        Fiber fiber = fibers.get(number);
        fiber.yielding = false;
        try {
            body.run();
        } catch (Throwable e) {
            uncaught(fiber, e);
        }
        over(fiber);
    }

    public void uncaught(Fiber fiber, Throwable e) {
        if (!ThreadInternals.handle(fiber.thread, e)) {
            fiber.thrown = e;
            threw = fiber;
            end = end == null ? End.THREW : end;
        }
    }

    public void over(Fiber fiber) {
        fiber.quiet++;
        ThreadInternals.ended(fiber.thread);
        fiber.state = Fiber.State.ENDED;
    }

    private void ended(Fiber fiber) {
        alive -= fiber.daemon ? 0 : 1;
        if (alive == 0) {
            end = End.DONE;
        } else {
            next = pick();
        }
    }

    /** A scheduling point: comes back when it is this fiber's turn to do what it announces. */
    public void point(
            Fiber fiber, ThreadOperation operation, int site, @Nullable Object target, int slot) {
        if (fiber.quiet == 0) {
            announce(fiber, operation, site, target, slot);
            giveWay(fiber);
        }
    }

    void announce(
            Fiber fiber, ThreadOperation operation, int site, @Nullable Object target, int slot) {
        fiber.operation = operation;
        fiber.site = site;
        fiber.target = target;
        fiber.slot = slot;
        fiber.announced = steps;
        boolean looked = isTail() && fiber.baton == null && liveness.wantsStacks();
        fiber.stack = looked ? StackSnapshot.take(Fiber.SCOPE) : null;
        if (recorder != null) {
            fiber.location = SourcePlaces.here(site);
            fiber.caller = SourcePlaces.caller(home);
            boolean parks =
                    (operation == ThreadOperation.PARK && fiber.parksItself())
                            || target == OperationConflicts.PARKING;
            fiber.entry = parks ? SourcePlaces.entry(home) : null;
        }
    }

    /**
     * Lets the strategy pick; comes back when this fiber is picked, which it only is if it is
     * enabled.
     */
    void giveWay(Fiber fiber) {
        Fiber chosen = pick();
        if (chosen != fiber) {
            next = chosen;
            if (!fiber.enabled()) {
                fiber.blocks();
            }
            if (!fiber.suspend()) {
                stay(fiber);
            }
        }
        fiber.yielding = false;
    }

    /** The fiber could not give way. If it can go on, it does, and the schedule says so. */
    private void stay(Fiber fiber) {
        next = null;
        if (end == null && fiber.enabled()) {
            turns.correct(fiber.number);
            last = fiber;
            note(
                    fiber.name()
                            + " runs through a native method and could not be switched away from"
                            + there(fiber)
                            + ".");
            return;
        }
        escaped = fiber;
        end = end == null ? End.ESCAPED : end;
        throw new Escape();
    }

    private static String there(Fiber fiber) {
        String place = SourcePlaces.here(fiber.site);
        return place.isEmpty() ? " there" : " at " + place;
    }

    private @Nullable Fiber pick() {
        if (steps == repeatsAt) {
            end = End.REPEATS;
            return null;
        }
        if (steps >= bound || ((steps & 255) == 255 && System.nanoTime() - until > 0)) {
            end = End.UNFINISHED;
            return null;
        }
        boolean fairly = isTail() && !strategy.fair();
        collect(fairly, fairly || strategy.fair());
        if (candidates.size() == 0) {
            end = End.STUCK;
            return null;
        }
        if (!fairly && strategy.heedsYields()) {
            inexact |= candidates.preferWilling();
        }
        Candidate picked = fairly ? fair.next(candidates) : strategy.next(candidates);
        Fiber chosen = fibers.get(picked.number);
        if (isTail()) {
            end = liveness.look(chosen, last);
            if (end != null) {
                turns.repeat(liveness.cycleLength(), bound);
                return null;
            }
        }
        if (!chosen.enabled()) {
            if (wakesForNothing(chosen)) {
                chosen.wokenForNothing = true;
                spurious++;
            } else {
                pass(chosen.deadline);
            }
        }
        steps++;
        liveness.stepped();
        chosen.tasks = false;
        last = chosen;
        turns.add(chosen.number);
        if (recorder != null) {
            recorder.picked(chosen);
        }
        return chosen;
    }

    private void collect(boolean fairTail, boolean fair) {
        candidates.clear(last, steps);
        long deadline = addEnabled();
        if (deadline == Fiber.NEVER) {
            addSpurious(fair);
            return;
        }
        if (candidates.size() == 0) {
            while (candidates.size() == 0 && deadline != Fiber.NEVER) {
                pass(deadline);
                candidates.clear(last, steps);
                deadline = addEnabled();
            }
            return;
        }
        boolean due = fair && liveness.isDue(deadline, candidates.size());
        if (due || !fairTail) {
            boolean any = due || strategy.anyTime();
            for (Fiber fiber : fibers) {
                if (fiber.deadline == deadline
                        && (any || fiber.hasty)
                        && fiber.timed()
                        && !fiber.enabled()
                        && fiber.wouldWake()) {
                    candidates.add(fiber, true);
                }
            }
            candidates.due = due && candidates.size() > candidates.punctual();
        }
        addSpurious(fair);
    }

    /** Adds threads that could wake for no reason, where others can go on and few did so before. */
    private void addSpurious(boolean fair) {
        boolean free = !fair || strategy.anyTime();
        if (free && spurious < MOST_SPURIOUS && candidates.size() > 0) {
            for (Fiber fiber : fibers) {
                if (fiber.mayWakeForNothing() && !(fiber.hasty && fiber.timed())) {
                    candidates.add(fiber, true);
                }
            }
        }
    }

    /**
     * Whether it wakes for no reason, as a pick alone decides. Where a short limit could be the
     * reason as well, it is one or the other by turns of steps.
     */
    private boolean wakesForNothing(Fiber picked) {
        return spurious < MOST_SPURIOUS
                && picked.mayWakeForNothing()
                && (!picked.timed() || !picked.hasty || steps % 2 == 1);
    }

    private boolean isTail() {
        return steps >= bound / 2;
    }

    /** Reading the clock moves it, by more where the schedule is long already. */
    void readClock() {
        now += isTail() ? 1_000_000 : 1_000;
        inexact = true;
        liveness.clockRead();
    }

    /** Adds every fiber that can go on, and says the first deadline of the others. */
    private long addEnabled() {
        long deadline = Fiber.NEVER;
        for (int i = 0; i < fibers.size(); i++) {
            Fiber fiber = fibers.get(i);
            if (fiber.ended()) {
                continue;
            }
            if (fiber.enabled()) {
                candidates.add(fiber, false);
            } else if (fiber.timed() && fiber.deadline < deadline) {
                deadline = fiber.deadline;
            }
        }
        return deadline;
    }

    /** Time passes until then. */
    private void pass(long until) {
        liveness.timePassed();
        now = Math.max(now, until);
        for (Fiber fiber : fibers) {
            if (fiber.timed() && fiber.deadline <= now) {
                fiber.timedOut = true;
                fiber.timedOutAt = steps;
            }
        }
    }

    /** How far the initialisation of a class is. */
    Initialisation initialisation(ClassInitialiser initialiser) {
        int number = initialiser.number;
        if (number >= initialisations.length) {
            initialisations = Arrays.copyOf(initialisations, number + 16);
        }
        Initialisation known = initialisations[number];
        if (known == null) {
            known = new Initialisation();
            initialisations[number] = known;
        }
        return known;
    }

    /** The classes that were initialised, or begun to be. */
    public List<Class<?>> initialised() {
        List<Class<?>> classes = new ArrayList<>();
        for (int i = 0; i < initialisations.length; i++) {
            if (initialisations[i] != null) {
                classes.add(ClassInitialiser.of(i).type());
            }
        }
        return classes;
    }

    void pinned(Fiber fiber) {
        fiber.pinned = true;
    }

    public void note(String note) {
        if (notes.size() < 20 && !notes.contains(note)) {
            notes.add(note);
        }
    }

    /** Ends the schedule from within a fiber, which does not come back. */
    void stop(End why, Fiber fiber) {
        end = why;
        escaped = fiber;
        next = null;
        fiber.suspend();
        throw new Escape();
    }

    /** Unwinds a fiber that has to end with its schedule. */
    static final class Escape extends Error {
        private static final long serialVersionUID = 1;

        Escape() {
            super("end of this schedule", null, false, false);
        }
    }
}
