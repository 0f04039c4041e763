package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.ArrayList;
import java.util.List;

/** A list is copied when the lock is free again. */
@Bug(
        kinds = {DATA_RACE, FAILURE},
        switches = 2)
public final class CopiedUnlocked {
    private static final class Names {
        private final List<String> names = new ArrayList<>();

        synchronized void add(String name) {
            names.add(name);
        }

        synchronized List<String> all() {
            return names;
        }
    }

    public static void test() throws InterruptedException {
        Names names = new Names();
        names.add("first");
        Thread other = new Thread(() -> names.add("second"), "other");
        other.start();
        for (String name : new ArrayList<>(names.all())) {
            if (name.isEmpty()) {
                throw new AssertionError("a name is empty");
            }
        }
        other.join();
    }

    private CopiedUnlocked() {}
}
