package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A getter gives away a view, which is read when the lock is free again. */
@Bug(
        kinds = {DATA_RACE, FAILURE},
        switches = 2)
public final class ViewOutlivesLock {
    private static final class Names {
        private final List<String> names = new ArrayList<>();

        synchronized void add(String name) {
            names.add(name);
        }

        synchronized List<String> all() {
            return Collections.unmodifiableList(names);
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

    private ViewOutlivesLock() {}
}
