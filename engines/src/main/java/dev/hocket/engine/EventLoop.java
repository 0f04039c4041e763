package dev.hocket.engine;

import dev.hocket.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread that starts attempts and notes down their ends, in turns: what was handed to it, then
 * one lease of each run that has some.
 *
 * <p>All state of its runs belongs to this thread. A thread that an attempt holds and will not give
 * back is replaced by another, which takes over that state; the lost one touches nothing any more
 * when it returns.
 */
final class EventLoop {
    private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(1);
    private final String name;
    private final AsyncEngine engine;
    private final Queue<Runnable> handed = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;
    private volatile boolean parked;
    private volatile boolean starving;
    private volatile boolean ended;

    /** The lane whose attempt holds the thread, or null. */
    private volatile @Nullable Lane holding;

    // Of the loop's thread.
    private final List<AsyncLanes<?, ?>.Strand> runs = new ArrayList<>();
    private int turn;

    EventLoop(String name, AsyncEngine engine) {
        this.name = name;
        this.engine = engine;
    }

    /** The thread's name. */
    String name() {
        return name;
    }

    /** Whether the calling thread is the loop's. */
    boolean current() {
        return Thread.currentThread().equals(thread);
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

    /** An attempt holds the loop's thread for good. */
    synchronized void replaceThread() {
        holding = null;
        if (!ended) {
            startThread();
        }
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
            return running.join(java.time.Duration.ofMillis(JOIN_MILLIS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !running.isAlive();
        }
    }

    /** The lane whose attempt is about to hold the thread, or null when none does. */
    void holding(@Nullable Lane lane) {
        holding = lane;
    }

    /** Whether a lane's attempt holds the thread. */
    boolean heldBy(Lane lane) {
        return lane.equals(holding);
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

    AsyncEngine engine() {
        return engine;
    }
}
