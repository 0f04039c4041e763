package dev.hocket.check.hooks;

import dev.hocket.check.schedule.ClassInitialiser;
import dev.hocket.check.schedule.Fiber;
import dev.hocket.check.schedule.HookSite;
import dev.hocket.check.schedule.InitialisationModel;
import dev.hocket.check.schedule.InterfaceStatics;
import dev.hocket.check.schedule.LibraryCalls;
import dev.hocket.check.schedule.MonitorModel;
import dev.hocket.check.schedule.Scheduler;
import dev.hocket.check.schedule.StepRecorder;
import dev.hocket.check.schedule.ThreadInternals;
import dev.hocket.check.schedule.ThreadModel;
import dev.hocket.check.strategy.OperationConflicts;
import dev.hocket.check.strategy.ThreadOperation;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls. Public only because the test's classes, in whatever package, must reach
 * it; not to be called by hand. All of it does nothing unless a test runs under control.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class ControlHooks {
    /** More permits than that need not be told apart. */
    private static final int MOST_PERMITS = 100;

    public static @Nullable Scheduler active;

    private ControlHooks() {}

    static @Nullable Fiber fiber() {
        Scheduler scheduler = active;
        if (scheduler == null) {
            return null;
        }
        Fiber fiber = scheduler.current;
        return fiber != null && fiber.thread == Thread.currentThread() ? fiber : null;
    }

    static Scheduler scheduler() {
        return Objects.requireNonNull(active);
    }

    private static void stray(int site) {
        Scheduler scheduler = active;
        if (scheduler != null) {
            scheduler.note(
                    "Thread "
                            + Thread.currentThread().getName()
                            + " is out of control: it ran "
                            + HookSite.of(site).location()
                            + ".");
        }
    }

    /** Before a field of an object is read or written. */
    public static void field(@Nullable Object owner, int site) {
        Fiber fiber = fiber();
        if (fiber == null) {
            stray(site);
        } else if (fiber.quiet == 0 && owner != null) {
            access(fiber, owner, HookSite.of(site), owner.getClass().getClassLoader());
        }
    }

    /** An object was made. */
    public static void made(Object object, int site) {
        Scheduler scheduler = active;
        if (scheduler != null && scheduler.recorder != null) {
            scheduler.recorder.seen(object, site);
        }
    }

    /** Before a static field is read or written. */
    public static void statics(Class<?> from, int site) {
        Fiber fiber = fiber();
        HookSite place = HookSite.of(site).resolve(from.getClassLoader());
        ClassInitialiser initialiser = place.initialiser();
        if (initialiser != null) {
            ClassHooks.use(fiber, initialiser, site);
        }
        if (fiber == null) {
            stray(site);
        } else if (fiber.quiet == 0
                && (initialiser == null
                        || !InitialisationModel.initialises(scheduler(), fiber, initialiser))) {
            access(fiber, place.declaring(), place, from.getClassLoader());
        }
    }

    private static void access(
            Fiber fiber, Object owner, HookSite site, @Nullable ClassLoader loader) {
        boolean fixed = site.resolve(loader).isFinal();
        if (!fixed || !(owner instanceof String)) {
            boolean writes = site.operation == ThreadOperation.WRITE;
            if (!site.making && !fixed) {
                scheduler().point(fiber, site.operation, site.number, owner, site.slot());
            }
            scheduler().memory.field(fiber, owner, site, writes);
        }
    }

    /** Before an element of an array is read or written. */
    public static void element(@Nullable Object array, int index, int site) {
        Fiber fiber = fiber();
        if (fiber == null) {
            stray(site);
        } else if (fiber.quiet == 0 && array != null) {
            int length = java.lang.reflect.Array.getLength(array);
            if (index >= 0 && index < length) {
                HookSite place = HookSite.of(site);
                boolean writes = place.operation == ThreadOperation.WRITE;
                scheduler().point(fiber, place.operation, site, array, index);
                scheduler().memory.element(fiber, array, index, length, place, writes);
            }
        }
    }

    /** Instead of entering a monitor. */
    public static void enter(@Nullable Object object, int site) {
        Fiber fiber = fiber();
        if (fiber == null) {
            stray(site);
        } else {
            MonitorModel.enter(scheduler(), fiber, Objects.requireNonNull(object), site);
        }
    }

    /** Instead of leaving a monitor. */
    public static void exit(Object object, int site) {
        Fiber fiber = fiber();
        if (fiber != null) {
            MonitorModel.exit(scheduler(), fiber, object, site);
        }
    }

    /** Instead of {@link Object#wait(long, int)}. */
    public static void await(Object object, long millis, int nanos, int site)
            throws InterruptedException {
        Fiber fiber = fiber();
        if (fiber == null) {
            stray(site);
            waitReally(object, millis, nanos);
        } else if (millis < 0 || nanos < 0 || nanos > 999_999) {
            throw new IllegalArgumentException("timeout value is negative or out of range");
        } else {
            MonitorModel.await(scheduler(), fiber, object, millis * 1_000_000 + nanos, site);
        }
    }

    /** Instead of {@link TimeUnit#timedWait}. */
    public static void timedWait(TimeUnit unit, Object object, long time, int site)
            throws InterruptedException {
        if (time > 0) {
            long millis = unit.toMillis(time);
            long nanos = unit.toNanos(time) - TimeUnit.MILLISECONDS.toNanos(millis);
            await(object, millis, Math.clamp(nanos, 0, 999_999), site);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the loop, if there is one, is the test's
    private static void waitReally(Object object, long millis, int nanos)
            throws InterruptedException {
        object.wait(millis, nanos);
    }

    /** Instead of {@link Object#notify} and {@link Object#notifyAll}. */
    public static void tell(Object object, boolean all, int site) {
        Fiber fiber = fiber();
        if (fiber == null) {
            stray(site);
        } else {
            MonitorModel.tell(scheduler(), fiber, object, all, site);
        }
    }

    /** Instead of {@link Thread#holdsLock}. */
    public static boolean holds(Object object) {
        Fiber fiber = fiber();
        return fiber == null
                ? Thread.holdsLock(object)
                : scheduler().shadows.of(object).monitor().owner == fiber;
    }

    /** Before a method of the JDK's collections, atomics, locks and so on is called. */
    public static void call(@Nullable Object receiver, int site) {
        Fiber fiber = fiber();
        if (receiver instanceof java.lang.reflect.Field) {
            ClassHooks.reflect(receiver);
        }
        if (fiber == null) {
            stray(site);
        } else if (fiber.quiet == 0) {
            HookSite place = HookSite.of(site);
            HashOrderHooks.look(receiver, place);
            LibraryCalls.before(scheduler(), fiber, receiver, place);
        }
    }

    /** Before a variable of another object is accessed through a handle or an updater. */
    public static void through(@Nullable Object handle, @Nullable Object first, int site) {
        Fiber fiber = fiber();
        if (fiber == null) {
            stray(site);
        } else if (fiber.quiet == 0) {
            LibraryCalls.through(scheduler(), fiber, handle, first, HookSite.of(site));
        }
    }

    /** Before that method is called: what is passed to it first. */
    public static void argument(@Nullable Object first, int site) {
        Fiber fiber = recorder() == null ? null : fiber();
        if (fiber != null) {
            fiber.argument = first;
            fiber.argumentSite = site;
        }
    }

    /** Before a semaphore is asked for more than one permit, or given them. */
    public static void permits(int count) {
        Fiber fiber = fiber();
        if (fiber != null && fiber.quiet == 0) {
            fiber.permits = Math.clamp(count, 0, MOST_PERMITS);
        }
    }

    /** After that method has returned something. */
    public static void gave(@Nullable Object result, int site) {
        StepRecorder recorder = recorder();
        Fiber fiber = recorder == null ? null : fiber();
        if (recorder != null && fiber != null) {
            recorder.gave(fiber, HookSite.of(site), result);
        }
    }

    private static @Nullable StepRecorder recorder() {
        Scheduler scheduler = active;
        return scheduler == null ? null : scheduler.recorder;
    }

    /** After that method has returned or thrown; the result is true where it has none. */
    public static void returned(boolean result, @Nullable Object receiver, int site) {
        Fiber fiber = fiber();
        if (fiber != null && fiber.quiet == 0) {
            LibraryCalls.after(scheduler(), fiber, receiver, HookSite.of(site), result);
        }
    }

    /**
     * Instead of, or at the start of, {@link Thread#onSpinWait} and {@link Thread#yield}; whether
     * it was done.
     */
    public static boolean spin() {
        Fiber fiber = fiber();
        if (fiber != null) {
            ThreadModel.spin(scheduler(), fiber);
        }
        return fiber != null;
    }

    /**
     * Instead of {@link Thread#onSpinWait} in the JDK, which spins some hundred times before it
     * parks: not worth a point.
     */
    public static void spinInside() {
        Fiber fiber = fiber();
        if (fiber != null && ++fiber.spins % 1_024 == 0) {
            ThreadModel.spin(scheduler(), fiber);
        }
    }

    /** Before a thread is started. */
    public static void starting(Thread thread) {
        Fiber fiber = fiber();
        if (fiber != null) {
            scheduler().point(fiber, ThreadOperation.START, HookSite.NONE, thread, 0);
        }
    }

    /** Instead of starting a platform thread; whether it was done. */
    public static boolean start(Thread thread) {
        Fiber fiber = fiber();
        if (fiber == null) {
            return false;
        }
        ThreadInternals.started(thread);
        scheduler().spawn(thread, thread, fiber);
        return true;
    }

    /** A virtual thread was made. */
    public static void virtual(Thread thread, Runnable task) {
        if (fiber() != null) {
            scheduler().shadows.of(thread).task = task;
        }
    }

    /** Instead of starting a virtual thread; whether it was done. */
    public static boolean startVirtual(Thread thread) {
        Fiber fiber = fiber();
        return fiber != null && ThreadModel.startVirtual(scheduler(), fiber, thread);
    }

    /**
     * Instead of {@link Thread#join(long)}: 2 where it does not apply, 1 where the thread ended,
     * else 0.
     */
    public static int join(Thread thread, long millis) throws InterruptedException {
        Fiber fiber = fiber();
        if (fiber == null || millis < 0) {
            return 2;
        }
        long nanos = Math.min(millis, Long.MAX_VALUE / 1_000_000) * 1_000_000;
        return ThreadModel.join(scheduler(), fiber, thread, nanos) ? 1 : 0;
    }

    /** Instead of {@link Thread#join(java.time.Duration)}, as above. */
    public static int join(Thread thread, java.time.Duration time) throws InterruptedException {
        Fiber fiber = fiber();
        return fiber == null
                ? 2
                : ThreadModel.join(scheduler(), fiber, thread, Math.max(1, time.toNanos())) ? 1 : 0;
    }

    /** Whether a thread is alive: 2 where it is not under control. */
    public static int alive(Thread thread) {
        Fiber fiber = fiber();
        return fiber == null ? 2 : ThreadModel.alive(scheduler(), fiber, thread);
    }

    /** The state of a thread, or null where it is not under control. */
    public static Thread.@Nullable State state(Thread thread) {
        Fiber fiber = fiber();
        return fiber == null ? null : ThreadModel.state(scheduler(), thread);
    }

    /** Instead of sleeping; whether it was done. */
    public static boolean sleep(long nanos) throws InterruptedException {
        Fiber fiber = fiber();
        if (fiber != null) {
            ThreadModel.sleep(scheduler(), fiber, nanos);
        }
        return fiber != null;
    }

    /** Instead of parking; whether it was done. */
    public static boolean park(@Nullable Object blocker) {
        Fiber fiber = fiber();
        if (fiber != null) {
            ThreadModel.park(scheduler(), fiber, blocker, 0);
        }
        return fiber != null;
    }

    /** Instead of parking for so many nanoseconds; whether it was done. */
    public static boolean parkNanos(@Nullable Object blocker, long nanos) {
        Fiber fiber = fiber();
        if (fiber != null && nanos > 0) {
            ThreadModel.park(scheduler(), fiber, blocker, nanos);
        }
        return fiber != null;
    }

    /** Instead of the JDK's inner way of parking; whether it was done. */
    public static boolean park(boolean absolute, long time) {
        return absolute ? parkUntil(null, time) : time == 0 ? park(null) : parkNanos(null, time);
    }

    /** Instead of parking until a time in milliseconds; whether it was done. */
    public static boolean parkUntil(@Nullable Object blocker, long millis) {
        Fiber fiber = fiber();
        if (fiber != null) {
            long nanos = (millis - OutsideHooks.currentTimeMillis()) * 1_000_000;
            ThreadModel.park(scheduler(), fiber, blocker, Math.max(1, nanos));
        }
        return fiber != null;
    }

    /** Instead of unparking; whether it was done. */
    public static boolean unpark(@Nullable Thread thread) {
        Fiber fiber = fiber();
        return fiber != null && thread != null && ThreadModel.unpark(scheduler(), fiber, thread);
    }

    /** Instead of the JDK's inner way of unparking; whether it was done. */
    public static boolean unparkAny(@Nullable Object thread) {
        return thread instanceof Thread known && unpark(known);
    }

    /** At the start of {@link Thread#interrupt}; whether all of it was done. */
    public static boolean interrupt(Thread thread) {
        Fiber fiber = fiber();
        return fiber != null && ThreadModel.interrupt(scheduler(), fiber, thread);
    }

    /** Instead of {@link Thread#interrupted}: 2 where it does not apply. */
    public static int clearInterrupt(Thread thread) {
        Fiber fiber = fiber();
        if (fiber == null || fiber.thread != thread) {
            return 2;
        }
        boolean was = ThreadInternals.interrupted(thread);
        ThreadInternals.interrupted(thread, false);
        return was ? 1 : 0;
    }

    /**
     * Where a pool, a future or a stream begins or ends a task: what came before is known to it.
     */
    public static void task() {
        Fiber fiber = fiber();
        if (fiber != null) {
            fiber.tasks = true;
            fiber.writes();
            scheduler().memory.acquire(fiber, OperationConflicts.TASKS);
            scheduler().memory.release(fiber, OperationConflicts.TASKS);
        }
    }

    /** Before something is acquired or released that other threads acquire and release. */
    public static void syncing(Object object) {
        Fiber fiber = fiber();
        if (fiber != null && fiber.callee == null && LibraryCalls.isOwnSynchronizer(object)) {
            scheduler().point(fiber, ThreadOperation.CALL, HookSite.NONE, object, 0);
        }
        sync(object);
    }

    /** After something was acquired or released that other threads acquire and release. */
    public static void sync(Object object) {
        Fiber fiber = fiber();
        if (fiber != null) {
            scheduler().memory.acquire(fiber, object);
            scheduler().memory.release(fiber, object);
        }
    }

    /** A static initialiser begins. */
    public static void initialising() {
        Fiber fiber = fiber();
        if (fiber != null) {
            fiber.quiet++;
        }
    }

    /** A static initialiser has ended, or failed, whose class stays as it is. */
    public static void kept(Class<?> type) {
        Fiber fiber = fiber();
        if (fiber != null) {
            fiber.quiet--;
        }
        if (type.isInterface()) {
            InterfaceStatics.add(type);
        }
    }
}
