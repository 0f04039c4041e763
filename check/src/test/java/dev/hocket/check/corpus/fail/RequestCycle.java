package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two clients put all their requests before they take an answer, and the queues are too short for
 * that.
 */
@Bug(
        kinds = {DEADLOCK},
        switches = 5)
public final class RequestCycle {
    private static final BlockingQueue<Integer> REQUESTS = new ArrayBlockingQueue<>(1);
    private static final BlockingQueue<Integer> ANSWERS = new ArrayBlockingQueue<>(1);

    public static void test() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Void> client = RequestCycle::ask;
            Future<Void> a = threads.submit(client);
            Future<Void> b = threads.submit(client);
            Future<Void> server = threads.submit(() -> answer());
            a.get();
            b.get();
            server.get();
        }
    }

    private static Void ask() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            REQUESTS.put(i);
        }
        for (int i = 0; i < 3; i++) {
            ANSWERS.take();
        }
        return null;
    }

    private static Void answer() throws InterruptedException {
        for (int i = 0; i < 6; i++) {
            ANSWERS.put(REQUESTS.take());
        }
        return null;
    }

    private RequestCycle() {}
}
