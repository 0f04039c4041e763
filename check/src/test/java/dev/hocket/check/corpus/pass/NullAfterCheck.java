package dev.hocket.check.corpus.pass;

/** It is read once. */
public final class NullAfterCheck {
    private static volatile String session = "open";

    public static void test() throws InterruptedException {
        Thread user = Thread.ofVirtual().name("user").start(NullAfterCheck::use);
        session = null;
        user.join();
    }

    private static int use() {
        String session = NullAfterCheck.session;
        if (session != null) {
            return session.length();
        }
        return 0;
    }

    private NullAfterCheck() {}
}
