package dev.hocket.check.schedule;

import dev.hocket.check.state.ObjectSnapshot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Timer;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes static variables of the JDK what they were, those that one schedule would otherwise see of
 * another, so that each starts alike. Those of the test's classes are {@link ClassInitialiser}'s.
 */
public final class StaticState {
    private static final List<Runnable> JDK = new ArrayList<>();

    private StaticState() {}

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
        MethodHandles.Lookup timers = MethodHandles.privateLookupIn(Timer.class, lookup);
        atomic(timers, Timer.class, "nextSerialNumber");
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
