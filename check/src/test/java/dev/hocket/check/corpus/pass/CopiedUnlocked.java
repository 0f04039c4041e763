package dev.hocket.check.corpus.pass;

import java.util.ArrayList;
import java.util.List;

/** It is copied under the lock. */
public final class CopiedUnlocked {
    private static final class Names {
        private final List<String> names = new ArrayList<>();

        synchronized void add(String name) {
            names.add(name);
        }

        synchronized List<String> all() {
            return new ArrayList<>(names);
        }
    }

    public static void test() throws InterruptedException {
        Names names = new Names();
        names.add("first");
        Thread other = new Thread(() -> names.add("second"), "other");
        other.start();
        for (String name : names.all()) {
            if (name.isEmpty()) {
                throw new AssertionError("a name is empty");
            }
        }
        other.join();
    }

    private CopiedUnlocked() {}
}
