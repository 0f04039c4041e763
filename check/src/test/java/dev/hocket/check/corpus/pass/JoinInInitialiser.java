package dev.hocket.check.corpus.pass;

import java.util.concurrent.atomic.AtomicInteger;

/** The thread that the static initialiser waits for needs another class. */
public class JoinInInitialiser {
    private static final AtomicInteger LOADED = new AtomicInteger();

    private static final class Cache {
        static int loaded;

        static {
            Thread loader = new Thread(JoinInInitialiser::load, "loader");
            loader.start();
            try {
                loader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            loaded = LOADED.get();
        }

        private Cache() {}
    }

    private static void load() {
        LOADED.set(3);
    }

    public void test() {
        if (Cache.loaded != 3) {
            throw new AssertionError("loaded " + Cache.loaded);
        }
    }
}
