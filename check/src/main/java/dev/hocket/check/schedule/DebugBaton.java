package dev.hocket.check.schedule;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a fiber run on the JVM's own thread instead of in a continuation, for a debugger: it knows
 * no threads but those. Whoever has the baton runs; all others wait for theirs. The JVM starts the
 * test's threads then, and hooks at the beginning and the end of their run methods take and give
 * the baton.
 */
public final class DebugBaton {
    public static final String PROPERTY = "hocket.check.debug";

    /** Whether this JVM is one for a debugger. */
    public static final boolean WANTED = Boolean.getBoolean(DebugBaton.PROPERTY);

    private static final Map<Thread, DebugBaton> ALL =
            Collections.synchronizedMap(new IdentityHashMap<>());
    private static final MethodHandle START;

    static {
        try {
            START =
                    MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                            .findVirtual(Thread.class, "start0", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Fiber fiber;
    private boolean running;
    private boolean begun;

    private DebugBaton(Fiber fiber) {
        this.fiber = fiber;
    }

    /** The baton of a fiber, which the JVM is to start; null where continuations run. */
    static @Nullable DebugBaton of(Fiber fiber) {
        if (!WANTED) {
            return null;
        }
        DebugBaton baton = new DebugBaton(fiber);
        ALL.put(fiber.thread, baton);
        return baton;
    }

    /** Has the JVM start a thread, out of control up to its first step. */
    static void start(Scheduler scheduler, Thread thread) {
        Fiber starter = scheduler.current;
        scheduler.current = null;
        try {
            if (thread.isVirtual()) {
                thread.start();
            } else {
                START.invokeExact(thread);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        } finally {
            scheduler.current = starter;
        }
    }

    /** The current thread begins: it waits for its first turn. */
    public static void begin() {
        DebugBaton baton = ALL.get(Thread.currentThread());
        if (baton != null && !baton.begun) {
            baton.begun = true;
            baton.await();
        }
    }

    /** Lets the fiber run until it gives the baton back; called by the carrier. */
    synchronized void pass() {
        running = true;
        notifyAll();
        while (running) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Gives the baton to the carrier. */
    public synchronized void back() {
        running = false;
        notifyAll();
    }

    /**
     * Waits for the baton. An interrupt is part of the test: it stays, does not end the wait, and
     * is seen by the scheduler, so that there is no waiting but by trying again.
     */
    void await() {
        while (!has()) {
            Thread.onSpinWait();
        }
    }

    private synchronized boolean has() {
        try {
            while (!running && !ThreadInternals.interrupted(fiber.thread)) {
                wait();
            }
        } catch (InterruptedException e) {
            ThreadInternals.interrupted(fiber.thread, true);
        }
        return running;
    }
}
