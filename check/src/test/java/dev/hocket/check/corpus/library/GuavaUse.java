package dev.hocket.check.corpus.library;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.collect.ConcurrentHashMultiset;
import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.Monitor;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.RateLimiter;
import com.google.common.util.concurrent.SettableFuture;
import com.google.common.util.concurrent.Striped;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** Correct programs with Guava. */
public final class GuavaUse {
    private static void expect(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(actual + ", not " + expected);
        }
    }

    /** A value is loaded once. */
    public void loadsOnce() throws InterruptedException {
        AtomicInteger loads = new AtomicInteger();
        LoadingCache<String, Integer> cache =
                CacheBuilder.newBuilder()
                        .maximumSize(10)
                        .build(CacheLoader.from(key -> loads.incrementAndGet()));
        Thread other = new Thread(() -> expect(1, cache.getUnchecked("one")));
        other.start();
        expect(1, cache.getUnchecked("one"));
        other.join();
        expect(1, loads.get());
    }

    /** Results of tasks are combined. */
    public void combinesFutures() throws ExecutionException, InterruptedException {
        try (ListeningExecutorService pool =
                MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(2))) {
            ListenableFuture<Integer> one = pool.submit(() -> 1);
            ListenableFuture<Integer> two =
                    Futures.transform(
                            pool.submit(() -> 1),
                            number -> number + 1,
                            MoreExecutors.directExecutor());
            expect(List.of(1, 2), Futures.allAsList(one, two).get());
        }
    }

    /** A future is set by whoever is first. */
    public void setsOnce() throws ExecutionException, InterruptedException {
        SettableFuture<String> future = SettableFuture.create();
        boolean[] first = new boolean[1];
        Thread other = new Thread(() -> first[0] = future.set("other"));
        other.start();
        boolean mine = future.set("mine");
        other.join();
        expect(true, mine != first[0]);
        expect(mine ? "mine" : "other", future.get());
    }

    /** A supplier is asked once. */
    public void memoizes() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Supplier<Integer> once = Suppliers.memoize(calls::incrementAndGet);
        Thread other = new Thread(() -> expect(1, once.get()));
        other.start();
        expect(1, once.get());
        other.join();
    }

    /** Occurrences are counted together. */
    public void counts() throws InterruptedException {
        ConcurrentHashMultiset<String> set = ConcurrentHashMultiset.create();
        Thread other = new Thread(() -> set.add("one"));
        other.start();
        set.add("one", 2);
        other.join();
        expect(3, set.count("one"));
    }

    /** A guard wakes who waits for it. */
    public void waitsForGuard() throws InterruptedException {
        Monitor monitor = new Monitor();
        boolean[] open = new boolean[1];
        Monitor.Guard opened = monitor.newGuard(() -> open[0]);
        Thread other =
                new Thread(() -> {
                    monitor.enter();
                    try {
                        open[0] = true;
                    } finally {
                        monitor.leave();
                    }
                });
        other.start();
        monitor.enterWhen(opened);
        monitor.leave();
        other.join();
    }

    /** One lock for each of a few groups of keys. */
    public void locksStripes() throws InterruptedException {
        Striped<Lock> locks = Striped.lock(2);
        int[] sum = new int[1];
        Runnable add =
                () -> {
                    Lock lock = locks.get("key");
                    lock.lock();
                    try {
                        sum[0]++;
                    } finally {
                        lock.unlock();
                    }
                };
        Thread other = new Thread(add);
        other.start();
        add.run();
        other.join();
        expect(2, sum[0]);
    }

    /** Two threads share a rate. */
    public void limitsRate() throws InterruptedException {
        RateLimiter limiter = RateLimiter.create(10);
        Thread other = new Thread(limiter::acquire);
        other.start();
        limiter.acquire();
        other.join();
    }

    /** Events of two threads reach a listener. */
    public void postsEvents() throws InterruptedException {
        EventBus bus = new EventBus();
        Listener listener = new Listener();
        bus.register(listener);
        Thread other = new Thread(() -> bus.post("other"));
        other.start();
        bus.post("mine");
        other.join();
        expect(2, listener.heard.get());
    }

    /** Hears texts. */
    public static final class Listener {
        private final AtomicInteger heard = new AtomicInteger();

        /** Counts a text. */
        @Subscribe
        public void hear(String text) {
            heard.incrementAndGet();
        }
    }
}
