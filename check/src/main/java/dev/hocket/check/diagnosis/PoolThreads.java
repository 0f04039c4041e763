package dev.hocket.check.diagnosis;

import dev.hocket.check.schedule.Fiber;
import dev.hocket.check.schedule.HookSite;
import dev.hocket.check.schedule.Scheduler;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Threads of pools, and the tasks that wait in the queues of pools for one of them. */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class PoolThreads {
    private static final String WORKER = "java.util.concurrent.ThreadPoolExecutor$Worker";
    private static final VarHandle POOL;
    private static final MethodHandle TASK;

    static {
        try {
            Class<?> worker = Class.forName(WORKER);
            POOL =
                    MethodHandles.privateLookupIn(worker, MethodHandles.lookup())
                            .findVarHandle(worker, "this$0", ThreadPoolExecutor.class)
                            .withInvokeBehavior();
            Class<?> holder = Class.forName("java.lang.Thread$FieldHolder");
            MethodHandles.Lookup threads =
                    MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
            MethodHandle task =
                    MethodHandles.privateLookupIn(holder, MethodHandles.lookup())
                            .findGetter(holder, "task", Runnable.class);
            TASK =
                    MethodHandles.filterReturnValue(
                                    threads.findGetter(Thread.class, "holder", holder), task)
                            .asType(MethodType.methodType(Runnable.class, Thread.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private PoolThreads() {}

    /** The task whose end the fiber waits for, or null. */
    public static @Nullable Object awaited(Fiber fiber) {
        if (fiber.state != Fiber.State.PARKED) {
            return null;
        }
        return isTask(fiber.callee) ? fiber.callee : isTask(fiber.blocker) ? fiber.blocker : null;
    }

    private static boolean isTask(@Nullable Object object) {
        return object instanceof FutureTask
                || object instanceof CompletableFuture
                || object instanceof ForkJoinTask;
    }

    /** Whether the fiber waits until a pool has ended. */
    public static boolean ends(Fiber fiber) {
        String name = HookSite.of(fiber.calleeSite).name;
        return fiber.state == Fiber.State.PARKED
                && fiber.callee instanceof ThreadPoolExecutor
                && (name.equals("close") || name.equals("awaitTermination"));
    }

    /**
     * The threads without which a fiber does not get on that waits for a pool or what it queues.
     */
    static List<Fiber> owners(Scheduler scheduler, Fiber waiting) {
        if (ends(waiting) && waiting.callee instanceof ThreadPoolExecutor pool) {
            return workers(scheduler, pool);
        }
        Fiber worker = queuedFor(scheduler, waiting);
        return worker == null ? List.of() : workers(scheduler, worker);
    }

    /** A thread of the pool in whose queue the task is that the fiber waits for, or null. */
    public static @Nullable Fiber queuedFor(Scheduler scheduler, Fiber waiting) {
        Object task = awaited(waiting);
        if (task != null) {
            for (Fiber fiber : scheduler.fibers) {
                ThreadPoolExecutor pool = fiber.ended() ? null : pool(fiber);
                if (pool != null && queues(pool, task)) {
                    return fiber;
                }
            }
        }
        return null;
    }

    /** All threads of the pool that a thread works for. */
    public static List<Fiber> workers(Scheduler scheduler, Fiber worker) {
        ThreadPoolExecutor pool = pool(worker);
        return pool == null ? List.of() : workers(scheduler, pool);
    }

    private static List<Fiber> workers(Scheduler scheduler, ThreadPoolExecutor pool) {
        List<Fiber> workers = new ArrayList<>();
        for (Fiber fiber : scheduler.fibers) {
            if (!fiber.ended() && pool(fiber) == pool) {
                workers.add(fiber);
            }
        }
        return workers;
    }

    private static @Nullable ThreadPoolExecutor pool(Fiber fiber) {
        if (fiber.thread.isVirtual()) {
            return null;
        }
        try {
            Runnable task = (Runnable) TASK.invokeExact(fiber.thread);
            boolean works = task != null && task.getClass().getName().equals(WORKER);
            return works ? (ThreadPoolExecutor) POOL.get(task) : null;
        } catch (Throwable e) {
            return null;
        }
    }

    private static boolean queues(ThreadPoolExecutor pool, Object task) {
        if (pool.getQueue().getClass().getClassLoader() != null) {
            return false; // it would run code of the test
        }
        for (Object queued : pool.getQueue().toArray()) {
            if (queued == task || completes(queued, task)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a task completes that future: the JDK's own have it in a variable, "dep". */
    private static boolean completes(Object queued, Object future) {
        for (Class<?> type = queued.getClass();
                type != null && type.getName().startsWith("java.util.concurrent.Completable");
                type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField("dep");
                field.setAccessible(true);
                return field.get(queued) == future;
            } catch (NoSuchFieldException e) {
                // A superclass may have it.
            } catch (IllegalAccessException | RuntimeException e) {
                return false;
            }
        }
        return false;
    }
}
