package dev.hocket.check.corpus.library;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Correct programs with Caffeine. */
public final class CaffeineUse {
    private static void expect(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(actual + ", not " + expected);
        }
    }

    /** A value is loaded once. */
    public void loadsOnce() throws InterruptedException {
        AtomicInteger loads = new AtomicInteger();
        LoadingCache<String, Integer> cache =
                Caffeine.newBuilder().build(key -> loads.incrementAndGet());
        Thread other = new Thread(() -> expect(1, cache.get("one")));
        other.start();
        expect(1, cache.get("one"));
        other.join();
        expect(1, loads.get());
    }

    /** A cache that is too small keeps its size. */
    public void evicts() throws InterruptedException {
        Cache<Integer, String> cache = Caffeine.newBuilder().maximumSize(2).build();
        Thread other =
                new Thread(() -> {
                    cache.put(1, "one");
                    cache.put(2, "two");
                });
        other.start();
        cache.put(3, "three");
        cache.put(4, "four");
        other.join();
        cache.cleanUp();
        if (cache.estimatedSize() > 2) {
            throw new AssertionError(cache.asMap());
        }
    }

    /** A value that expires is loaded again. */
    public void expires() throws InterruptedException {
        AtomicInteger loads = new AtomicInteger();
        LoadingCache<String, Integer> cache =
                Caffeine.newBuilder()
                        .expireAfterWrite(Duration.ofMinutes(1))
                        .build(key -> loads.incrementAndGet());
        Thread other = new Thread(() -> cache.get("one"));
        other.start();
        cache.get("one");
        other.join();
        Thread.sleep(Duration.ofMinutes(2));
        expect(2, cache.get("one"));
    }

    /** Values are loaded by other threads. */
    public void loadsAside() {
        AsyncLoadingCache<String, Integer> cache = Caffeine.newBuilder().buildAsync(String::length);
        var one = cache.get("one");
        var three = cache.get("three");
        expect(8, one.join() + three.join());
    }

    /** Counts hits, and removes while others read. */
    public void invalidates() throws InterruptedException {
        Cache<String, Integer> cache = Caffeine.newBuilder().maximumSize(10).recordStats().build();
        cache.put("one", 1);
        Thread other = new Thread(() -> cache.invalidate("one"));
        other.start();
        cache.getIfPresent("one");
        other.join();
        expect(1L, cache.stats().requestCount());
        expect(true, cache.getIfPresent("one") == null);
    }
}
