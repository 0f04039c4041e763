package dev.hocket.link.worker;

import dev.hocket.link.ring.FrameRing;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stops attempts of a worker by interrupting its thread. An attempt is entered and left under the
 * same lock under which the thread is interrupted, so that no interrupt reaches the next one.
 */
public final class AttemptInterrupter {
    /**
     * So long after a farewell nobody reads: a JVM that ends waits up to 0.3 s for threads that are
     * in native code.
     */
    private static final long FAREWELL_NANOS = 250_000_000;

    private final Thread runner;
    private long running = AttemptSlate.NONE;
    private volatile long stopped;
    private volatile long held;

    AttemptInterrupter(Thread runner) {
        this.runner = runner;
    }

    /** An attempt begins; if it has been stopped on its way here, interrupted. */
    synchronized void enter(long attempt) {
        running = attempt;
        if (attempt < stopped) {
            runner.interrupt();
        }
    }

    synchronized void leave() {
        running = AttemptSlate.NONE;
        boolean _ = Thread.interrupted();
    }

    /**
     * Whether an attempt is not to be begun any more.
     *
     * @param first whether it is the first of its batch: then it is the one that was meant to be
     *     stopped, and begins, as it would have where its thread is interrupted
     */
    boolean holds(long attempt, boolean first) {
        return attempt < held || (attempt < stopped && !first);
    }

    private synchronized void stop(long below) {
        stopped = Math.max(stopped, below);
        if (running != AttemptSlate.NONE && running < below) {
            runner.interrupt();
        }
    }

    public synchronized void hold(long below) {
        held = Math.max(held, below);
    }

    /** Follows the parent's commands until they end, as they do when the parent does. */
    public void follow(InputStream commands) {
        try (DataInputStream in = new DataInputStream(commands)) {
            while (true) {
                int command = in.read();
                if (command < 0) {
                    return;
                }
                long below = in.readLong();
                switch (command) {
                    case WorkerProtocol.STOP -> stop(below);
                    case WorkerProtocol.HOLD -> hold(below);
                    default -> FrameRing.nap(FAREWELL_NANOS);
                }
            }
        } catch (IOException _) {
            // The parent is gone.
        }
    }
}
