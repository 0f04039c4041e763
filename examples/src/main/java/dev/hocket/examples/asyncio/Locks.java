package dev.hocket.examples.asyncio;

import dev.hocket.sync.TaskScope;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** {@code Lock} and {@code Condition}. */
public final class Locks {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int balance;

    private Locks() {}

    void deposit(int amount) {
        lock.lock();
        try {
            balance += amount;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int withdraw(int amount) throws InterruptedException {
        lock.lock();
        try {
            while (balance < amount) {
                changed.await();
            }
            balance -= amount;
            return balance;
        } finally {
            lock.unlock();
        }
    }

    /** A hundred threads make a deposit each, and one waits until there is enough. */
    public static void main(String[] args) throws Exception {
        Locks account = new Locks();
        try (TaskScope<Integer> scope = TaskScope.open()) {
            var left = scope.fork(() -> account.withdraw(100));
            for (int i = 0; i < 100; i++) {
                scope.launch(() -> account.deposit(1));
            }
            scope.join();
            System.out.println("left: " + left.resultNow());
        }
    }
}
