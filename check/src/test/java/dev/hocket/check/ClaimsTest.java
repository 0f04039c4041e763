package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That every interleaving was covered is said only where it was: not where a program does something
 * that may go another way than was tried. The programs differ in that alone.
 */
@Execution(ExecutionMode.CONCURRENT)
class ClaimsTest {
    private static final String CLAIM = "Every interleaving was covered";

    private static Verdict tryAll(String method) throws Exception {
        Verdict verdict = Check.of(Programs.class, method).strategy("exhaustive").run();
        assertNull(verdict.finding(), () -> verdict.text(120, ""));
        return verdict;
    }

    @ParameterizedTest
    @ValueSource(strings = {"countsInTwoThreads", "waitsInLoop", "mapsOneKey"})
    void whatIsSmallAndSimpleIsCovered(String method) throws Exception {
        Verdict verdict = tryAll(method);
        assertTrue(verdict.coverage().complete(), () -> verdict.text(120, ""));
        assertTrue(verdict.text(1_000, "").contains(CLAIM), () -> verdict.text(120, ""));
    }

    @Test
    void whatIsNotTriedInLoopsIsSaid() throws Exception {
        String text = tryAll("waitsInLoop").text(1_000, "");
        assertTrue(text.contains("spurious wake-ups of waits in loops"), text);
        assertTrue(text.contains("sequential consistency"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ordersLessThanVolatile",
                "readsThroughHandlePlainly",
                "mayFailWeakly",
                "addsAll",
                "countsMap",
                "sums",
                "awaitsOnce",
                "parksOnce",
                "waitsForSomeTime",
                "readsTheClock",
                "drawsRandomNumber",
                "goesThroughHashSet",
                "looksForFile",
                "looksAtMemory",
                "holdsWeakly",
                "looksAtAnotherThread",
                "isLong"
            })
    void whatMayGoAnotherWayIsNotSaidToBeCovered(String method) throws Exception {
        Verdict verdict = tryAll(method);
        assertFalse(verdict.coverage().complete(), () -> verdict.text(120, ""));
        assertFalse(verdict.text(1_000, "").contains(CLAIM), () -> verdict.text(120, ""));
    }

    /** All programs do this, one of them in another way. */
    @SuppressWarnings({"unused", "WaitNotInLoop", "LockNotBeforeTry"}) // that is what is checked
    static final class Programs {
        private static final VarHandle PLAIN;

        static {
            try {
                PLAIN = MethodHandles.lookup().findVarHandle(Programs.class, "number", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final AtomicInteger count = new AtomicInteger();
        private final ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
        private final ConcurrentLinkedQueue<String> queue = new ConcurrentLinkedQueue<>();
        private final LongAdder adder = new LongAdder();
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private volatile int number;
        private boolean ready;

        private static void beside(Runnable one, Runnable other) throws InterruptedException {
            Thread thread = new Thread(one, "other");
            thread.start();
            other.run();
            thread.join();
        }

        void countsInTwoThreads() throws InterruptedException {
            beside(count::incrementAndGet, count::incrementAndGet);
        }

        void mapsOneKey() throws InterruptedException {
            beside(() -> map.put("a", 1), () -> map.get("a"));
        }

        private synchronized void set() {
            ready = true;
            notifyAll();
        }

        void waitsInLoop() throws InterruptedException {
            Thread setter = new Thread(this::set, "setter");
            setter.start();
            synchronized (this) {
                while (!ready) {
                    wait();
                }
            }
            setter.join();
        }

        void ordersLessThanVolatile() throws InterruptedException {
            beside(() -> count.setRelease(1), count::getAcquire);
        }

        void readsThroughHandlePlainly() throws InterruptedException {
            beside(() -> number = 1, () -> PLAIN.get(this));
        }

        void mayFailWeakly() throws InterruptedException {
            beside(() -> count.weakCompareAndSetVolatile(0, 1), count::get);
        }

        void addsAll() throws InterruptedException {
            beside(() -> queue.addAll(List.of("a", "b")), queue::poll);
        }

        void countsMap() throws InterruptedException {
            beside(() -> map.put("a", 1), () -> count.addAndGet(map.size()));
        }

        void sums() throws InterruptedException {
            beside(adder::increment, adder::sum);
        }

        void awaitsOnce() throws InterruptedException {
            lock.lock();
            Thread setter =
                    new Thread(
                            () -> {
                                lock.lock();
                                changed.signalAll();
                                lock.unlock();
                            },
                            "setter");
            setter.start();
            changed.await();
            lock.unlock();
            setter.join();
        }

        void parksOnce() throws InterruptedException {
            Thread sleeper = Thread.currentThread();
            beside(() -> LockSupport.unpark(sleeper), () -> LockSupport.park());
        }

        void waitsForSomeTime() throws InterruptedException {
            Thread taker =
                    new Thread(
                            () -> {
                                lock.lock();
                                lock.unlock();
                            },
                            "taker");
            taker.start();
            if (lock.tryLock(1, TimeUnit.SECONDS)) {
                lock.unlock();
            }
            taker.join();
        }

        void readsTheClock() throws InterruptedException {
            beside(count::incrementAndGet, System::nanoTime);
            count.addAndGet((int) System.nanoTime());
        }

        void drawsRandomNumber() throws InterruptedException {
            beside(count::incrementAndGet, () -> count.addAndGet(new Random().nextInt(5)));
        }

        void goesThroughHashSet() throws InterruptedException {
            Set<Object> set = new HashSet<>(List.of(new Object(), new Object()));
            beside(
                    count::incrementAndGet,
                    () -> {
                        for (Object each : set) {
                            count.incrementAndGet();
                        }
                    });
        }

        void looksForFile() throws InterruptedException {
            beside(count::incrementAndGet, () -> count.addAndGet(new File("x").exists() ? 1 : 2));
        }

        void looksAtMemory() throws InterruptedException {
            beside(
                    count::incrementAndGet,
                    () -> count.addAndGet((int) Runtime.getRuntime().freeMemory()));
        }

        void holdsWeakly() throws InterruptedException {
            beside(
                    count::incrementAndGet,
                    () -> count.addAndGet(new WeakReference<>("a" + count).get() == null ? 1 : 2));
        }

        void looksAtAnotherThread() throws InterruptedException {
            Thread other = new Thread(count::incrementAndGet, "other");
            other.start();
            count.addAndGet(other.getState() == Thread.State.NEW ? 1 : 2);
            other.join();
        }

        void isLong() throws InterruptedException {
            beside(
                    count::incrementAndGet,
                    () -> {
                        for (int i = 0; i < 6_000; i++) {
                            count.get();
                        }
                    });
        }
    }
}
