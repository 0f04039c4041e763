package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Each philosopher takes the left fork and then the right one (Dijkstra, EWD 310, 1971), with the
 * numbers of philosophers of <em>din_phil</em> in SCTBench (Thomson, Donaldson and Betts, ACM TOPC
 * 2016) and more.
 */
public final class DiningPhilosophers {
    @Bug(kinds = DEADLOCK, switches = 5)
    public static void test() throws InterruptedException {
        run(3);
    }

    @Bug(kinds = DEADLOCK, switches = 3)
    public static void with2() throws InterruptedException {
        run(2);
    }

    @Bug(kinds = DEADLOCK, switches = 9)
    public static void with5() throws InterruptedException {
        run(5);
    }

    @Bug(kinds = DEADLOCK, switches = 13)
    public static void with7() throws InterruptedException {
        run(7);
    }

    @Bug(kinds = DEADLOCK, switches = 39)
    public static void with20() throws InterruptedException {
        run(20);
    }

    private static void run(int n) throws InterruptedException {
        ReentrantLock[] forks = new ReentrantLock[n];
        for (int i = 0; i < n; i++) {
            forks[i] = new ReentrantLock();
        }
        Together.run(n, i -> dine(forks[i], forks[(i + 1) % n]));
    }

    private static void dine(ReentrantLock left, ReentrantLock right) {
        left.lock();
        right.lock();
        right.unlock();
        left.unlock();
    }
}
