package dev.hocket.check.strategy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.check.Check;
import dev.hocket.check.Scenario;
import dev.hocket.check.Verdict;
import dev.hocket.check.report.VerdictText;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.junit.jupiter.api.Test;

/** Says that it saw all only where it did. */
class ExhaustiveStrategyTest {
    private static Verdict all(Scenario scenario) throws Exception {
        return Check.that(scenario)
                .strategy("exhaustive")
                .schedules(20_000)
                .budget(Duration.ofSeconds(30))
                .run();
    }

    private static void assertSeen(Scenario scenario) throws Exception {
        Verdict verdict = all(scenario);
        assertNotNull(verdict.finding(), () -> "missed in " + verdict.coverage());
    }

    private static void seen() {
        throw new AssertionError("seen");
    }

    @Test
    void aSmallTestIsSeenWhole() throws Exception {
        Verdict verdict =
                all(() -> {
                    AtomicInteger sum = new AtomicInteger();
                    Thread adder = Thread.startVirtualThread(sum::incrementAndGet);
                    sum.incrementAndGet();
                    adder.join();
                });
        assertTrue(verdict.clean());
        assertTrue(verdict.coverage().complete(), () -> verdict.coverage().toString());
    }

    @Test
    void aSmallTestOfPlatformThreadsIsSeenWhole() throws Exception {
        Verdict verdict =
                all(() -> {
                    AtomicInteger sum = new AtomicInteger();
                    Thread adder = new Thread(sum::incrementAndGet);
                    adder.start();
                    sum.incrementAndGet();
                    adder.join();
                });
        assertTrue(verdict.clean());
        assertTrue(verdict.coverage().complete(), () -> verdict.coverage().toString());
    }

    @Test
    void aTaskMayBeDoneBeforeItIsAskedFor() throws Exception {
        assertSeen(() -> {
            AtomicInteger used = new AtomicInteger();
            try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
                Future<?> task = pool.submit(used::incrementAndGet);
                if (task.isDone()) {
                    seen();
                }
            }
        });
    }

    @Test
    void aThreadMayHaveEnded() throws Exception {
        assertSeen(() -> {
            AtomicInteger used = new AtomicInteger();
            Thread thread = Thread.startVirtualThread(used::incrementAndGet);
            if (!thread.isAlive()) {
                seen();
            }
            thread.join();
        });
    }

    @Test
    void aMapMayHaveChanged() throws Exception {
        assertSeen(() -> {
            ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
            Thread thread = Thread.startVirtualThread(() -> map.put("a", 1));
            if (map.values().contains(1)) {
                seen();
            }
            thread.join();
        });
    }

    /** A variable that is used through a handle and as it is. */
    private static final class Handled {
        private static final VarHandle VALUE;

        static {
            try {
                VALUE = MethodHandles.lookup().findVarHandle(Handled.class, "value", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private volatile int value;
        private int plain;
    }

    @Test
    void aHandleAccessesTheVariableItself() throws Exception {
        assertSeen(() -> {
            Handled handled = new Handled();
            Thread thread = Thread.startVirtualThread(() -> Handled.VALUE.setRelease(handled, 1));
            if (handled.value == 1) {
                seen();
            }
            thread.join();
        });
    }

    @Test
    void whatAHandlePublishesIsNoRace() throws Exception {
        Verdict verdict =
                all(() -> {
                    Handled handled = new Handled();
                    Thread thread =
                            Thread.startVirtualThread(() -> {
                                handled.plain = 1;
                                Handled.VALUE.setRelease(handled, 1);
                            });
                    if (handled.value == 1 && handled.plain != 1) {
                        seen();
                    }
                    thread.join();
                });
        assertTrue(verdict.clean(), () -> VerdictText.of(verdict, 120, ""));
    }

    /** A lock of one's own. */
    private static final class Bolt extends AbstractQueuedSynchronizer {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean tryAcquire(int shut) {
            return compareAndSetState(0, shut);
        }

        @Override
        protected boolean tryRelease(int shut) {
            setState(0);
            return true;
        }
    }

    @Test
    void aLockOfOnesOwnMayBeTaken() throws Exception {
        assertSeen(() -> {
            Bolt one = new Bolt();
            Bolt other = new Bolt();
            Thread thread =
                    Thread.startVirtualThread(() -> {
                        other.acquire(1);
                        one.acquire(1);
                        one.release(1);
                        other.release(1);
                    });
            one.acquire(1);
            other.acquire(1);
            other.release(1);
            one.release(1);
            thread.join();
        });
    }

    @Test
    void whereTimeDecidesNotAllIsSeen() throws Exception {
        Verdict verdict =
                all(() -> {
                    CountDownLatch latch = new CountDownLatch(1);
                    Thread thread = Thread.startVirtualThread(latch::countDown);
                    if (!latch.await(1, TimeUnit.MINUTES)) {
                        seen();
                    }
                    thread.join();
                });
        assertFalse(verdict.coverage().complete());
    }
}
