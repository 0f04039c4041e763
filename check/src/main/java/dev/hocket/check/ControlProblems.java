package dev.hocket.check;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What could not be brought under control in this JVM, in sentences; every report says it. */
final class ControlProblems {
    private static final List<String> ALL = new CopyOnWriteArrayList<>();

    private ControlProblems() {}

    static void add(String problem) {
        ALL.add(problem);
    }

    static List<String> all() {
        return List.copyOf(ALL);
    }
}
