package dev.hocket.link.codec;

import java.io.InvalidObjectException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Objects that make sense only if several threads share the same instance. Most of them are
 * serializable, but a copy of a lock does not exclude any thread of the original, and a copy of a
 * counter counts only in its process: the results would be silently wrong. They are therefore
 * refused by name.
 */
final class SharedObjects {
    /** What a type is, and with that what to use in its place. */
    private enum Kind {
        LOCK(
                "would not exclude any other thread",
                "Let each task work on its own part, or count with SharedLongs.getAndAdd"),
        COUNTER(
                "would have its own value",
                "Count with SharedLongs.getAndAdd, or return each task's part and combine the"
                        + " outputs"),
        QUEUE(
                "would not be filled or emptied by this process",
                "Return what a task finds as its output, and give it what it needs as its input"),
        EXECUTOR("would not run anything", "Create it within the task that needs it");

        final String consequence;
        final String remedy;

        Kind(String consequence, String remedy) {
            this.consequence = consequence;
            this.remedy = remedy;
        }
    }

    /** By class, since each object of a graph is looked at. */
    private static final class Found {
        static final Found NOTHING = new Found(null);
        final @Nullable Kind kind;

        Found(@Nullable Kind kind) {
            this.kind = kind;
        }
    }

    private static final ClassValue<Found> KINDS =
            new ClassValue<>() {
                @Override
                protected Found computeValue(Class<?> type) {
                    Kind kind = kind(type);
                    return kind == null ? Found.NOTHING : new Found(kind);
                }
            };

    private SharedObjects() {}

    /**
     * Refuses an object that is only of use when shared.
     *
     * @throws InvalidObjectException if it is one; the message names it and what to use instead
     */
    static void check(Object object) throws InvalidObjectException {
        Kind kind = KINDS.get(object.getClass()).kind;
        if (kind != null) {
            throw new InvalidObjectException(
                    ("%s cannot be sent to another process: its copy there %s. %s; or run the job"
                                    + " on an engine of one process, such as threads")
                            .formatted(object.getClass().getName(), kind.consequence, kind.remedy));
        }
    }

    private static @Nullable Kind kind(Class<?> type) {
        if (isAny(type, Executor.class, Future.class, Thread.class, ThreadLocal.class)) {
            return Kind.EXECUTOR;
        }
        if (isAny(
                type,
                BlockingQueue.class,
                ConcurrentLinkedQueue.class,
                ConcurrentLinkedDeque.class,
                Exchanger.class)) {
            return Kind.QUEUE;
        }
        if (isLock(type)) {
            return Kind.LOCK;
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getPackageName().equals("java.util.concurrent.atomic")) {
                return Kind.COUNTER;
            }
            if (each.getName().startsWith("java.util.Collections$Synchronized")) {
                return Kind.QUEUE;
            }
        }
        return null;
    }

    private static boolean isLock(Class<?> type) {
        // The segments that a ConcurrentHashMap writes for old readers are locks by inheritance,
        // and
        // have the inner parts of locks, which nobody else can capture.
        return !type.getName().startsWith("java.util.concurrent.ConcurrentHashMap$")
                && !type.getName().startsWith("java.util.concurrent.locks.ReentrantLock$")
                && isAny(
                        type,
                        Lock.class,
                        ReadWriteLock.class,
                        Condition.class,
                        StampedLock.class,
                        AbstractOwnableSynchronizer.class,
                        Semaphore.class,
                        CountDownLatch.class,
                        CyclicBarrier.class,
                        Phaser.class);
    }

    private static boolean isAny(Class<?> type, Class<?>... kinds) {
        for (Class<?> kind : kinds) {
            if (kind.isAssignableFrom(type)) {
                return true;
            }
        }
        return false;
    }
}
