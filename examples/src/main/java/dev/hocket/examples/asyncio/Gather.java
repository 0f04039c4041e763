package dev.hocket.examples.asyncio;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.sync.TaskScope;
import dev.hocket.sync.Until;
import java.util.List;
import java.util.concurrent.Future;

/** {@code gather}: all results in order, of a few tasks or of a million inputs. */
public final class Gather {
    private Gather() {}

    static int length(String word) {
        if (word.isEmpty()) {
            throw new IllegalArgumentException("no word");
        }
        return word.length();
    }

    static List<Integer> lengths(List<String> words) throws Exception {
        try (TaskScope<Integer> scope = TaskScope.open()) {
            var tasks = words.stream().map(word -> scope.fork(() -> length(word))).toList();
            scope.join();
            return tasks.stream().map(Future::resultNow).toList();
        }
    }

    static List<String> lengthsOrFailures(List<String> words) throws Exception {
        try (TaskScope<Integer> scope = TaskScope.open(Until.ALL_DONE)) {
            var tasks = words.stream().map(word -> scope.fork(() -> length(word))).toList();
            scope.join();
            return tasks.stream().map(Gather::resultOrFailure).toList();
        }
    }

    private static String resultOrFailure(Future<Integer> task) {
        return switch (task.state()) {
            case SUCCESS -> task.resultNow().toString();
            case FAILED -> String.valueOf(task.exceptionNow().getMessage());
            default -> "cancelled";
        };
    }

    static List<Integer> lengthsOfMany(Iterable<String> words) {
        try (Engine engine = Engine.named("virtual:100")) {
            return engine.map(Job.of("length", Gather::length), words);
        }
    }

    /** Prints the lengths of some words. */
    public static void main(String[] args) throws Exception {
        System.out.println(lengths(List.of("one", "two", "three")));
        System.out.println(lengthsOrFailures(List.of("one", "", "three")));
        System.out.println(lengthsOfMany(List.of("one", "two", "three")));
    }
}
