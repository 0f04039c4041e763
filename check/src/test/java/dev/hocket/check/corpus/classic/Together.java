package dev.hocket.check.corpus.classic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Runs threads at the same time and waits for their ends. */
final class Together {
    private Together() {}

    static void run(Runnable... bodies) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Runnable body : bodies) {
            threads.add(new Thread(body, "t" + (threads.size() + 1)));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Threads that are told their number, from 0. */
    static void run(int n, IntConsumer body) throws InterruptedException {
        Runnable[] bodies = new Runnable[n];
        for (int i = 0; i < n; i++) {
            int number = i;
            bodies[i] = () -> body.accept(number);
        }
        run(bodies);
    }
}
