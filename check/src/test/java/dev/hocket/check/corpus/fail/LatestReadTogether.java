package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;

import dev.hocket.check.corpus.Bug;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Two readers share a map that moves what is read to its end. */
@Bug(
        kinds = {DATA_RACE},
        switches = 2)
public final class LatestReadTogether {
    private static final class Latest extends LinkedHashMap<String, Integer> {
        private static final long serialVersionUID = 1;

        Latest() {
            super(8, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > 2;
        }
    }

    public static void test() throws InterruptedException {
        ReadWriteLock lock = new ReentrantReadWriteLock();
        Map<String, Integer> latest = new Latest();
        latest.put("one", 1);
        latest.put("two", 2);
        Thread other = new Thread(() -> read(lock, latest, "one"), "other");
        other.start();
        read(lock, latest, "two");
        other.join();
    }

    private static void read(ReadWriteLock lock, Map<String, Integer> latest, String key) {
        lock.readLock().lock();
        try {
            if (latest.get(key) == null) {
                throw new AssertionError(key + " is gone");
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private LatestReadTogether() {}
}
