package dev.hocket.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskScopeTest {
    /** Never counted down: who waits for it ends by interruption alone. */
    private final CountDownLatch never = new CountDownLatch(1);

    private String forEver() throws InterruptedException {
        never.await();
        return "never";
    }

    @Test
    void givesAllResults() throws Exception {
        try (TaskScope<Integer> scope = TaskScope.open()) {
            List<Future<Integer>> squares =
                    List.of(scope.fork(() -> 1), scope.fork(() -> 4), scope.fork(() -> 9));
            scope.join();
            assertEquals(List.of(1, 4, 9), squares.stream().map(Future::resultNow).toList());
            assertThrows(IllegalStateException.class, scope::first);
            assertEquals("scope: 3 forked, 0 running", scope.toString());
        }
    }

    @Test
    void theFirstFailureCancelsTheRest() throws Exception {
        try (TaskScope<String> scope = TaskScope.open()) {
            Future<String> waiting = scope.fork(this::forEver);
            Future<String> failing =
                    scope.fork(() -> {
                        throw new IOException("no disk");
                    });
            ExecutionException thrown = assertThrows(ExecutionException.class, scope::join);
            assertEquals(
                    "no disk", assertInstanceOf(IOException.class, thrown.getCause()).getMessage());
            assertSame(failing, scope.first());
            assertThrows(CancellationException.class, waiting::get);
        }
    }

    @Test
    void anErrorIsAFailureToo() {
        try (TaskScope<String> scope = TaskScope.open()) {
            scope.launch(() -> {
                throw new StackOverflowError("deep");
            });
            ExecutionException thrown = assertThrows(ExecutionException.class, scope::join);
            assertInstanceOf(StackOverflowError.class, thrown.getCause());
        }
    }

    @Test
    void allDoneWaitsForAllAndThrowsForNone() throws Exception {
        try (TaskScope<String> scope = TaskScope.open(Until.ALL_DONE)) {
            Event failed = new Event();
            Future<String> failing =
                    scope.fork(() -> {
                        failed.set();
                        throw new IOException("no disk");
                    });
            Future<String> after =
                    scope.fork(() -> {
                        failed.await();
                        return "done";
                    });
            scope.join();
            assertEquals("done", after.resultNow());
            assertInstanceOf(IOException.class, failing.exceptionNow());
        }
    }

    @Test
    void firstDoneTakesAFailureToo() throws Exception {
        try (TaskScope<String> scope = TaskScope.open(Until.FIRST_DONE)) {
            Future<String> waiting = scope.fork(this::forEver);
            scope.launch(() -> {
                throw new IOException("no disk");
            });
            scope.join();
            assertEquals(State.FAILED, scope.first().state());
            assertThrows(CancellationException.class, waiting::get);
        }
    }

    @Test
    void firstSuccessPassesOverFailures() throws Exception {
        try (TaskScope<String> scope = TaskScope.open(Until.FIRST_SUCCESS)) {
            Future<String> waiting = scope.fork(this::forEver);
            Future<String> failing =
                    scope.fork(() -> {
                        throw new IOException("no disk");
                    });
            assertThrows(ExecutionException.class, failing::get);
            var mirror = scope.fork(() -> "mirror");
            scope.join();
            assertSame(mirror, scope.first());
            assertEquals("mirror", scope.first().resultNow());
            assertThrows(CancellationException.class, waiting::get);
        }
    }

    @Test
    void firstSuccessOfNoneThrowsAllFailures() throws Exception {
        try (TaskScope<String> scope = TaskScope.open(Until.FIRST_SUCCESS)) {
            for (String name : List.of("a", "b", "c")) {
                scope.launch(() -> {
                    throw new IOException(name);
                });
            }
            ExecutionException thrown = assertThrows(ExecutionException.class, scope::join);
            assertInstanceOf(IOException.class, thrown.getCause());
            assertEquals(2, thrown.getSuppressed().length);
        }
        try (TaskScope<String> scope = TaskScope.open(Until.FIRST_SUCCESS)) {
            assertThrows(CancellationException.class, scope::join);
        }
    }

    @Test
    void theDeadlineCancelsAndIsThrown() {
        var options = ScopeOptions.defaults().withName("ask").withDeadline(Duration.ofMillis(1));
        try (TaskScope<String> scope = TaskScope.open(options)) {
            Future<String> waiting = scope.fork(this::forEver);
            TimeoutException thrown = assertThrows(TimeoutException.class, scope::join);
            assertEquals("the deadline of ask, PT0.001S, passed", thrown.getMessage());
            assertThrows(CancellationException.class, waiting::get);
            assertEquals(State.CANCELLED, scope.fork(() -> "late").state());
        }
    }

    @Test
    void theDeadlineAlsoEndsAWaitForOneTask() {
        var options = ScopeOptions.defaults().withDeadline(Duration.ofMillis(1));
        try (TaskScope<String> scope = TaskScope.open(options)) {
            Future<String> waiting = scope.fork(this::forEver);
            assertThrows(CancellationException.class, waiting::get);
        }
    }

    @Test
    void aDeadlineThatIsMetChangesNothing() throws Exception {
        var options = ScopeOptions.defaults().withDeadline(Duration.ofDays(1));
        try (TaskScope<String> scope = TaskScope.open(options)) {
            Future<String> answer = scope.fork(() -> "in time");
            scope.join();
            assertEquals("in time", answer.resultNow());
        }
    }

    @Test
    void refusesADeadlineOfNothing() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ScopeOptions.defaults().withDeadline(Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () -> ScopeOptions.defaults().withGrace(Duration.ofSeconds(-1)));
    }

    @Test
    void cancellingEndsTheJoining() throws Exception {
        try (TaskScope<String> scope = TaskScope.open(Until.ALL_DONE)) {
            Future<String> waiting = scope.fork(this::forEver);
            scope.launch(scope::cancel);
            assertThrows(CancellationException.class, scope::join);
            assertThrows(CancellationException.class, waiting::get);
            AtomicBoolean ran = new AtomicBoolean();
            scope.launch(() -> ran.set(true));
            assertTrue(scope.fork(this::forEver).isCancelled());
            assertFalse(ran.get());
        }
    }

    @Test
    void cancellingOneTaskLeavesTheOthers() throws Exception {
        try (TaskScope<String> scope = TaskScope.open()) {
            Event go = new Event();
            Future<String> waiting = scope.fork(this::forEver);
            Future<String> other =
                    scope.fork(() -> {
                        go.await();
                        return "done";
                    });
            assertTrue(waiting.cancel(true));
            go.set();
            scope.join();
            assertEquals("done", other.resultNow());
        }
    }

    @Test
    void joiningForTooShortChangesNothing() throws Exception {
        try (TaskScope<Boolean> scope = TaskScope.open()) {
            Event go = new Event();
            Future<Boolean> waiting = scope.fork(() -> go.await(Duration.ofDays(1)));
            assertFalse(scope.join(Duration.ZERO));
            assertEquals(State.RUNNING, waiting.state());
            go.set();
            assertTrue(scope.join(Duration.ofDays(1)));
        }
    }

    @Test
    void tasksMayFork() throws Exception {
        AtomicReference<String> said = new AtomicReference<>();
        try (TaskScope<String> scope = TaskScope.open()) {
            scope.launch(() -> scope.launch(() -> scope.launch(() -> said.set("inner"))));
            scope.join();
            assertEquals("inner", said.get());
        }
    }

    @Test
    void threadsBearTheNameOfTheScope() throws Exception {
        var options = ScopeOptions.defaults().withName("crawl");
        try (TaskScope<String> scope = TaskScope.open(options)) {
            Future<String> name = scope.fork(() -> Thread.currentThread().getName());
            assertEquals("crawl-1", name.get());
        }
    }

    @Test
    void aLaunchedTaskThatFailsEndsTheJoiningToo() {
        try (TaskScope<String> scope = TaskScope.open()) {
            scope.launch(() -> {
                throw new IOException("no disk");
            });
            ExecutionException thrown = assertThrows(ExecutionException.class, scope::join);
            assertInstanceOf(IOException.class, thrown.getCause());
        }
    }

    @Test
    void othersMayNeitherJoinNorClose() throws Exception {
        try (TaskScope<Boolean> scope = TaskScope.open(Until.ALL_DONE)) {
            Future<Boolean> joins = scope.fork(() -> scope.join(Duration.ZERO));
            Future<Boolean> closes =
                    scope.fork(() -> {
                        AutoCloseable closing = scope;
                        closing.close();
                        return true;
                    });
            scope.join();
            assertInstanceOf(WrongThreadException.class, joins.exceptionNow());
            assertInstanceOf(WrongThreadException.class, closes.exceptionNow());
        }
    }

    @Test
    void aClosedScopeTakesNothing() {
        TaskScope<String> scope = TaskScope.open();
        scope.close();
        scope.close();
        var refused = assertThrows(IllegalStateException.class, () -> scope.fork(() -> "late"));
        assertEquals(
                "scope is closed: fork before its block is left, or open another",
                refused.getMessage());
    }

    @Test
    void anInterruptedOwnerMayJoinAgain() throws Exception {
        try (TaskScope<String> scope = TaskScope.open()) {
            Event go = new Event();
            Future<String> task =
                    scope.fork(() -> {
                        go.await();
                        return "done";
                    });
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, scope::join);
            assertEquals(State.RUNNING, task.state());
            go.set();
            scope.join();
            assertEquals("done", task.resultNow());
        }
    }
}
