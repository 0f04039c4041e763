package dev.hocket.check.corpus.pass;

/** Only one waits for the other. */
public final class JoinEachOther {
    public static void test() throws InterruptedException {
        Thread[] pair = new Thread[2];
        pair[0] = Thread.ofVirtual().name("a").unstarted(() -> await(pair[1]));
        pair[1] = Thread.ofVirtual().name("b").unstarted(Thread::yield);
        pair[0].start();
        pair[1].start();
        pair[0].join();
        pair[1].join();
    }

    private static void await(Thread other) {
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JoinEachOther() {}
}
