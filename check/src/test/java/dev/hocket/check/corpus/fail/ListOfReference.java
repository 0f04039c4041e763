package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Two threads append to an immutable list in an AtomicReference by get and set. */
@Bug(
        kinds = {FAILURE},
        switches = 4)
public final class ListOfReference {
    private static final AtomicReference<List<String>> NAMES = new AtomicReference<>(List.of());

    public static void test() throws InterruptedException {
        Thread a = Thread.ofVirtual().name("a").start(() -> add("a"));
        Thread b = Thread.ofVirtual().name("b").start(() -> add("b"));
        a.join();
        b.join();
        if (NAMES.get().size() != 2) {
            throw new AssertionError("the list is " + NAMES.get());
        }
    }

    private static void add(String name) {
        NAMES.set(append(NAMES.get(), name));
    }

    private static List<String> append(List<String> names, String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return List.copyOf(longer);
    }

    private ListOfReference() {}
}
