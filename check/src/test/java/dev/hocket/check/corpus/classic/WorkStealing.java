package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The owner of a deque takes the last task without looking again whether a thief has it. After the
 * work-stealing queue of Musuvathi and Qadeer's CHESS (PLDI 2007).
 */
public final class WorkStealing {
    private static final int TASKS = 2;
    private static final AtomicIntegerArray RUNS = new AtomicIntegerArray(TASKS);
    private static final Object STEAL = new Object();
    private static volatile int head;
    private static volatile int tail = TASKS;

    @Bug(kinds = FAILURE, switches = 4)
    public static void test() throws InterruptedException {
        run();
    }

    private static void run() throws InterruptedException {
        Together.run(WorkStealing::own, WorkStealing::steal);
        for (int i = 0; i < TASKS; i++) {
            if (RUNS.get(i) != 1) {
                throw new AssertionError("task " + i + " ran " + RUNS.get(i) + " times");
            }
        }
    }

    private static void own() {
        while (true) {
            int last = tail - 1;
            if (head > last) {
                return;
            }
            tail = last;
            RUNS.incrementAndGet(last);
        }
    }

    private static void steal() {
        synchronized (STEAL) {
            int first = head;
            if (first < tail) {
                head = first + 1;
                RUNS.incrementAndGet(first);
            }
        }
    }
}
