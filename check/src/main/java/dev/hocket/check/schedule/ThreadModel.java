package dev.hocket.check.schedule;

import dev.hocket.check.state.ConditionQueue;
import dev.hocket.check.strategy.OperationConflicts;
import dev.hocket.check.strategy.ThreadOperation;
import org.jspecify.annotations.Nullable;

/** Starting, joining, parking, sleeping and interrupting, as the scheduler models them. */
public final class ThreadModel {
    private ThreadModel() {}

    /**
     * Blocks in a state until its condition holds, or until so many nanoseconds have passed; 0 is
     * for ever.
     */
    static void block(Scheduler scheduler, Fiber fiber, Fiber.State state, long nanos) {
        fiber.state = state;
        fiber.timedOut = false;
        fiber.wokenForNothing = false;
        fiber.hasty = nanos <= Scheduler.HASTE;
        if (nanos > 0) {
            scheduler.inexact |= state != Fiber.State.PARKED || fiber.callee != null;
            fiber.deadline = scheduler.now + nanos < 0 ? Fiber.NEVER - 1 : scheduler.now + nanos;
        }
        scheduler.giveWay(fiber);
        fiber.state = Fiber.State.READY;
        fiber.deadline = Fiber.NEVER;
    }

    static void throwIfInterrupted(Fiber fiber) throws InterruptedException {
        if (ThreadInternals.interrupted(fiber.thread)) {
            ThreadInternals.interrupted(fiber.thread, false);
            throw new InterruptedException();
        }
    }

    public static boolean startVirtual(Scheduler scheduler, Fiber fiber, Thread thread) {
        Runnable task = scheduler.shadows.of(thread).task;
        if (task == null) {
            return false;
        }
        if (!ThreadInternals.isNew(thread)) {
            throw new IllegalThreadStateException("Already started");
        }
        scheduler.point(fiber, ThreadOperation.START, HookSite.NONE, thread, 0);
        ThreadInternals.started(thread);
        scheduler.spawn(thread, task, fiber);
        return true;
    }

    public static boolean join(Scheduler scheduler, Fiber fiber, Thread thread, long nanos)
            throws InterruptedException {
        throwIfInterrupted(fiber);
        Fiber other = scheduler.shadows.of(thread).fiber;
        if (other == null) {
            return !ThreadInternals.isNew(thread);
        }
        scheduler.announce(fiber, ThreadOperation.JOIN, HookSite.NONE, thread, 0);
        fiber.joined = other;
        block(scheduler, fiber, Fiber.State.JOINING, nanos);
        fiber.joined = null;
        if (other.ended()) {
            fiber.clock.join(other.clock);
            return true;
        }
        throwIfInterrupted(fiber);
        return false;
    }

    public static int alive(Scheduler scheduler, Fiber fiber, Thread thread) {
        Fiber other = scheduler.shadows.of(thread).fiber;
        if (other == null) {
            return 2;
        }
        if (fiber != other) {
            scheduler.point(fiber, ThreadOperation.JOIN, HookSite.NONE, thread, 0);
        }
        if (other.ended()) {
            fiber.clock.join(other.clock);
            return 0;
        }
        return 1;
    }

    /** What a thread is doing; of itself, as when it makes a thread, it can only be one thing. */
    public static Thread.@Nullable State state(Scheduler scheduler, Thread thread) {
        Fiber other = scheduler.shadows.of(thread).fiber;
        if (other == null) {
            return null;
        }
        scheduler.inexact |= other != scheduler.current;
        boolean timed = other.deadline != Fiber.NEVER;
        return switch (other.state) {
            case READY, INITIALISING -> Thread.State.RUNNABLE;
            case ENTERING -> Thread.State.BLOCKED;
            case ENDED -> Thread.State.TERMINATED;
            default -> timed ? Thread.State.TIMED_WAITING : Thread.State.WAITING;
        };
    }

    public static void sleep(Scheduler scheduler, Fiber fiber, long nanos)
            throws InterruptedException {
        throwIfInterrupted(fiber);
        if (fiber.quiet > 0) {
            scheduler.now += nanos;
            return;
        }
        scheduler.announce(fiber, ThreadOperation.SLEEP, HookSite.NONE, null, 0);
        block(scheduler, fiber, Fiber.State.SLEEPING, Math.max(1, nanos));
        throwIfInterrupted(fiber);
    }

    public static void spin(Scheduler scheduler, Fiber fiber) {
        fiber.yielding = true;
        scheduler.point(fiber, ThreadOperation.YIELD, HookSite.NONE, null, 0);
    }

    /** The time, which reading it moves. */
    public static long read(Scheduler scheduler, Fiber fiber) {
        scheduler.readClock();
        return scheduler.now;
    }

    public static void park(
            Scheduler scheduler, Fiber fiber, @Nullable Object blocker, long nanos) {
        if (nanos < 0) {
            return;
        }
        scheduler.announce(fiber, ThreadOperation.PARK, HookSite.NONE, parkedOn(fiber, blocker), 0);
        fiber.blocker = blocker;
        if (!fiber.permit || fiber.quiet == 0) {
            block(scheduler, fiber, Fiber.State.PARKED, nanos);
            Object condition = fiber.callee;
            if (fiber.wokenForNothing && condition != null) {
                ConditionQueue.release(condition, fiber.thread);
            }
        }
        fiber.blocker = null;
        fiber.permit = false;
        scheduler.memory.acquire(fiber, fiber);
    }

    /** What the thread does when it goes on is a step on what it waited for. */
    private static Object parkedOn(Fiber fiber, @Nullable Object blocker) {
        Object callee = fiber.callee;
        if (callee == null && blocker != null && LibraryCalls.isOwnSynchronizer(blocker)) {
            return blocker;
        }
        return callee == null || LibraryCalls.isTask(callee)
                ? OperationConflicts.TASKS
                : LibraryCalls.shared(callee);
    }

    public static boolean unpark(Scheduler scheduler, Fiber fiber, Thread thread) {
        Fiber other = scheduler.shadows.of(thread).fiber;
        if (other == null) {
            return false;
        }
        scheduler.memory.release(fiber, other);
        fiber.writes();
        other.permit = true;
        return true;
    }

    public static boolean interrupt(Scheduler scheduler, Fiber fiber, Thread thread) {
        Fiber other = scheduler.shadows.of(thread).fiber;
        if (other == null) {
            return false;
        }
        scheduler.point(fiber, ThreadOperation.INTERRUPT, HookSite.NONE, thread, 0);
        scheduler.memory.release(fiber, other);
        ThreadInternals.interrupted(thread, true);
        fiber.writes();
        other.permit = true;
        return true;
    }
}
