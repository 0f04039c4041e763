package dev.hocket.check.corpus.pass;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The map does both at once. */
public final class MapCheckThenPut {
    private static final ConcurrentHashMap<String, Integer> CACHE = new ConcurrentHashMap<>();
    private static final AtomicInteger COMPUTED = new AtomicInteger();

    public static void test() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(MapCheckThenPut::lookup);
            threads.execute(MapCheckThenPut::lookup);
        }
        if (COMPUTED.get() != 1) {
            throw new AssertionError("computed " + COMPUTED + " times");
        }
    }

    private static void lookup() {
        CACHE.computeIfAbsent("key", key -> COMPUTED.incrementAndGet());
    }

    private MapCheckThenPut() {}
}
