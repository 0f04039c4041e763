package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Two tasks look whether a concurrent map has a key, and put it. */
@Bug(
        kinds = {FAILURE},
        switches = 4)
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
        if (!CACHE.containsKey("key")) {
            CACHE.put("key", COMPUTED.incrementAndGet());
        }
    }

    private MapCheckThenPut() {}
}
