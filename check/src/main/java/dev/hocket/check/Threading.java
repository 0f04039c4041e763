package dev.hocket.check;

import org.jspecify.annotations.Nullable;

/** Starting, joining, parking, sleeping and interrupting, as the scheduler models them. */
final class Threading {
    private Threading() {}

    /**
     * Blocks in a state until its condition holds, or until so many nanoseconds have passed; 0 is
     * for ever.
     */
    static void block(Scheduler scheduler, Fiber fiber, Fiber.State state, long nanos) {
        fiber.state = state;
        fiber.timedOut = false;
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
        if (Internals.interrupted(fiber.thread)) {
            Internals.interrupted(fiber.thread, false);
            throw new InterruptedException();
        }
    }

    static boolean startVirtual(Scheduler scheduler, Fiber fiber, Thread thread) {
        Runnable task = scheduler.shadows.of(thread).task;
        if (task == null) {
            return false;
        }
        if (!Internals.isNew(thread)) {
            throw new IllegalThreadStateException("Already started");
        }
        scheduler.point(fiber, Operation.START, Site.NONE, thread, 0);
        Internals.started(thread);
        scheduler.spawn(thread, task, fiber);
        return true;
    }

    static boolean join(Scheduler scheduler, Fiber fiber, Thread thread, long nanos)
            throws InterruptedException {
        throwIfInterrupted(fiber);
        Fiber other = scheduler.shadows.of(thread).fiber;
        if (other == null) {
            return !Internals.isNew(thread);
        }
        scheduler.announce(fiber, Operation.JOIN, Site.NONE, thread, 0);
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

    static int alive(Scheduler scheduler, Fiber fiber, Thread thread) {
        Fiber other = scheduler.shadows.of(thread).fiber;
        if (other == null) {
            return 2;
        }
        if (fiber != other) {
            scheduler.point(fiber, Operation.JOIN, Site.NONE, thread, 0);
        }
        if (other.ended()) {
            fiber.clock.join(other.clock);
            return 0;
        }
        return 1;
    }

    /** What a thread is doing; of itself, as when it makes a thread, it can only be one thing. */
    static Thread.@Nullable State state(Scheduler scheduler, Thread thread) {
        Fiber other = scheduler.shadows.of(thread).fiber;
        if (other == null) {
            return null;
        }
        scheduler.inexact |= other != scheduler.current;
        boolean timed = other.deadline != Fiber.NEVER;
        return switch (other.state) {
            case READY -> Thread.State.RUNNABLE;
            case ENTERING -> Thread.State.BLOCKED;
            case ENDED -> Thread.State.TERMINATED;
            default -> timed ? Thread.State.TIMED_WAITING : Thread.State.WAITING;
        };
    }

    static void sleep(Scheduler scheduler, Fiber fiber, long nanos) throws InterruptedException {
        throwIfInterrupted(fiber);
        if (fiber.quiet > 0) {
            scheduler.now += nanos;
            return;
        }
        scheduler.announce(fiber, Operation.SLEEP, Site.NONE, null, 0);
        block(scheduler, fiber, Fiber.State.SLEEPING, Math.max(1, nanos));
        throwIfInterrupted(fiber);
    }

    static void spin(Scheduler scheduler, Fiber fiber) {
        fiber.yielding = true;
        scheduler.point(fiber, Operation.YIELD, Site.NONE, null, 0);
    }

    /** The time, which reading it moves. */
    static long read(Scheduler scheduler, Fiber fiber) {
        scheduler.now += 1_000;
        scheduler.inexact = true;
        return scheduler.now;
    }

    static void park(Scheduler scheduler, Fiber fiber, @Nullable Object blocker, long nanos) {
        if (nanos < 0) {
            return;
        }
        scheduler.announce(fiber, Operation.PARK, Site.NONE, parkedOn(fiber, blocker), 0);
        fiber.blocker = blocker;
        if (!fiber.permit || fiber.quiet == 0) {
            block(scheduler, fiber, Fiber.State.PARKED, nanos);
        }
        fiber.blocker = null;
        fiber.permit = false;
        scheduler.memory.acquire(fiber, fiber);
    }

    /** What the thread does when it goes on is a step on what it waited for. */
    private static Object parkedOn(Fiber fiber, @Nullable Object blocker) {
        Object callee = fiber.callee;
        if (callee == null && blocker != null && Calls.isOwnSynchronizer(blocker)) {
            return blocker;
        }
        return callee == null || Calls.isTask(callee) ? Calls.TASKS : Calls.shared(callee);
    }

    static boolean unpark(Scheduler scheduler, Fiber fiber, Thread thread) {
        Fiber other = scheduler.shadows.of(thread).fiber;
        if (other == null) {
            return false;
        }
        scheduler.memory.release(fiber, other);
        other.permit = true;
        return true;
    }

    static boolean interrupt(Scheduler scheduler, Fiber fiber, Thread thread) {
        Fiber other = scheduler.shadows.of(thread).fiber;
        if (other == null) {
            return false;
        }
        scheduler.point(fiber, Operation.INTERRUPT, Site.NONE, thread, 0);
        scheduler.memory.release(fiber, other);
        Internals.interrupted(thread, true);
        other.permit = true;
        return true;
    }
}
