package dev.hocket.check.state;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for a signal on a condition of the JDK. One of them can be moved to the
 * queue of the lock as if it had been signalled, which is what a spurious wake-up of {@link
 * Condition#await} is: no other waiter is concerned, and no signal is used up.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class ConditionQueue {
    /** The bit in the status of those that nobody has signalled. */
    private static final int UNSIGNALLED = 2;

    private static final ConditionQueue OF_INTS =
            new ConditionQueue(
                    AbstractQueuedSynchronizer.class,
                    AbstractQueuedSynchronizer.ConditionObject.class);
    private static final ConditionQueue OF_LONGS =
            new ConditionQueue(
                    AbstractQueuedLongSynchronizer.class,
                    AbstractQueuedLongSynchronizer.ConditionObject.class);

    private final VarHandle synchronizer;
    private final VarHandle first;
    private final VarHandle last;
    private final VarHandle next;
    private final VarHandle waiter;
    private final VarHandle status;
    private final MethodHandle unset;
    private final MethodHandle enqueue;

    private ConditionQueue(Class<?> owner, Class<?> condition) {
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
            Class<?> base = Class.forName(owner.getName() + "$Node");
            Class<?> node = Class.forName(owner.getName() + "$ConditionNode");
            synchronizer = handle(condition, "this$0", owner);
            first = handle(condition, "firstWaiter", node);
            last = handle(condition, "lastWaiter", node);
            next = handle(node, "nextWaiter", node);
            waiter = handle(base, "waiter", Thread.class);
            status = handle(base, "status", int.class);
            unset =
                    lookup.findVirtual(
                            base, "getAndUnsetStatus", MethodType.methodType(int.class, int.class));
            enqueue = lookup.findVirtual(owner, "enqueue", MethodType.methodType(void.class, node));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static VarHandle handle(Class<?> owner, String name, Class<?> type)
            throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                .findVarHandle(owner, name, type)
                .withInvokeBehavior();
    }

    private static @Nullable ConditionQueue of(Object condition) {
        return condition instanceof AbstractQueuedSynchronizer.ConditionObject
                ? OF_INTS
                : condition instanceof AbstractQueuedLongSynchronizer.ConditionObject
                        ? OF_LONGS
                        : null;
    }

    /** Whether the thread waits there for a signal, and none has come for it. */
    public static boolean has(Object condition, Thread thread) {
        ConditionQueue queue = of(condition);
        return queue != null && queue.find(condition, thread) != null;
    }

    private @Nullable Object find(Object condition, Thread thread) {
        Object node = first.get(condition);
        while (node != null) {
            boolean unsignalled = ((int) status.get(node) & UNSIGNALLED) != 0;
            if (unsignalled && waiter.get(node) == thread) {
                return node;
            }
            node = next.get(node);
        }
        return null;
    }

    /** Lets the thread go on as if it had been signalled, if it waits there. */
    public static void release(Object condition, Thread thread) {
        ConditionQueue queue = of(condition);
        Object node = queue == null ? null : queue.find(condition, thread);
        if (queue != null && node != null) {
            queue.unlink(condition, node);
            queue.signal(condition, node);
        }
    }

    private void unlink(Object condition, Object node) {
        Object before = null;
        Object at = first.get(condition);
        while (at != null && at != node) {
            before = at;
            at = next.get(at);
        }
        Object after = next.get(node);
        if (before == null) {
            first.set(condition, after);
        } else {
            next.set(before, after);
        }
        if (after == null) {
            last.set(condition, before);
        }
        next.set(node, null);
    }

    private void signal(Object condition, Object node) {
        try {
            int ignored = (int) unset.invoke(node, UNSIGNALLED);
            enqueue.invoke(synchronizer.get(condition), node);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
