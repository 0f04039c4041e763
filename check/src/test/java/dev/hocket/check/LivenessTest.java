package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What is called endless is, and what is merely long, unlucky or looks at the clock is not. */
@SuppressWarnings({"ThreadPriorityCheck", "LockNotBeforeTry"}) // that is what is checked
class LivenessTest {
    private static Verdict check(String method) throws Exception {
        return Check.of(LivenessTest.class, method).schedules(60).run();
    }

    private static Verdict assertClean(String method) throws Exception {
        Verdict verdict = check(method);
        assertNull(verdict.finding(), () -> verdict.text(120, ""));
        return verdict;
    }

    private static void join(Runnable task) throws InterruptedException {
        Thread other = new Thread(task, "other");
        other.start();
        other.join();
    }

    static void looksAtTheClockForEver() throws InterruptedException {
        long start = System.nanoTime();
        join(() -> {
            while (System.nanoTime() - start >= 0) {
                Thread.yield();
            }
        });
    }

    @Test
    void whoLooksAtTheClockIsNeverInTheSameStateAgain() throws Exception {
        Verdict verdict =
                Check.of(LivenessTest.class, "looksAtTheClockForEver")
                        .schedules(2)
                        .steps(3_000)
                        .run();
        assertNull(verdict.finding(), () -> verdict.text(120, ""));
        assertTrue(
                verdict.coverage().notes().getFirst().contains("not finished within 3,000 steps"),
                verdict.coverage().notes()::toString);
    }

    static void drawsUntilItIsLucky() throws InterruptedException {
        join(() -> {
            while (Math.random() > 0.0005) {
                Thread.yield();
            }
        });
    }

    @Test
    void whoDrawsRandomNumbersIsNotInTheSameState() throws Exception {
        assertClean("drawsUntilItIsLucky");
    }

    /** A thread with a variable of its own. */
    private static final class Counter extends Thread {
        private int count;

        @Override
        public void run() {
            while (count < 30_000) {
                count++;
                Thread.yield();
            }
        }
    }

    static void countsInAThread() throws InterruptedException {
        Counter counter = new Counter();
        counter.start();
        counter.join();
    }

    @Test
    void whatAThreadHasIsPartOfTheState() throws Exception {
        assertClean("countsInAThread");
    }

    static void countsLong() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        join(() -> {
            for (int i = 0; i < 400_000; i++) {
                count.incrementAndGet();
            }
        });
    }

    @Test
    void theBoundGrowsWithTheFirstSchedule() throws Exception {
        Verdict verdict = Check.of(LivenessTest.class, "countsLong").schedules(2).run();
        assertTrue(verdict.clean(), () -> verdict.text(120, ""));
        assertTrue(verdict.coverage().stepBound() > 4_000_000, verdict.coverage()::toString);
        assertTrue(verdict.coverage().notes().isEmpty(), verdict.coverage()::toString);
    }

    static void barges() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        int[] turns = {0};
        Thread other =
                new Thread(
                        () -> {
                            lock.lock();
                            turns[0] = -1;
                            lock.unlock();
                        },
                        "other");
        other.start();
        boolean mine = true;
        while (mine) {
            lock.lock();
            mine = turns[0] == 0;
            lock.unlock();
        }
        other.join();
    }

    /** The lock is free again and again, and who waits for it comes too late by chance only. */
    @Test
    void whoIsOnlyUnluckyIsNotStarved() throws Exception {
        assertClean("barges");
    }

    static void waitsForNobody() throws InterruptedException {
        Object door = new Object();
        AtomicInteger opened = new AtomicInteger();
        Thread waiting =
                new Thread(
                        () -> {
                            synchronized (door) {
                                while (opened.get() == 0) {
                                    try {
                                        door.wait();
                                    } catch (InterruptedException e) {
                                        return;
                                    }
                                }
                            }
                        },
                        "waiting");
        waiting.start();
        Thread knocking =
                new Thread(
                        () -> {
                            while (opened.get() == 0) {
                                synchronized (door) {
                                    door.notifyAll();
                                }
                            }
                        },
                        "knocking");
        knocking.start();
        waiting.join();
        knocking.join();
    }

    @Test
    void whoIsWokenAgainAndAgainAndNotLetInIsStarved() throws Exception {
        Finding finding = check("waitsForNobody").finding();
        assertNotNull(finding);
        assertEquals(FindingKind.STARVATION, finding.kind(), finding::headline);
        assertTrue(
                finding.sentence().startsWith("waiting never gets a turn while knocking continues"),
                finding::sentence);
    }
}
