package dev.hocket.check.corpus.pass;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Who takes the mark puts it back. */
public final class OnePillForTwo {
    public static void test() throws InterruptedException {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Thread a = Thread.ofPlatform().name("consumer-a").start(() -> consume(queue));
        Thread b = Thread.ofPlatform().name("consumer-b").start(() -> consume(queue));
        queue.put("work");
        queue.put("stop");
        a.join();
        b.join();
    }

    private static void consume(BlockingQueue<String> queue) {
        try {
            while (!queue.take().equals("stop")) {
                Thread.yield();
            }
            queue.put("stop");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private OnePillForTwo() {}
}
