package dev.hocket.check.schedule;

import java.lang.invoke.VarHandle;
import java.util.Set;

/** How the objects of a class behave. */
public enum ThreadSafety {
    /** Safe for threads, each call is one step. */
    CONCURRENT,
    /** An executor, a future or a thing like it. */
    TASK,
    /** A concurrent map, which locks while it calls back. */
    MAP,
    /** A synchronizer of the test's, built on the JDK's. */
    SYNCHRONIZER,
    /** All of its methods lock it. */
    LOCKED,
    /** Not safe for threads. */
    PLAIN,
    /** Not safe for threads, and so often of one thread alone that its calls are no steps. */
    TEXT,
    /** Accesses a variable of another object. */
    HANDLE,
    /** Memory outside of the heap. */
    OUTSIDE,
    /** None of ours. */
    OTHER;

    /**
     * Classes whose objects look as if they were only used, but keep the state of their work: one
     * format for all threads mixes up the dates of two.
     */
    private static final Set<String> KEEP_THEIR_WORK =
            Set.of(
                    "java.text.SimpleDateFormat",
                    "java.text.DecimalFormat",
                    "java.text.CompactNumberFormat",
                    "java.text.ChoiceFormat",
                    "java.text.MessageFormat",
                    "java.util.GregorianCalendar",
                    "java.util.StringTokenizer",
                    "java.util.regex.Matcher");

    private static final Set<String> ABOVE_THOSE =
            Set.of(
                    "java.text.Format",
                    "java.text.DateFormat",
                    "java.text.NumberFormat",
                    "java.util.Calendar");

    /** How the objects of that class behave. */
    static ThreadSafety of(Class<?> type) {
        Class<?> of = type;
        while (of != null && !of.getName().startsWith("java.")) {
            of = of.getSuperclass();
        }
        String name = of == null ? "" : of.getName();
        if (name.equals("java.util.concurrent.ConcurrentHashMap")) {
            return MAP;
        }
        if (java.lang.foreign.MemorySegment.class.isAssignableFrom(type)
                || name.startsWith("java.nio.Direct")) {
            return OUTSIDE;
        }
        if (VarHandle.class.isAssignableFrom(type)
                || name.endsWith("FieldUpdater")
                || type.getName().equals("sun.misc.Unsafe")) {
            return HANDLE;
        }
        if (name.startsWith("java.util.concurrent.locks.AbstractQueued") && of != type) {
            return SYNCHRONIZER;
        }
        if (name.startsWith("java.util.concurrent.")) {
            return task(type, name) ? TASK : CONCURRENT;
        }
        if (name.equals("java.lang.StringBuilder")) {
            return TEXT;
        }
        if (name.startsWith("java.util.Collections$Synchronized")
                || Set.of(
                                "java.util.Vector",
                                "java.util.Stack",
                                "java.util.Hashtable",
                                "java.util.Properties",
                                "java.lang.StringBuffer")
                        .contains(name)) {
            return LOCKED;
        }
        if (java.util.Iterator.class.isAssignableFrom(type) && name.startsWith("java.util.")) {
            return PLAIN;
        }
        // A class of the test's that extends one of these may have made it safe.
        boolean keeps = of == type && KEEP_THEIR_WORK.contains(name);
        return keeps || plain(name) ? PLAIN : OTHER;
    }

    /**
     * Whether that is a class of the JDK, with dots, whose objects keep the state of their work, or
     * one above it.
     */
    public static boolean keepsItsWork(String name) {
        return KEEP_THEIR_WORK.contains(name) || ABOVE_THOSE.contains(name);
    }

    private static boolean task(Class<?> type, String name) {
        return java.util.concurrent.Executor.class.isAssignableFrom(type)
                || java.util.concurrent.Future.class.isAssignableFrom(type)
                || java.util.concurrent.CompletionService.class.isAssignableFrom(type)
                || name.contains("ForkJoin")
                || name.contains("CompletableFuture");
    }

    private static boolean plain(String name) {
        return Set.of(
                        "java.util.ArrayList",
                        "java.util.LinkedList",
                        "java.util.ArrayDeque",
                        "java.util.PriorityQueue",
                        "java.util.HashMap",
                        "java.util.LinkedHashMap",
                        "java.util.TreeMap",
                        "java.util.IdentityHashMap",
                        "java.util.WeakHashMap",
                        "java.util.EnumMap",
                        "java.util.HashSet",
                        "java.util.LinkedHashSet",
                        "java.util.TreeSet",
                        "java.util.BitSet",
                        "java.util.HashMap$Node",
                        "java.util.TreeMap$Entry",
                        "java.util.AbstractMap$SimpleEntry")
                .contains(name);
    }
}
