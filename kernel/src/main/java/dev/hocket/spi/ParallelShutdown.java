package dev.hocket.spi;

import java.util.List;

/** The end of an engine's runs. */
final class ParallelShutdown {
    private ParallelShutdown() {}

    /** Shuts all down at once: each may have to wait for tasks that would not end. */
    static void all(List<? extends Supply<?, ?>> supplies) {
        List<Thread> closers =
                supplies.stream()
                        .skip(1)
                        .map(supply -> Thread.ofVirtual().start(supply::shutDown))
                        .toList();
        if (!supplies.isEmpty()) {
            supplies.getFirst().shutDown();
        }
        boolean interrupted = false;
        for (Thread closer : closers) {
            while (closer.isAlive()) {
                try {
                    closer.join(); // it ends in bounded time
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
