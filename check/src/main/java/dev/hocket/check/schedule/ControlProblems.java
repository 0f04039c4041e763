package dev.hocket.check.schedule;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What could not be brought under control in this JVM, in sentences; every report says it. */
public final class ControlProblems {
    private static final List<String> ALL = new CopyOnWriteArrayList<>();

    private ControlProblems() {}

    public static void add(String problem) {
        ALL.add(problem);
    }

    public static List<String> all() {
        return List.copyOf(ALL);
    }
}
