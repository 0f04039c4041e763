package dev.hocket.check.schedule;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes static variables what they were, so that each schedule starts alike: those of the test's
 * classes by running their initialisers again, in the order in which they first ran, and those of
 * the JDK that schedules would otherwise see of each other.
 */
public final class StaticState {
    /** The method that the weaver adds, which makes a class's static variables what they were. */
    public static final String RESET = "$hocket$reset";

    /** What the weaver makes of a class's own initialiser. */
    public static final String INITIALISER = "$hocket$clinit";

    /** Names of methods that only the weaver made. */
    public static final Set<String> MADE = Set.of(RESET, INITIALISER);

    private static final List<MethodHandle> RESETS = new ArrayList<>();
    private static final List<Class<?>> CLASSES = new ArrayList<>();
    private static final List<Runnable> JDK = new ArrayList<>();

    private StaticState() {}

    public static synchronized void initialised(Class<?> type) {
        try {
            var method = type.getDeclaredMethod(RESET);
            method.setAccessible(true);
            CLASSES.add(type);
            RESETS.add(MethodHandles.lookup().unreflect(method));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs the initialisers of the test's classes again; called within the schedule's first thread.
     */
    public static void again() {
        try {
            for (int i = 0; i < RESETS.size(); i++) {
                RESETS.get(i).invokeExact();
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The classes with static variables that have been used. */
    public static synchronized List<Class<?>> classes() {
        return List.copyOf(CLASSES);
    }

    /** Resets what the JDK keeps; called between schedules. */
    public static void resetJdk() {
        InterfaceStatics.look();
        JDK.forEach(Runnable::run);
    }

    /** Remembers what the JDK's variables are before any schedule ran. */
    public static void remember() throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Class<?> numbering = Class.forName("java.lang.Thread$ThreadNumbering");
        VarHandle names =
                MethodHandles.privateLookupIn(numbering, lookup)
                        .findStaticVarHandle(numbering, "next", int.class);
        JDK.add(() -> names.set(0));
        MethodHandles.Lookup randoms =
                MethodHandles.privateLookupIn(ThreadLocalRandom.class, lookup);
        atomic(randoms, ThreadLocalRandom.class, "probeGenerator");
        AtomicLong seeder =
                (AtomicLong)
                        randoms.findStaticVarHandle(
                                        ThreadLocalRandom.class, "seeder", AtomicLong.class)
                                .get();
        JDK.add(() -> seeder.set(42));
        random(lookup);
        Class<?> factory = Class.forName("java.util.concurrent.Executors$DefaultThreadFactory");
        atomic(MethodHandles.privateLookupIn(factory, lookup), factory, "poolNumber");
        VarHandle pools =
                MethodHandles.privateLookupIn(ForkJoinPool.class, lookup)
                        .findStaticVarHandle(ForkJoinPool.class, "poolIds", int.class);
        int pool = (int) pools.getVolatile();
        JDK.add(() -> pools.setVolatile(pool));
        JDK.add(ObjectSnapshot.of(ForkJoinPool.commonPool()));
    }

    /** Random numbers that nobody seeds are the same each time. */
    private static void random(MethodHandles.Lookup lookup) throws ReflectiveOperationException {
        AtomicLong seeds =
                (AtomicLong)
                        MethodHandles.privateLookupIn(Random.class, lookup)
                                .findStaticVarHandle(
                                        Random.class, "seedUniquifier", AtomicLong.class)
                                .get();
        Class<?> holder = Class.forName("java.lang.Math$RandomNumberGeneratorHolder");
        Random ofMath =
                (Random)
                        MethodHandles.privateLookupIn(holder, lookup)
                                .findStaticVarHandle(holder, "randomNumberGenerator", Random.class)
                                .get();
        JDK.add(() -> {
            seeds.set(8_682_522_807_148_012L);
            ofMath.setSeed(42);
        });
    }

    private static void atomic(MethodHandles.Lookup lookup, Class<?> type, String name)
            throws ReflectiveOperationException {
        AtomicInteger number =
                (AtomicInteger) lookup.findStaticVarHandle(type, name, AtomicInteger.class).get();
        int before = number.get();
        JDK.add(() -> number.set(before));
    }
}
