package dev.hocket.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the end of the block does to those that still run: plain, shielded, deaf and nested. */
@Timeout(60)
class TaskScopeCloseTest {
    private final CountDownLatch never = new CountDownLatch(1);

    private static ScopeOptions patient() {
        return ScopeOptions.defaults().withGrace(Duration.ofMinutes(1));
    }

    @Test
    void leavingTheBlockCancelsAndWaits() {
        AtomicBoolean cleanedUp = new AtomicBoolean();
        Event started = new Event();
        assertThrows(
                IllegalArgumentException.class,
                () -> {
                    try (TaskScope<Object> scope = TaskScope.open(patient())) {
                        scope.launch(() -> {
                            try {
                                started.set();
                                never.await();
                            } finally {
                                cleanedUp.set(true);
                            }
                        });
                        started.await();
                        throw new IllegalArgumentException("of the owner");
                    }
                });
        assertTrue(cleanedUp.get());
    }

    @Test
    void aShieldedTaskOutlivesTheCancellation() throws Exception {
        Event go = new Event();
        Future<String> failing;
        Future<String> commit;
        try (TaskScope<String> scope = TaskScope.open(patient())) {
            commit =
                    scope.forkShielded(() -> {
                        go.await();
                        return "committed";
                    });
            failing =
                    scope.fork(() -> {
                        throw new IllegalStateException("too bad");
                    });
            assertThrows(ExecutionException.class, scope::join);
            assertEquals(State.RUNNING, commit.state());
            go.set();
        }
        assertEquals("committed", commit.resultNow());
        assertEquals(State.FAILED, failing.state());
    }

    @Test
    void closeWaitsForAShieldedTask() throws Exception {
        Event started = new Event();
        Event closing = new Event();
        Future<String> shielded;
        try (TaskScope<String> scope = TaskScope.open(patient())) {
            shielded =
                    scope.forkShielded(() -> {
                        closing.await();
                        return "all";
                    });
            scope.launch(() -> {
                try {
                    started.set();
                    never.await();
                } finally {
                    closing.set(); // the scope's end has reached this one, and passed the other by
                }
            });
            started.await();
            assertFalse(scope.join(Duration.ZERO));
        }
        assertEquals("all", shielded.resultNow());
    }

    @Test
    void theShieldEndsWithTheGrace() {
        Future<Boolean> shielded;
        var options = ScopeOptions.defaults().withGrace(Duration.ofMillis(20));
        try (TaskScope<Boolean> scope = TaskScope.open(options)) {
            shielded = scope.forkShielded(() -> never.await(1, TimeUnit.DAYS));
        }
        assertThrows(CancellationException.class, shielded::get);
    }

    @Test
    void aWaiterThatIsCancelledLeavesTheTaskAlone() throws Exception {
        try (TaskScope<String> outer = TaskScope.open(patient())) {
            Event go = new Event();
            Future<String> work =
                    outer.fork(() -> {
                        go.await();
                        return "done";
                    });
            try (TaskScope<String> inner = TaskScope.open(patient())) {
                Future<String> waiter = inner.fork(() -> work.get());
                assertTrue(waiter.cancel(true));
            }
            assertEquals(State.RUNNING, work.state());
            go.set();
            outer.join();
            assertEquals("done", work.resultNow());
        }
    }

    @Test
    void oneThatIgnoresInterruptionIsLeftBehindAndNamed() throws Exception {
        AtomicReference<String> warning = new AtomicReference<>("none");
        Logger logger = Logger.getLogger("dev.hocket.sync");
        Handler handler = new Keeping(warning);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        Event released = new Event();
        Event ended = new Event();
        var options = ScopeOptions.defaults().withName("deaf").withGrace(Duration.ofMillis(20));
        try {
            try (TaskScope<Object> scope = TaskScope.open(options)) {
                Event started = new Event();
                scope.launch(() -> {
                    started.set();
                    awaitDeaf(released);
                    ended.set();
                });
                started.await();
            }
            assertFalse(ended.isSet());
            assertEquals("abandoned, since they ignore interruption: deaf-1", warning.get());
        } finally {
            released.set();
            ended.await();
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
    }

    private static void awaitDeaf(Event event) {
        while (!event.isSet()) {
            try {
                event.await();
            } catch (InterruptedException ignored) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void theEndOfTheOuterScopeIsTheEndOfTheInner() throws Exception {
        AtomicBoolean innermostEnded = new AtomicBoolean();
        Event started = new Event();
        try (TaskScope<Object> outer = TaskScope.open(patient())) {
            outer.launch(() -> {
                try (TaskScope<Object> inner = TaskScope.open(patient())) {
                    inner.launch(() -> {
                        try {
                            started.set();
                            never.await();
                        } finally {
                            innermostEnded.set(true);
                        }
                    });
                    inner.join();
                }
            });
            started.await();
        }
        assertTrue(innermostEnded.get());
    }

    @Test
    void anInterruptedOwnerClosesAndStaysInterrupted() {
        AtomicBoolean ended = new AtomicBoolean();
        Event started = new Event();
        try (TaskScope<Object> scope = TaskScope.open(patient())) {
            scope.launch(() -> {
                try {
                    started.set();
                    never.await();
                } finally {
                    ended.set(true);
                }
            });
            started.await();
            Thread.currentThread().interrupt();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
        assertTrue(Thread.interrupted());
        assertTrue(ended.get());
    }

    private static final class Keeping extends Handler {
        private final AtomicReference<String> last;

        Keeping(AtomicReference<String> last) {
            this.last = last;
        }

        @Override
        public void publish(LogRecord warning) {
            last.set(warning.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
