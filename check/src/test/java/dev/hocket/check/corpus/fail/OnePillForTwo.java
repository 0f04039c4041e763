package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DEADLOCK;
import static dev.hocket.check.FindingKind.LEFT_RUNNING;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Two consumers are to stop, and the queue gets one stop mark. */
@Bug(
        kinds = {LEFT_RUNNING, DEADLOCK},
        switches = 2)
public final class OnePillForTwo {
    public static void test() throws InterruptedException {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Thread a = Thread.ofPlatform().name("consumer-a").start(() -> consume(queue));
        Thread b = Thread.ofPlatform().name("consumer-b").start(() -> consume(queue));
        queue.put("work");
        queue.put("stop");
    }

    private static void consume(BlockingQueue<String> queue) {
        try {
            while (!queue.take().equals("stop")) {
                Thread.yield();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private OnePillForTwo() {}
}
