package dev.hocket.engine.loop;

import dev.hocket.spi.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread that starts attempts and records their completion, in turns: first the actions that
 * were passed to it, then one lease of each run that has one.
 *
 * <p>All state of its runs belongs to this thread. If an attempt does not return from it, another
 * thread replaces it and takes over that state; when the lost thread returns, it changes nothing.
 */
final class EventLoop {
    private static final Duration JOIN = Duration.ofSeconds(1);
    private final String name;
    private final Queue<Runnable> handed = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;
    private volatile boolean parked;
    private volatile boolean starving;
    private volatile boolean ended;

    /** The attempt whose code its thread runs now, where that is watched; or null. */
    private volatile BlockingWatch.@Nullable Hold hold;

    /** Lanes that were lost with the loop's thread, which came back before that was told. */
    private final Set<Lane> returned = new HashSet<>();

    // Of the loop's thread.
    private final List<AsyncLanes<?, ?>.Strand> runs = new ArrayList<>();
    private int turn;

    EventLoop(String name) {
        this.name = name;
    }

    /** The thread's name. */
    String name() {
        return name;
    }

    /** Whether the calling thread is the loop's. */
    boolean current() {
        return Thread.currentThread().equals(thread);
    }

    /** The attempt whose code its thread runs now, where that is watched; or null. */
    BlockingWatch.@Nullable Hold hold() {
        return hold;
    }

    /**
     * The calling thread, which is the loop's, begins to run code of an attempt; or has, if null.
     */
    void hold(BlockingWatch.@Nullable Hold now) {
        if (current()) {
            hold = now;
        }
    }

    /** Has the loop's thread run something; drops it where the engine is closed. */
    void execute(Runnable what) {
        handed.add(what);
        if (thread == null) {
            begin();
        }
        wake();
    }

    private synchronized void begin() {
        if (thread == null && !ended) {
            startThread();
        }
    }

    /** A lane was lost with the thread that its attempt holds: if that is the loop's. */
    synchronized void replace(Thread stuck, Lane lane) {
        if (stuck.equals(thread) && !returned.remove(lane) && !ended) {
            startThread();
        }
    }

    /** The calling thread comes back with a lane that was lost with it. */
    synchronized void comeBack(Lane lane) {
        if (current()) {
            returned.add(lane);
        }
    }

    /** A lane that came back was not lost at all. */
    synchronized void forget(Lane lane) {
        returned.remove(lane);
    }

    private void startThread() {
        Thread next = Thread.ofPlatform().daemon().name(name).unstarted(this::loop);
        thread = next;
        next.start();
    }

    private void wake() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /** A slot is free: the loop looks again if it found none. */
    void wakeIfStarving() {
        if (starving) {
            LockSupport.unpark(thread);
        }
    }

    /** Ends the thread, soon. */
    synchronized void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    /** Waits for the end in bounded time; whether it came. */
    boolean join() {
        Thread running = thread;
        if (running == null || current()) {
            return true;
        }
        try {
            return running.join(JOIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !running.isAlive();
        }
    }

    void add(AsyncLanes<?, ?>.Strand run) {
        runs.add(run);
    }

    void remove(AsyncLanes<?, ?>.Strand run) {
        runs.remove(run);
    }

    private void loop() {
        while (!ended && current()) {
            boolean worked = runHanded();
            if (current() && !lease() && !worked) {
                rest();
            }
        }
    }

    private boolean runHanded() {
        int most = 1024; // then runs have their turn
        while (most > 0 && current()) {
            Runnable next = handed.poll();
            if (next == null) {
                break;
            }
            next.run();
            most--;
        }
        return most < 1024;
    }

    /** Gives each run a turn; whether any had a lease. */
    private boolean lease() {
        boolean any = false;
        for (int i = runs.size(); i > 0 && !runs.isEmpty(); i--) {
            turn = (turn + 1) % runs.size();
            any |= runs.get(turn).pull();
            if (!current()) {
                return true;
            }
        }
        return any;
    }

    private void rest() {
        parked = true;
        starving = runs.stream().anyMatch(AsyncLanes.Strand::wants);
        if (handed.isEmpty() && !ended && !(starving && lease())) {
            LockSupport.park(this);
        }
        parked = false;
        starving = false;
        boolean _ = Thread.interrupted(); // no attempt runs that it could be meant for
    }
}
