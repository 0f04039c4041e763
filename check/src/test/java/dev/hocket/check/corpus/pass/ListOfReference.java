package dev.hocket.check.corpus.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** They append by updateAndGet. */
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
        NAMES.updateAndGet(names -> append(names, name));
    }

    private static List<String> append(List<String> names, String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return List.copyOf(longer);
    }

    private ListOfReference() {}
}
