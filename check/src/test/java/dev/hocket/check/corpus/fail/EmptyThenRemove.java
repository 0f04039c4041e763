package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Two threads see one element and both remove it. */
@Bug(
        kinds = {UNCAUGHT},
        switches = 3)
public final class EmptyThenRemove {
    public static void test() throws InterruptedException {
        List<String> jobs = new CopyOnWriteArrayList<>(List.of("job"));
        Thread a = new Thread(() -> take(jobs), "a");
        Thread b = new Thread(() -> take(jobs), "b");
        a.start();
        b.start();
        a.join();
        b.join();
    }

    private static void take(List<String> jobs) {
        if (!jobs.isEmpty()) {
            jobs.remove(0);
        }
    }

    private EmptyThenRemove() {}
}
