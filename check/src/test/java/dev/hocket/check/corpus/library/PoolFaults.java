package dev.hocket.check.corpus.library;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.pool.BaseKeyedPoolableObjectFactory;
import org.apache.commons.pool.BasePoolableObjectFactory;
import org.apache.commons.pool.ObjectPool;
import org.apache.commons.pool.impl.GenericKeyedObjectPool;
import org.apache.commons.pool.impl.GenericObjectPool;
import org.apache.commons.pool.impl.StackObjectPool;

/** Faults of Commons Pool 1. */
public final class PoolFaults {
    private static final class Numbers extends BasePoolableObjectFactory {
        private final AtomicInteger last = new AtomicInteger();

        @Override
        public Object makeObject() {
            return last.incrementAndGet();
        }
    }

    private static final class NumbersByKey extends BaseKeyedPoolableObjectFactory {
        private final AtomicInteger last = new AtomicInteger();

        @Override
        public Object makeObject(Object key) {
            return last.incrementAndGet();
        }
    }

    private static GenericObjectPool poolOfOne() {
        return new GenericObjectPool(new Numbers(), 1);
    }

    private static void use(ObjectPool pool) {
        try {
            pool.returnObject(pool.borrowObject());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who waits looks whether it has an object before it locks what it is notified by. */
    @Bug(kinds = FindingKind.MISSED_SIGNAL, switches = 3)
    @Library(faulty = "commons-pool-1.5", sound = "commons-pool-1.6")
    public void notifiedBeforeItWaits() throws InterruptedException {
        GenericObjectPool pool = poolOfOne();
        Thread other = new Thread(() -> use(pool));
        other.start();
        use(pool);
        other.join();
    }

    /** The same with keys. */
    @Bug(kinds = FindingKind.MISSED_SIGNAL, switches = 3)
    @Library(faulty = "commons-pool-1.5", sound = "commons-pool-1.6")
    public void notifiedBeforeItWaitsForKey() throws Exception {
        GenericKeyedObjectPool pool = new GenericKeyedObjectPool(new NumbersByKey(), 1);
        Thread other =
                new Thread(() -> {
                    try {
                        pool.returnObject("key", pool.borrowObject("key"));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        other.start();
        pool.returnObject("key", pool.borrowObject("key"));
        other.join();
    }

    /** An interrupted thread stays in the queue, and is given the object. */
    @Bug(kinds = FindingKind.MISSED_SIGNAL, switches = 3)
    @Library(faulty = "commons-pool-1.5", sound = "commons-pool-1.6")
    public void givenToWhoLeft() throws Exception {
        GenericObjectPool pool = poolOfOne();
        Object mine = pool.borrowObject();
        Thread other = new Thread(() -> use(pool));
        other.start();
        other.interrupt();
        other.join();
        pool.returnObject(mine);
        use(pool);
    }

    /** The evictor puts an object back without giving it to who waits. */
    @Bug(kinds = FindingKind.MISSED_SIGNAL, switches = 3)
    @Library(faulty = "commons-pool-1.5")
    public void evictedInVain() throws Exception {
        GenericObjectPool pool = poolOfOne();
        use(pool);
        Thread evictor =
                new Thread(() -> {
                    try {
                        pool.evict();
                    } catch (NoSuchElementException e) {
                        // nothing was idle
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        evictor.start();
        use(pool);
        evictor.join();
    }

    /** An added object wakes nobody. */
    @Bug(
            kinds = {FindingKind.MISSED_SIGNAL, FindingKind.DEADLOCK},
            switches = 3)
    @Library(faulty = "commons-pool-1.4", sound = "commons-pool-1.6")
    public void addedUnseen() throws Exception {
        GenericObjectPool pool = poolOfOne();
        Object mine = pool.borrowObject();
        Thread other = new Thread(() -> use(pool));
        other.start();
        pool.addObject();
        other.join();
        pool.returnObject(mine);
    }

    /** A thread that waits for an object ignores that it is interrupted. */
    @Bug(
            kinds = {FindingKind.MISSED_SIGNAL, FindingKind.DEADLOCK},
            switches = 3)
    @Library(faulty = "commons-pool-1.3", sound = "commons-pool-1.6")
    public void interruptedInVain() throws Exception {
        GenericObjectPool pool = poolOfOne();
        Object mine = pool.borrowObject();
        Thread other = new Thread(() -> use(pool));
        other.start();
        other.interrupt();
        other.join();
        pool.returnObject(mine);
    }

    /** The numbers are read without the lock. */
    @Bug(kinds = FindingKind.DATA_RACE, switches = 1)
    @Library(faulty = "commons-pool-1.2", sound = "commons-pool-1.6")
    public void countedWithoutLock() throws Exception {
        StackObjectPool pool = new StackObjectPool(new Numbers());
        Thread other = new Thread(() -> use(pool));
        other.start();
        pool.getNumActive();
        other.join();
    }

    /** Objects are made under the pool's lock, by code that has a lock of its own. */
    @Bug(kinds = FindingKind.DEADLOCK, switches = 2)
    @Library(faulty = "commons-pool-1.3", sound = "commons-pool-1.6")
    public void madeUnderLock() throws Exception {
        Directory directory = new Directory();
        Thread other = new Thread(() -> use(directory.pool));
        other.start();
        directory.use();
        other.join();
    }

    /** Opens what the pool holds, one at a time. */
    private static final class Directory extends BasePoolableObjectFactory {
        private final GenericObjectPool pool = new GenericObjectPool(this, 2);

        synchronized void use() {
            PoolFaults.use(pool);
        }

        @Override
        public synchronized Object makeObject() {
            return new Object();
        }
    }
}
