package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.RefusedException;
import dev.hocket.Run;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is only of use when shared does not travel as a copy, wherever it hides. */
@Timeout(120)
class SharedObjectsTest {
    private static final Engine ENGINE = new ProcessesProvider().open(1);

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    /** A user's own kind of counter. */
    private static final class Counter extends AtomicInteger {
        private static final long serialVersionUID = 1;
    }

    static List<Object> shared() {
        ReentrantReadWriteLock both = new ReentrantReadWriteLock();
        return List.of(
                new ReentrantLock(),
                both,
                both.readLock(),
                new StampedLock(),
                new Semaphore(1),
                new CountDownLatch(1),
                new CyclicBarrier(1),
                new Phaser(),
                new AtomicInteger(),
                new AtomicLong(),
                new AtomicBoolean(),
                new AtomicReference<>("x"),
                new AtomicLongArray(1),
                new LongAdder(),
                new DoubleAdder(),
                new Counter(),
                new ArrayBlockingQueue<>(1),
                new LinkedBlockingQueue<>(),
                new LinkedBlockingDeque<>(),
                new LinkedTransferQueue<>(),
                new PriorityBlockingQueue<>(),
                new SynchronousQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedDeque<>(),
                ForkJoinPool.commonPool(),
                new CompletableFuture<>(),
                Thread.currentThread(),
                Collections.synchronizedList(new ArrayList<>()),
                Collections.synchronizedMap(new HashMap<>()));
    }

    private record Box(Object content) implements Serializable {}

    private static void assertRefused(Object shared, Job<Long, Long> job) {
        RefusedException refused =
                assertThrows(RefusedException.class, () -> ENGINE.map(job, List.of(1L)));
        String name =
                shared.getClass().getName().replace("SynchronizedRandomAccess", "Synchronized");
        String text = String.valueOf(refused.getMessage());
        assertTrue(text.contains(name), text);
        assertTrue(text.contains("such as threads"), text);
    }

    @ParameterizedTest
    @MethodSource("shared")
    void isRefusedWhenCaptured(Object shared) {
        assertRefused(shared, Job.of("job", input -> input + shared.hashCode()));
    }

    @ParameterizedTest
    @MethodSource("shared")
    void isRefusedWhereverItHides(Object shared) {
        Map<String, Object[]> hidden = new HashMap<>(Map.of("key", new Object[] {new Box(shared)}));
        assertRefused(shared, Job.of("job", input -> input + hidden.size()));
        List<Box> list = List.of(new Box(Map.of(1, shared)));
        Job.of("inner", (Long input) -> input);
        dev.hocket.Task<Long, Long> inner = input -> input + list.size();
        assertRefused(shared, Job.of("job", input -> inner.run(input)));
    }

    @Test
    void isRefusedWithinAnInputAndFailsItAlone() {
        List<Box> inputs = List.of(new Box(1), new Box(new ReentrantLock()), new Box(2));
        try (Run<Box, Integer> run =
                ENGINE.start(Job.of("job", (Box box) -> 1), Inputs.of(inputs))) {
            List<String> failed = new ArrayList<>();
            for (var outcome : run.inOrder()) {
                if (outcome instanceof Failed<?, ?>(_, Cause cause, _)) {
                    failed.add(cause.message());
                }
            }
            assertEquals(1, failed.size());
            assertTrue(failed.getFirst().contains("ReentrantLock"), failed::toString);
        }
    }

    /** A table is data; the segments of its form for old readers are locks by inheritance alone. */
    @Test
    void tablesAndOutputsTravel() {
        ConcurrentHashMap<String, Integer> table = new ConcurrentHashMap<>(Map.of("one", 1));
        Job<Long, AtomicLong> job =
                Job.of("job", input -> new AtomicLong(input + table.getOrDefault("one", 0)));
        List<AtomicLong> outputs = ENGINE.map(job, List.of(1L));
        assertEquals(2, assertInstanceOf(AtomicLong.class, outputs.getFirst()).get());
    }
}
