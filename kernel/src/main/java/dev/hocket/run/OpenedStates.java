package dev.hocket.run;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states of a run's lanes, which are closed at its end: once no attempt runs any more, by a
 * thread of their own, for which the run's consumer waits.
 */
final class OpenedStates {
    private static final System.Logger LOG = System.getLogger("dev.hocket");

    /** The source may still be read, by a lane that nothing can stop. */
    private static final long MOST_LATE_NANOS = 1_000_000_000;

    private final String job;
    private final List<Runnable> open = new ArrayList<>();
    private boolean over;
    private @Nullable Thread closing;

    OpenedStates(String job) {
        this.job = job;
    }

    /**
     * A lane has one.
     *
     * @param closing closes it, and throws nothing; called at once if the run has ended
     */
    void add(Runnable closing) {
        synchronized (this) {
            if (!over) {
                open.add(closing);
                return;
            }
        }
        closing.run();
    }

    /** Nothing runs any more. */
    synchronized void end() {
        if (over) {
            return;
        }
        over = true;
        notifyAll();
        if (!open.isEmpty()) {
            closing = Thread.ofVirtual().name("hocket-closing").start(this::closeAll);
        }
    }

    private void closeAll() {
        open.forEach(Runnable::run); // nothing is added any more
    }

    /**
     * Waits until all are closed; for at most so long, or 0 for as long as it takes.
     *
     * @return whether they are
     */
    boolean await(long millis) throws InterruptedException {
        Thread thread;
        synchronized (this) {
            long until = System.nanoTime() + MOST_LATE_NANOS;
            for (long left = MOST_LATE_NANOS; !over && left > 0; left = until - System.nanoTime()) {
                wait(Math.max(1, left / 1_000_000)); // the run says so a moment after its end
            }
            thread = closing;
        }
        if (thread == null) {
            return true;
        }
        thread.join(millis);
        return !thread.isAlive();
    }

    /** Waits in bounded time: what does not end is interrupted and left to itself. */
    void stop(long millis) {
        try {
            if (await(millis)) {
                return;
            }
            Thread thread;
            synchronized (this) {
                thread = closing;
            }
            if (thread != null) {
                thread.interrupt();
                if (!await(millis)) {
                    LOG.log(
                            Level.WARNING,
                            "{0}: the state of a lane takes longer than {1} ms to be closed; it is"
                                    + " not waited for",
                            job,
                            2 * millis);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
