package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;

/** A static initialiser waits for a thread that needs the very class. */
@Bug(kinds = FindingKind.DEADLOCK, switches = 2)
public class JoinInInitialiser {
    private static final class Cache {
        static int loaded;

        static {
            Thread loader = new Thread(() -> loaded = 3, "loader");
            loader.start();
            try {
                loader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private Cache() {}
    }

    public void test() {
        if (Cache.loaded != 3) {
            throw new AssertionError("loaded " + Cache.loaded);
        }
    }
}
