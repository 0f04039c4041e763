package dev.hocket.check.schedule;

import dev.hocket.check.strategy.RoundRobinStrategy;
import dev.hocket.check.strategy.ThreadOperation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is used of the JDK's inner parts. A JDK on which {@link #selfTest} fails is not supported.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class ThreadInternals {
    private static final MethodHandle SET_CURRENT;
    private static final MethodHandle EXIT;
    private static final VarHandle INTERRUPTED;
    private static final VarHandle HOLDER;
    private static final VarHandle STATUS;
    private static final VarHandle STATE;
    private static final int NEW_STATUS = 0;
    private static final int RUNNABLE_STATUS = 5;
    private static final int TERMINATED_STATUS = 2;
    private static final int STARTED_STATE = 1;
    private static final int TERMINATED_STATE = 99;
    private static final Class<?> VIRTUAL;

    static {
        try {
            Lookup lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
            SET_CURRENT =
                    lookup.findVirtual(
                            Thread.class,
                            "setCurrentThread",
                            MethodType.methodType(void.class, Thread.class));
            EXIT = lookup.findVirtual(Thread.class, "exit", MethodType.methodType(void.class));
            INTERRUPTED = lookup.findVarHandle(Thread.class, "interrupted", boolean.class);
            Class<?> holder = Class.forName("java.lang.Thread$FieldHolder");
            HOLDER = lookup.findVarHandle(Thread.class, "holder", holder).withInvokeBehavior();
            STATUS =
                    MethodHandles.privateLookupIn(holder, MethodHandles.lookup())
                            .findVarHandle(holder, "threadStatus", int.class)
                            .withInvokeBehavior();
            VIRTUAL = Class.forName("java.lang.VirtualThread");
            STATE =
                    MethodHandles.privateLookupIn(VIRTUAL, MethodHandles.lookup())
                            .findVarHandle(VIRTUAL, "state", int.class)
                            .withInvokeBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ThreadInternals() {}

    /** Runs a fiber as the current thread until it gives way; the caller is the carrier. */
    static void run(Fiber fiber) {
        DebugBaton baton = fiber.baton;
        if (baton != null) {
            baton.pass();
            return;
        }
        Thread carrier = Thread.currentThread();
        try {
            SET_CURRENT.invokeExact(carrier, fiber.thread);
            try {
                fiber.resume();
            } finally {
                SET_CURRENT.invokeExact(carrier, carrier);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isNew(Thread thread) {
        if (VIRTUAL.isInstance(thread)) {
            return (int) STATE.get(thread) == NEW_STATUS;
        }
        return (int) STATUS.get(HOLDER.get(thread)) == NEW_STATUS;
    }

    /** The thread counts as started. */
    public static void started(Thread thread) {
        if (DebugBaton.WANTED) {
            return; // the JVM starts it
        }
        status(thread, RUNNABLE_STATUS, STARTED_STATE);
    }

    /** The thread, which is the current one, counts as ended. */
    static void ended(Thread thread) {
        if (DebugBaton.WANTED) {
            return; // the JVM ends it
        }
        if (!VIRTUAL.isInstance(thread)) {
            try {
                EXIT.invokeExact(thread);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
        status(thread, TERMINATED_STATUS, TERMINATED_STATE);
    }

    private static void status(Thread thread, int status, int state) {
        if (VIRTUAL.isInstance(thread)) {
            STATE.set(thread, state);
        } else {
            STATUS.set(HOLDER.get(thread), status);
        }
    }

    public static boolean interrupted(Thread thread) {
        return (boolean) INTERRUPTED.get(thread);
    }

    public static void interrupted(Thread thread, boolean value) {
        INTERRUPTED.setVolatile(thread, value);
    }

    /** Hands an exception to the handler that the test has set, if it has set one. */
    static boolean handle(Thread thread, Throwable thrown) {
        if (thrown instanceof Scheduler.Escape) {
            return true;
        }
        Thread.UncaughtExceptionHandler own = thread.getUncaughtExceptionHandler();
        Thread.UncaughtExceptionHandler handler =
                own instanceof ThreadGroup ? Thread.getDefaultUncaughtExceptionHandler() : own;
        if (handler == null) {
            return false;
        }
        try {
            handler.uncaughtException(thread, thrown);
        } catch (Throwable e) {
            return true;
        }
        return true;
    }

    /** What does not work on this JDK, or null. */
    public static @Nullable String selfTest() {
        Thread[] seen = new Thread[2];
        Thread platform = new Thread(() -> {}, "self-test");
        Thread virtual = Thread.ofVirtual().unstarted(() -> {});
        long until = System.nanoTime() + 10_000_000_000L;
        Scheduler scheduler =
                new Scheduler(new RoundRobinStrategy(1), 100, until, new IgnoredRaces(List.of()));
        Scheduler.End end =
                scheduler.run(
                        platform,
                        () -> {
                            seen[0] = Thread.currentThread();
                            Fiber first = scheduler.fibers.get(0);
                            scheduler.spawn(virtual, () -> seen[1] = Thread.currentThread(), first);
                            scheduler.point(first, ThreadOperation.YIELD, HookSite.NONE, null, 0);
                            scheduler.point(first, ThreadOperation.YIELD, HookSite.NONE, null, 0);
                        });
        return end == Scheduler.End.DONE && seen[0] == platform && seen[1] == virtual
                ? null
                : "threads could not be switched by hand";
    }
}
