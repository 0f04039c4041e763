package dev.hocket.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Ends, failures, cancellations, forks and deadlines that meet at once. */
@Timeout(120)
class TaskScopeStressTest {
    private static final int TASKS = 20;

    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();

    private static ScopeOptions patient(Until until) {
        return ScopeOptions.defaults().withUntil(until).withGrace(Duration.ofMinutes(1));
    }

    /** Ends at once, by failing if {@code fails}, when all have come. */
    private String together(CountDownLatch all, boolean fails) throws InterruptedException {
        entered.incrementAndGet();
        try {
            all.countDown();
            all.await();
            if (fails) {
                throw new IllegalStateException("failed");
            }
            return "done";
        } finally {
            left.incrementAndGet();
        }
    }

    private List<Future<String>> fork(TaskScope<String> scope, int failing) {
        CountDownLatch all = new CountDownLatch(TASKS);
        List<Future<String>> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            boolean fails = i % TASKS < failing;
            tasks.add(scope.fork(() -> together(all, fails)));
        }
        return tasks;
    }

    private void assertNoneIsLeft(List<Future<String>> tasks) {
        assertTrue(tasks.stream().allMatch(Future::isDone), tasks::toString);
        assertEquals(entered.get(), left.get());
        assertFalse(Thread.interrupted());
    }

    @RepeatedTest(300)
    void failureAgainstSuccessThrowsAFailure() {
        List<Future<String>> tasks;
        try (TaskScope<String> scope = TaskScope.open(patient(Until.FIRST_FAILURE))) {
            tasks = fork(scope, 3);
            assertThrows(ExecutionException.class, scope::join);
            assertEquals(State.FAILED, scope.first().state());
        }
        assertNoneIsLeft(tasks);
    }

    @RepeatedTest(300)
    void oneSuccessIsFoundAmongFailures() throws Exception {
        List<Future<String>> tasks;
        try (TaskScope<String> scope = TaskScope.open(patient(Until.FIRST_SUCCESS))) {
            tasks = fork(scope, TASKS - 1);
            scope.join();
            assertSame(tasks.getLast(), scope.first());
            assertEquals("done", scope.first().resultNow());
        }
        assertNoneIsLeft(tasks);
    }

    @RepeatedTest(300)
    void cancelAgainstCompleteIsOneOrTheOther() throws Exception {
        List<Future<String>> tasks;
        try (TaskScope<String> scope = TaskScope.open(patient(Until.ALL_DONE))) {
            tasks = fork(scope, 0);
            Thread canceller = Thread.ofVirtual().start(scope::cancel);
            try {
                scope.join();
                assertTrue(tasks.stream().allMatch(task -> task.state() == State.SUCCESS));
            } catch (CancellationException cancelled) {
                assertEquals("scope was cancelled", cancelled.getMessage());
            }
            canceller.join();
        }
        assertNoneIsLeft(tasks);
    }

    @RepeatedTest(300)
    void forkAgainstCancelStartsNoneThatIsNotEnded() throws Exception {
        List<Future<String>> tasks = new ArrayList<>();
        CountDownLatch never = new CountDownLatch(TASKS + 1); // one more than there will come
        try (TaskScope<String> scope = TaskScope.open(patient(Until.ALL_DONE))) {
            Thread canceller = Thread.ofVirtual().start(scope::cancel);
            for (int i = 0; i < TASKS; i++) {
                tasks.add(scope.fork(() -> together(never, false)));
            }
            canceller.join();
            assertThrows(CancellationException.class, scope::join);
        }
        assertTrue(tasks.stream().allMatch(Future::isCancelled));
        assertNoneIsLeft(tasks);
    }

    @RepeatedTest(100)
    void deadlineAgainstCompleteIsOneOrTheOther() throws Exception {
        List<Future<String>> tasks;
        var options = patient(Until.ALL_DONE).withDeadline(Duration.ofNanos(200_000));
        try (TaskScope<String> scope = TaskScope.open(options)) {
            tasks = fork(scope, 0);
            try {
                scope.join();
                assertTrue(tasks.stream().allMatch(task -> task.state() == State.SUCCESS));
            } catch (TimeoutException expired) {
                assertTrue(String.valueOf(expired.getMessage()).endsWith("passed"));
            }
        }
        assertNoneIsLeft(tasks);
    }

    @RepeatedTest(20)
    void nestedScopesEndTogether() {
        AtomicInteger open = new AtomicInteger();
        try (TaskScope<Object> scope = TaskScope.open(patient(Until.FIRST_FAILURE))) {
            for (int i = 0; i < 4; i++) {
                scope.launch(() -> nest(4, open));
            }
            scope.launch(() -> {
                throw new IllegalStateException("all out");
            });
            assertThrows(ExecutionException.class, scope::join);
        }
        assertEquals(0, open.get());
    }

    private static void nest(int depth, AtomicInteger open) throws Exception {
        open.incrementAndGet();
        try (TaskScope<Object> scope = TaskScope.open(patient(Until.FIRST_FAILURE))) {
            if (depth == 0) {
                new CountDownLatch(1).await();
            }
            scope.launch(() -> nest(depth - 1, open));
            scope.launch(() -> nest(depth - 1, open));
            scope.join();
        } finally {
            open.decrementAndGet();
        }
    }
}
