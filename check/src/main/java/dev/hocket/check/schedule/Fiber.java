package dev.hocket.check.schedule;

import dev.hocket.check.state.ConditionQueue;
import dev.hocket.check.state.StackSnapshot;
import dev.hocket.check.strategy.Candidate;
import dev.hocket.check.strategy.OperationConflicts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.jspecify.annotations.Nullable;

/**
 * A thread under control: the thread object that the test sees, and the continuation that runs it.
 * All its fields belong to the carrier, on which one fiber runs at a time.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class Fiber extends Candidate {
    static final ContinuationScope SCOPE = new ContinuationScope("hocket-check");
    static final long NEVER = Long.MAX_VALUE;

    /** What a fiber needs in order to go on. */
    public enum State {
        READY,
        /** Needs {@link #monitor} to be free. */
        ENTERING,
        /**
         * Waits in {@code Object.wait} on {@link #monitor}; goes on when told and when it is free.
         */
        WAITING,
        PARKED,
        SLEEPING,
        /** Needs a class that no other thread initialises at the moment. */
        INITIALISING,
        /** Waits for the end of {@link #joined}. */
        JOINING,
        ENDED
    }

    final VectorClock clock;
    public final List<Object> held = new ArrayList<>();
    public final Scheduler scheduler;
    private final Continuation continuation;
    public final @Nullable DebugBaton baton;

    public State state = State.READY;
    long deadline = NEVER;

    /** It may time out while others could go on. */
    boolean hasty;

    /** What it reads counts only if a {@code StampedLock} validates it, so it races with nobody. */
    boolean optimistic;

    boolean permit;
    public boolean timedOut;

    /** The step before which a wait of it ended last because its time was over; -1 for never. */
    int timedOutAt = -1;

    /** It wakes for no reason, as Java allows. */
    public boolean wokenForNothing;

    boolean pinned;
    public boolean daemon;

    public int spins;

    /** How many permits the semaphore that it calls is asked for, or given. */
    public int permits = 1;

    /** The step after which it last changed something, or was let in somewhere. */
    private int changedAt = -1;

    /** The step after which it last had to wait. */
    private int blockedAt = -1;

    /** Greater than zero while no step of it may be counted, as in static initialisers. */
    public int quiet;

    public int site = HookSite.NONE;

    /** Where it stands, if somebody wants to know. */
    public String location = "";

    /** Where the test called what stands there, if that is none of its own package. */
    public String caller = "";

    /** The call of a library in which it parks, if somebody wants to know and it is one. */
    public SourcePlaces.@Nullable LibraryEntry entry;

    public @Nullable Monitor monitor;
    @Nullable Initialisation initialisation;
    private long[] used = {};
    @Nullable StackSnapshot stack;

    /** After which step it announced what it does next. */
    int announced;

    /** It waits for a lock that nobody had for a moment. */
    boolean couldHaveHad;

    public @Nullable Fiber joined;
    public @Nullable Object blocker;
    public @Nullable Object callee;
    public int calleeSite = HookSite.NONE;
    public @Nullable Throwable thrown;

    /** What is passed first to the method that is called at {@link #argumentSite}. */
    public @Nullable Object argument;

    public int argumentSite = HookSite.NONE;

    Fiber(Scheduler scheduler, int number, Thread thread, VectorClock clock, Runnable body) {
        super(number, thread);
        this.scheduler = scheduler;
        this.clock = clock;
        this.daemon = thread.isDaemon() && !thread.isVirtual();
        this.continuation = new Body(this, body);
        this.baton = DebugBaton.of(this);
    }

    /** Runs it on the carrier until it gives way or ends. */
    void resume() {
        continuation.run();
    }

    /** Gives way; false where it cannot, because a native frame is on its stack. */
    boolean suspend() {
        DebugBaton own = baton;
        if (own != null) {
            own.back();
            own.await();
            return true;
        }
        pinned = false;
        Continuation.yield(SCOPE);
        return !pinned;
    }

    @Override
    public boolean ended() {
        return state == State.ENDED;
    }

    /** Whether it can go on now, without time having to pass. */
    public boolean enabled() {
        return switch (state) {
            case READY -> true;
            case INITIALISING -> initialisation == null || initialisation.owner == null;
            case ENTERING -> monitor().freeFor(this);
            case WAITING -> monitor().wakes(this, woken());
            case PARKED -> permit || woken();
            case SLEEPING -> woken();
            case JOINING -> woken() || joined().ended();
            case ENDED -> false;
        };
    }

    private boolean woken() {
        return timedOut || wokenForNothing || ThreadInternals.interrupted(thread);
    }

    /**
     * Whether its wait, which is not in a loop, could end for no reason. Where it has a limit, that
     * may look like the limit; only a condition says which of the two it was.
     */
    boolean mayWakeForNothing() {
        boolean once =
                switch (state) {
                    case WAITING -> deadline == NEVER && HookSite.of(site).isWaitWithoutLoop();
                    case PARKED ->
                            HookSite.of(calleeSite).isWaitWithoutLoop()
                                    && (callee == OperationConflicts.PARKING
                                            ? deadline == NEVER
                                            : awaitsSignal());
                    default -> false;
                };
        return once && wouldWake() && !enabled();
    }

    /** Whether it parks outside of what the JDK has to wait in. */
    boolean parksItself() {
        return callee == null || callee == OperationConflicts.PARKING;
    }

    /** Whether it is in a condition's await, and has not been signalled. */
    boolean awaitsSignal() {
        Object condition = callee;
        return condition instanceof Condition && ConditionQueue.has(condition, thread);
    }

    /** Whether its deadline's passing would be enough for it to go on. */
    boolean wouldWake() {
        return state != State.WAITING || monitor().owner == null;
    }

    /** Whether it could go on if time passed until its deadline. */
    @Override
    public boolean timed() {
        return deadline != NEVER && !timedOut && state != State.READY && state != State.ENDED;
    }

    public Monitor monitor() {
        Monitor wanted = monitor;
        if (wanted == null) {
            throw new IllegalStateException(
                    thread.getName() + " is " + state + " without a monitor");
        }
        return wanted;
    }

    private Fiber joined() {
        Fiber other = joined;
        if (other == null) {
            throw new IllegalStateException(thread.getName() + " joins no thread");
        }
        return other;
    }

    /** Whether it has found the class initialised, in this schedule. */
    public boolean hasUsed(int initialiser) {
        int word = initialiser >> 6;
        return word < used.length && (used[word] & 1L << initialiser) != 0;
    }

    void use(int initialiser) {
        int word = initialiser >> 6;
        if (word >= used.length) {
            used = Arrays.copyOf(used, word + 4);
        }
        used[word] |= 1L << initialiser;
    }

    /** It changes what others may see. */
    public void writes() {
        scheduler.wroteAt = scheduler.steps;
        changes();
    }

    /** It changes what others may see, or has been let in where it waited. */
    void changes() {
        changedAt = scheduler.steps;
    }

    void blocks() {
        blockedAt = scheduler.steps;
    }

    /** Whether from that step on it only waited, and was not let in, however often it was woken. */
    public boolean waitedSince(int step) {
        boolean waits =
                switch (state) {
                    case ENTERING, INITIALISING, WAITING, PARKED -> !enabled();
                    case READY, SLEEPING, JOINING, ENDED -> false;
                };
        return changedAt < step && state != State.ENDED && (waits || blockedAt >= step);
    }

    /** Whether from that step on the time of a wait was over, so that it could look by itself. */
    public boolean timedOutSince(int step) {
        return timedOutAt >= step;
    }

    public String name() {
        return thread.getName().isEmpty() ? "thread-" + number : thread.getName();
    }

    private static final class Body extends Continuation {
        private final Fiber fiber;

        Body(Fiber fiber, Runnable body) {
            super(SCOPE, body);
            this.fiber = fiber;
        }

        @Override
        protected void onPinned(Continuation.Pinned reason) {
            fiber.pinned = true;
            fiber.scheduler.pinned(fiber);
        }
    }
}
