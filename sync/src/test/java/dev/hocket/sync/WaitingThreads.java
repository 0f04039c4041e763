package dev.hocket.sync;

import static org.junit.jupiter.api.Assertions.fail;

/** Looks until a thread has come to wait, so that what wakes it is sure to find it waiting. */
final class WaitingThreads {
    private WaitingThreads() {}

    static void until(Thread thread) {
        while (true) {
            switch (thread.getState()) {
                case WAITING, TIMED_WAITING, BLOCKED -> {
                    return;
                }
                case TERMINATED -> fail(thread + " ended and was to wait");
                default -> Thread.onSpinWait();
            }
        }
    }
}
