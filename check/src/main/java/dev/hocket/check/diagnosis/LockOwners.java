package dev.hocket.check.diagnosis;

import dev.hocket.check.schedule.Fiber;
import dev.hocket.check.schedule.LibraryCalls;
import dev.hocket.check.schedule.Scheduler;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** Who has what a thread waits for. */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class LockOwners {
    private static final MethodHandle OWNER;
    private static final VarHandle RUNNER;

    static {
        try {
            OWNER =
                    MethodHandles.privateLookupIn(
                                    AbstractOwnableSynchronizer.class, MethodHandles.lookup())
                            .findVirtual(
                                    AbstractOwnableSynchronizer.class,
                                    "getExclusiveOwnerThread",
                                    MethodType.methodType(Thread.class));
            RUNNER =
                    MethodHandles.privateLookupIn(FutureTask.class, MethodHandles.lookup())
                            .findVarHandle(FutureTask.class, "runner", Thread.class)
                            .withInvokeBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private LockOwners() {}

    /** The object that a fiber waits for, or null if it waits for nothing. */
    public static @Nullable Object awaited(Fiber fiber) {
        return switch (fiber.state) {
            case ENTERING, WAITING -> fiber.monitor().object;
            case JOINING, INITIALISING -> fiber.target;
            case PARKED -> {
                Object task = PoolThreads.awaited(fiber);
                yield task != null ? task : fiber.callee != null ? fiber.callee : fiber.blocker;
            }
            case READY, SLEEPING, ENDED -> null;
        };
    }

    /** The fibers that have it; none if it can only be signalled. */
    public static List<Fiber> of(Scheduler scheduler, Fiber waiting) {
        List<Fiber> found = new ArrayList<>();
        if (waiting.state == Fiber.State.WAITING && waiting.monitor().owner == null) {
            return found;
        }
        if (waiting.state == Fiber.State.JOINING) {
            Fiber joined = waiting.joined;
            return joined == null ? found : List.of(joined);
        }
        if (awaitsSignal(waiting) && !(waiting.blocker instanceof AbstractOwnableSynchronizer)) {
            return found;
        }
        Object object = awaited(waiting);
        List<Fiber> workers = PoolThreads.owners(scheduler, waiting);
        if (!workers.isEmpty()) {
            return workers;
        }
        Thread owner = object == null ? null : owner(object, waiting.blocker);
        for (Fiber fiber : scheduler.fibers) {
            boolean has = object != null && holds(fiber, object);
            if (has || (fiber != waiting && fiber.thread == owner)) {
                found.add(fiber);
            }
        }
        return found;
    }

    /** Whether it is in a condition's await, which has given the lock back. */
    static boolean awaitsSignal(Fiber fiber) {
        return fiber.state == Fiber.State.PARKED && fiber.callee instanceof Condition;
    }

    /** What a fiber holds, which is not the lock of the condition that it awaits. */
    public static List<Object> held(Fiber fiber) {
        Object condition = fiber.callee;
        if (condition == null || !awaitsSignal(fiber)) {
            return fiber.held;
        }
        List<Object> held = new ArrayList<>(fiber.held);
        held.removeIf(lock -> LibraryCalls.shared(lock) == LibraryCalls.shared(condition));
        return held;
    }

    private static boolean holds(Fiber fiber, Object object) {
        for (Object held : held(fiber)) {
            if (held == object || LibraryCalls.shared(held) == LibraryCalls.shared(object)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Thread owner(Object object, @Nullable Object blocker) {
        try {
            if (object instanceof FutureTask<?> task) {
                return (Thread) RUNNER.get(task);
            }
            if (object instanceof AbstractOwnableSynchronizer sync) {
                return (Thread) OWNER.invokeExact(sync);
            }
            boolean lock =
                    object instanceof Condition
                            || object instanceof ReentrantLock
                            || object instanceof ReentrantReadWriteLock.WriteLock
                            || object instanceof ReentrantReadWriteLock.ReadLock;
            if (lock && blocker instanceof AbstractOwnableSynchronizer sync) {
                return (Thread) OWNER.invokeExact(sync);
            }
        } catch (Throwable e) {
            return null;
        }
        return null;
    }
}
