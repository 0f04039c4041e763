package dev.hocket.check.schedule;

import dev.hocket.check.strategy.ThreadOperation;

/** Monitors, as the scheduler models them. */
public final class MonitorModel {
    private MonitorModel() {}

    public static void enter(Scheduler scheduler, Fiber fiber, Object object, int site) {
        Monitor monitor = scheduler.shadows.of(object).monitor();
        if (monitor.owner != fiber && (fiber.quiet == 0 || monitor.owner != null)) {
            scheduler.announce(fiber, ThreadOperation.ENTER, site, object, -1);
            fiber.state = Fiber.State.ENTERING;
            fiber.monitor = monitor;
            scheduler.giveWay(fiber);
            fiber.state = Fiber.State.READY;
            fiber.monitor = null;
        }
        if (monitor.owner != fiber) {
            fiber.changes();
            scheduler.memory.acquire(fiber, object);
        }
        monitor.take(fiber, 1);
    }

    public static void exit(Scheduler scheduler, Fiber fiber, Object object, int site) {
        Monitor monitor = scheduler.shadows.of(object).monitor();
        if (monitor.owner != fiber) {
            throw new IllegalMonitorStateException("current thread is not owner");
        }
        monitor.release(fiber);
        if (monitor.owner == null) {
            scheduler.memory.release(fiber, object);
            if (scheduler.recorder != null) {
                scheduler.recorder.did(fiber, ThreadOperation.EXIT, site, object);
            }
        }
    }

    public static void await(Scheduler scheduler, Fiber fiber, Object object, long nanos, int site)
            throws InterruptedException {
        Monitor monitor = owned(scheduler, fiber, object);
        ThreadModel.throwIfInterrupted(fiber);
        int depth = monitor.releaseAll(fiber);
        scheduler.memory.release(fiber, object);
        monitor.waiting.add(fiber);
        scheduler.announce(fiber, ThreadOperation.WAIT, site, object, -1);
        fiber.monitor = monitor;
        ThreadModel.block(scheduler, fiber, Fiber.State.WAITING, nanos);
        fiber.monitor = null;
        boolean told = monitor.leave(fiber);
        monitor.take(fiber, depth);
        scheduler.memory.acquire(fiber, object);
        if (!told) {
            ThreadModel.throwIfInterrupted(fiber);
        }
    }

    public static void tell(
            Scheduler scheduler, Fiber fiber, Object object, boolean all, int site) {
        Monitor monitor = owned(scheduler, fiber, object);
        if (scheduler.recorder != null) {
            scheduler.recorder.did(
                    fiber, all ? ThreadOperation.NOTIFY_ALL : ThreadOperation.NOTIFY, site, object);
        }
        fiber.writes();
        monitor.call(all);
    }

    private static Monitor owned(Scheduler scheduler, Fiber fiber, Object object) {
        Monitor monitor = scheduler.shadows.of(object).monitor();
        if (monitor.owner != fiber) {
            throw new IllegalMonitorStateException("current thread is not owner");
        }
        return monitor;
    }
}
