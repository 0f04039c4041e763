package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/** A volatile reference is checked and then read again. */
@Bug(
        kinds = {UNCAUGHT},
        switches = 3)
public final class NullAfterCheck {
    private static volatile String session = "open";

    public static void test() throws InterruptedException {
        Thread user = Thread.ofVirtual().name("user").start(NullAfterCheck::use);
        session = null;
        user.join();
    }

    private static int use() {
        if (session != null) {
            return session.length();
        }
        return 0;
    }

    private NullAfterCheck() {}
}
