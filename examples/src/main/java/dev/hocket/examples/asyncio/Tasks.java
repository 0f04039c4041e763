package dev.hocket.examples.asyncio;

import dev.hocket.sync.TaskScope;
import java.util.concurrent.Future;

/** Coroutines, {@code create_task} and {@code await}. */
public final class Tasks {
    private Tasks() {}

    static String greet(String name) {
        return "hello " + name;
    }

    /** Starts two tasks and awaits them. */
    public static void main(String[] args) throws Exception {
        try (TaskScope<String> scope = TaskScope.open()) {
            Future<String> ann = scope.fork(() -> greet("ann"));
            Future<String> bob = scope.fork(() -> greet("bob"));
            System.out.println(ann.get());
            System.out.println(bob.get());
        }
    }
}
