package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Takes it for granted that what it waits for has come when no time ran out. */
public final class AwaitsForAWhile {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean ready;

    @Bug(kinds = FindingKind.FAILURE, switches = 2)
    public void test() throws InterruptedException {
        waits(() -> changed.await(10, TimeUnit.SECONDS));
    }

    @Bug(kinds = FindingKind.FAILURE, switches = 2)
    public void shortly() throws InterruptedException {
        waits(() -> changed.await(10, TimeUnit.MILLISECONDS));
    }

    @Bug(kinds = FindingKind.FAILURE, switches = 2)
    public void nanos() throws InterruptedException {
        waits(() -> changed.awaitNanos(TimeUnit.SECONDS.toNanos(10)) > 0);
    }

    @Bug(kinds = FindingKind.FAILURE, switches = 2)
    public void until() throws InterruptedException {
        waits(() -> changed.awaitUntil(Date.from(Instant.now().plusSeconds(10))));
    }

    @Bug(kinds = FindingKind.FAILURE, switches = 2)
    public void uninterruptibly() throws InterruptedException {
        waits(() -> signalled());
    }

    private interface Wait {
        boolean isSignalled() throws InterruptedException;
    }

    private boolean signalled() {
        changed.awaitUninterruptibly();
        return true;
    }

    private void waits(Wait wait) throws InterruptedException {
        Thread setter = new Thread(this::set, "setter");
        setter.start();
        lock.lock();
        try {
            if (!ready && wait.isSignalled() && !ready) {
                throw new AssertionError("signalled too early");
            }
        } finally {
            lock.unlock();
        }
        setter.join();
    }

    private void set() {
        lock.lock();
        try {
            ready = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
