package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Two pool threads read an atomic integer and then set it. */
@Bug(
        kinds = {FAILURE},
        switches = 4)
public final class AtomicPieces {
    public static void test() throws Exception {
        AtomicInteger sum = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Future<?> a = pool.submit(() -> add(sum, 1));
            Future<?> b = pool.submit(() -> add(sum, 10));
            a.get();
            b.get();
        }
        if (sum.get() != 11) {
            throw new AssertionError("sum is " + sum + ", not 11");
        }
    }

    private static void add(AtomicInteger sum, int value) {
        sum.set(sum.get() + value);
    }

    private AtomicPieces() {}
}
