package dev.hocket.examples.asyncio;

import dev.hocket.sync.Event;
import dev.hocket.sync.TaskScope;
import dev.hocket.sync.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** {@code wait} with each of its conditions, and one that asyncio lacks. */
public final class Waits {
    private Waits() {}

    static String fast() {
        return "fast";
    }

    static String slow() throws InterruptedException {
        new Event().await(); // never set: only a cancellation ends this
        return "slow";
    }

    static String broken() throws IOException {
        return Files.readString(Path.of("no-such-file"));
    }

    static void allCompleted() throws Exception {
        try (TaskScope<String> scope = TaskScope.open(Until.ALL_DONE)) {
            Future<String> fast = scope.fork(Waits::fast);
            Future<String> broken = scope.fork(Waits::broken);
            scope.join();
            System.out.println("all: " + fast.state() + ", " + broken.state());
        }
    }

    static void firstCompleted() throws Exception {
        try (TaskScope<String> scope = TaskScope.open(Until.FIRST_DONE)) {
            scope.launch(Waits::slow);
            scope.launch(Waits::fast);
            scope.join(); // and the slow one is cancelled
            System.out.println("first completed: " + scope.first().state());
        }
    }

    static void firstException() throws Exception {
        try (TaskScope<String> scope = TaskScope.open(Until.FIRST_FAILURE)) {
            scope.launch(Waits::slow);
            scope.launch(Waits::broken);
            scope.join();
        } catch (ExecutionException first) {
            System.out.println("first exception: " + first.getCause());
        }
    }

    static void firstSuccess() throws Exception {
        try (TaskScope<String> scope = TaskScope.open(Until.FIRST_SUCCESS)) {
            scope.launch(Waits::broken);
            Future<String> fast = scope.fork(Waits::fast);
            scope.join();
            System.out.println("first success: " + scope.first().resultNow() + ", " + fast.state());
        }
    }

    /** Shows all conditions, one after the other. */
    public static void main(String[] args) throws Exception {
        allCompleted();
        firstCompleted();
        firstException();
        firstSuccess();
    }
}
