package dev.hocket.check.schedule;

import dev.hocket.check.strategy.OperationConflicts;
import dev.hocket.check.strategy.ThreadOperation;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/** What it means that the test calls a method of the JDK on a certain object. */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class LibraryCalls {
    private static final Set<String> READING =
            Set.of(
                    "get",
                    "next",
                    "hasNext",
                    "size",
                    "isEmpty",
                    "contains",
                    "containsKey",
                    "containsValue",
                    "indexOf",
                    "lastIndexOf",
                    "iterator",
                    "listIterator",
                    "stream",
                    "toArray",
                    "peek",
                    "peekFirst",
                    "peekLast",
                    "getFirst",
                    "getLast",
                    "element",
                    "forEach",
                    "keySet",
                    "values",
                    "entrySet",
                    "getOrDefault",
                    "containsAll",
                    "hashCode",
                    "equals",
                    "toString",
                    "subList",
                    "first",
                    "last",
                    "floor",
                    "ceiling",
                    "higher",
                    "lower",
                    "firstKey",
                    "lastKey",
                    "length",
                    "charAt",
                    "nextSetBit",
                    "cardinality",
                    "getKey",
                    "getValue",
                    "getAcquire",
                    "getAtIndex",
                    "getPlain",
                    "getOpaque",
                    "getVolatile",
                    "intValue",
                    "longValue");

    /** What changes an object that keeps the state of its work. */
    private static final Set<String> WORKING =
            Set.of(
                    "format",
                    "formatToCharacterIterator",
                    "parse",
                    "parseObject",
                    "applyPattern",
                    "applyLocalizedPattern",
                    "add",
                    "roll",
                    "clear",
                    "nextToken",
                    "nextElement",
                    "find",
                    "matches",
                    "lookingAt",
                    "reset",
                    "region",
                    "usePattern",
                    "replaceAll",
                    "replaceFirst",
                    "appendReplacement");

    private static final Set<String> READERS = Set.of("get", "getOrDefault");
    private static final Set<String> TAKING =
            Set.of(
                    "lock",
                    "lockInterruptibly",
                    "acquire",
                    "acquireUninterruptibly",
                    "readLock",
                    "writeLock");
    private static final Set<String> TRYING = Set.of("tryLock", "tryAcquire");
    private static final Set<String> GIVING =
            Set.of("unlock", "release", "unlockRead", "unlockWrite");
    private static final Set<String> WITH_CALLBACK =
            Set.of("computeIfAbsent", "computeIfPresent", "compute", "merge");
    private static final Set<String> STATE = Set.of("getState", "setState", "compareAndSetState");
    private static final Set<String> ELEMENT_BY_ELEMENT =
            Set.of(
                    "addAll",
                    "putAll",
                    "removeAll",
                    "retainAll",
                    "containsAll",
                    "removeIf",
                    "replaceAll",
                    "clear",
                    "drainTo",
                    "forEach",
                    "search",
                    "reduce",
                    "containsValue",
                    "toArray",
                    "toString",
                    "hashCode",
                    "equals");
    private static final Set<String> COUNTS = Set.of("size", "isEmpty", "mappingCount");

    /** What an adder does in one place. */
    private static final Set<String> ADDS = Set.of("add", "increment", "decrement", "accumulate");

    private static final Map<Class<?>, Behaviour> BEHAVIOURS = new ConcurrentHashMap<>();

    /** How the objects of a class behave, but for the methods that are the test's own. */
    private record Behaviour(ThreadSafety sort, Set<String> own) {}

    private LibraryCalls() {}

    public static void before(
            Scheduler scheduler, Fiber fiber, @Nullable Object called, HookSite site) {
        Object receiver = called == null ? null : BackingObjects.root(called);
        ThreadSafety sort = receiver == null ? ThreadSafety.CONCURRENT : sort(receiver, site);
        Object target =
                receiver == null
                        ? unowned(site)
                        : sort == ThreadSafety.TASK ? OperationConflicts.TASKS : shared(receiver);
        if (receiver != null && !scheduler.inexact && isMoreThanOneStep(receiver, sort, site)) {
            scheduler.leavesSomethingOut();
        }
        switch (sort) {
            case CONCURRENT, TASK -> concurrent(scheduler, fiber, receiver, target, site);
            case MAP -> {
                if (WITH_CALLBACK.contains(site.name) || !reads(site)) {
                    MonitorModel.enter(scheduler, fiber, target, site.number);
                } else {
                    concurrent(scheduler, fiber, receiver, target, site);
                }
            }
            case LOCKED -> MonitorModel.enter(scheduler, fiber, target, site.number);
            case HANDLE -> concurrent(scheduler, fiber, receiver, target, site);
            case SYNCHRONIZER -> synchronizer(scheduler, fiber, target, site);
            case OUTSIDE ->
                    scheduler.point(fiber, operation(site), site.number, HandleVariable.OUTSIDE, 0);
            case PLAIN -> plain(scheduler, fiber, target, site);
            case TEXT -> {
                seen(scheduler, target, site);
                scheduler.memory.object(fiber, target, site, !reads(site));
            }
            case OTHER -> seen(scheduler, target, site);
        }
    }

    /**
     * Whether the call is run as one step though it is not: it goes through a concurrent collection
     * element by element, or orders memory less than a volatile variable does.
     */
    private static boolean isMoreThanOneStep(Object receiver, ThreadSafety sort, HookSite site) {
        boolean concurrent = sort == ThreadSafety.CONCURRENT || sort == ThreadSafety.MAP;
        return site.isWeak()
                || (concurrent
                        && ELEMENT_BY_ELEMENT.contains(site.name)
                        && !receiver.getClass().getSimpleName().startsWith("CopyOnWrite"))
                || (concurrent && COUNTS.contains(site.name) && countsElements(receiver))
                || (concurrent && isAdder(receiver) && !ADDS.contains(site.name));
    }

    /** Whether its size is counted in several places, or element by element. */
    private static boolean countsElements(Object receiver) {
        return receiver instanceof ConcurrentMap
                || receiver instanceof ConcurrentLinkedQueue
                || receiver instanceof ConcurrentLinkedDeque
                || receiver instanceof ConcurrentSkipListSet;
    }

    /** Whether its value is kept in several places, which are read one after the other. */
    private static boolean isAdder(Object receiver) {
        return receiver instanceof LongAdder
                || receiver instanceof LongAccumulator
                || receiver instanceof DoubleAdder
                || receiver instanceof DoubleAccumulator;
    }

    private static void seen(Scheduler scheduler, Object target, HookSite site) {
        if (scheduler.recorder != null) {
            scheduler.recorder.seen(target, site.number);
        }
    }

    private static ThreadOperation operation(HookSite site) {
        return reads(site) ? ThreadOperation.READ : ThreadOperation.CALL;
    }

    /** Before a variable of the object that is the first argument is accessed. */
    public static void through(
            Scheduler scheduler,
            Fiber fiber,
            @Nullable Object handle,
            @Nullable Object first,
            HookSite site) {
        if (site.isWeak()) {
            scheduler.leavesSomethingOut();
        }
        if (handle instanceof VarHandle variable) {
            HandleVariable handles = HandleVariable.of(variable);
            Object owner = handles.owner(variable, first);
            fiber.callee = handle;
            fiber.calleeSite = site.number;
            scheduler.point(fiber, operation(site), site.number, owner, handles.slot);
            if (handles.slot == OperationConflicts.ALL_SLOTS && !owner.getClass().isArray()) {
                scheduler.memory.anyOf(fiber, owner, !reads(site));
            } else {
                scheduler.memory.handle(fiber, owner, handles.slot, !reads(site));
            }
        } else if (handle != null && first != null) {
            fiber.callee = handle;
            fiber.calleeSite = site.number;
            scheduler.point(
                    fiber, operation(site), site.number, first, OperationConflicts.ALL_SLOTS);
            scheduler.memory.acquire(fiber, handle);
            scheduler.memory.release(fiber, handle);
            if (!first.getClass().isArray()) {
                scheduler.memory.anyOf(fiber, first, !reads(site));
            }
        }
    }

    private static void plain(Scheduler scheduler, Fiber fiber, Object target, HookSite site) {
        boolean writes = !reads(site) || (READERS.contains(site.name) && reorders(target));
        ThreadOperation operation = writes ? ThreadOperation.WRITE : ThreadOperation.READ;
        scheduler.point(fiber, operation, site.number, target, OperationConflicts.ALL_SLOTS);
        scheduler.memory.object(fiber, target, site, writes);
    }

    /** Whether the map changes when it is read: by order of access, or by what nobody holds. */
    private static boolean reorders(Object map) {
        return map instanceof WeakHashMap
                || (map instanceof LinkedHashMap && BackingObjects.ordersByAccess(map));
    }

    private static void concurrent(
            Scheduler scheduler,
            Fiber fiber,
            @Nullable Object receiver,
            Object target,
            HookSite site) {
        fiber.callee = receiver == null ? target : receiver;
        fiber.calleeSite = site.number;
        scheduler.point(fiber, operation(site), site.number, target, 0);
        scheduler.memory.acquire(fiber, target);
        scheduler.memory.release(fiber, target);
    }

    /** Its state is a variable, which it reads and writes while it acquires or releases. */
    private static void synchronizer(
            Scheduler scheduler, Fiber fiber, Object target, HookSite site) {
        if (!STATE.contains(site.name)) {
            concurrent(scheduler, fiber, target, target, site);
        } else {
            scheduler.point(
                    fiber,
                    site.name.equals("getState") ? ThreadOperation.READ : ThreadOperation.CALL,
                    site.number,
                    target,
                    0);
            scheduler.memory.acquire(fiber, target);
            scheduler.memory.release(fiber, target);
        }
    }

    public static void after(
            Scheduler scheduler,
            Fiber fiber,
            @Nullable Object called,
            HookSite site,
            boolean result) {
        Object receiver = called == null ? null : BackingObjects.root(called);
        if (result && !reads(site) && !(receiver instanceof Condition) && receiver != null) {
            fiber.writes();
        }
        if (scheduler.recorder != null) {
            scheduler.recorder.returned(fiber, receiver, site, result);
        }
        if (receiver == null) {
            fiber.callee = null;
            return;
        }
        switch (sort(receiver, site)) {
            case CONCURRENT -> {
                fiber.callee = null;
                scheduler.memory.acquire(fiber, shared(receiver));
                hold(fiber, receiver, site, result);
            }
            case TASK -> {
                fiber.callee = null;
                scheduler.memory.acquire(fiber, OperationConflicts.TASKS);
            }
            case MAP -> {
                fiber.callee = null;
                if (WITH_CALLBACK.contains(site.name) || !reads(site)) {
                    MonitorModel.exit(scheduler, fiber, receiver, site.number);
                }
            }
            case LOCKED -> MonitorModel.exit(scheduler, fiber, receiver, site.number);
            case HANDLE -> fiber.callee = null;
            case SYNCHRONIZER -> {
                if (!STATE.contains(site.name)) {
                    fiber.callee = null;
                    scheduler.memory.acquire(fiber, receiver);
                }
            }
            case OUTSIDE, PLAIN, TEXT, OTHER -> {}
        }
    }

    private static void hold(Fiber fiber, Object receiver, HookSite site, boolean result) {
        if (!(receiver instanceof Lock
                || receiver instanceof Semaphore
                || receiver instanceof StampedLock)) {
            return;
        }
        if (receiver instanceof StampedLock) {
            fiber.optimistic = site.name.equals("tryOptimisticRead");
        }
        int times = fiber.permits;
        fiber.permits = 1;
        if (result && (TAKING.contains(site.name) || TRYING.contains(site.name))) {
            fiber.held.addAll(Collections.nCopies(times, receiver));
        } else if (result && GIVING.contains(site.name)) {
            for (int i = 0; i < times; i++) {
                if (!giveBack(fiber, receiver) && receiver instanceof Semaphore) {
                    giveBackForAnother(fiber, receiver);
                }
            }
        }
    }

    private static boolean giveBack(Fiber fiber, Object receiver) {
        for (int at = fiber.held.size() - 1; at >= 0; at--) {
            if (fiber.held.get(at) == receiver) {
                fiber.held.remove(at);
                return true;
            }
        }
        return false;
    }

    /** A permit may be given back by a thread that has not taken it. */
    private static void giveBackForAnother(Fiber giver, Object semaphore) {
        for (Fiber other : giver.scheduler.fibers) {
            if (other != giver && giveBack(other, semaphore)) {
                return;
            }
        }
    }

    /** What stands for the objects of a static method. */
    private static Object unowned(HookSite site) {
        return site.owner.equals(OperationConflicts.PARKING)
                ? OperationConflicts.PARKING
                : OperationConflicts.TASKS;
    }

    static boolean isTask(Object object) {
        return behaviour(object.getClass()).sort() == ThreadSafety.TASK;
    }

    /**
     * Whether that is a call of the JDK's own method, of an object that is not safe for threads.
     */
    public static boolean isPlain(Object object, HookSite site) {
        return sort(object, site) == ThreadSafety.PLAIN;
    }

    /** Whether it is a synchronizer that the test has made. */
    public static boolean isOwnSynchronizer(Object object) {
        return object.getClass().getClassLoader() != null
                && (object instanceof AbstractQueuedSynchronizer
                        || object instanceof AbstractQueuedLongSynchronizer);
    }

    /** The lock that a condition belongs to, the map that a view shows; else the object itself. */
    public static Object shared(Object object) {
        return BackingObjects.of(object);
    }

    static boolean reads(HookSite site) {
        if (ThreadSafety.keepsItsWork(site.owner)) {
            return !site.name.startsWith("set") && !WORKING.contains(site.name);
        }
        boolean ofBuffer = site.owner.startsWith("java.nio.") && site.name.startsWith("get");
        boolean volatileRead = site.name.startsWith("get") && site.name.endsWith("Volatile");
        return ofBuffer || volatileRead || READING.contains(site.name);
    }

    /** A method that the test's own class has overridden is its own, and not the JDK's. */
    private static ThreadSafety sort(Object receiver, HookSite site) {
        Behaviour known = behaviour(receiver.getClass());
        boolean own =
                !known.own().isEmpty()
                        && !site.descriptor.isEmpty()
                        && known.own().contains(site.name + site.descriptor);
        return own ? ThreadSafety.OTHER : known.sort();
    }

    private static Behaviour behaviour(Class<?> type) {
        Behaviour known = BEHAVIOURS.get(type);
        if (known == null) {
            ThreadSafety sort = ThreadSafety.of(type);
            known = new Behaviour(sort, sort == ThreadSafety.OTHER ? Set.of() : own(type));
            BEHAVIOURS.put(type, known);
        }
        return known;
    }

    /** What a loaded class and those above it have of their own, up to the JDK's. */
    private static Set<String> own(Class<?> type) {
        Set<String> own = new HashSet<>();
        for (Class<?> at = type;
                at != null && at.getClassLoader() != null && !at.getName().startsWith("java.");
                at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                own.add(
                        method.getName()
                                + MethodType.methodType(
                                                method.getReturnType(), method.getParameterTypes())
                                        .descriptorString());
            }
        }
        return own;
    }
}
