package dev.hocket.processes;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stops attempts of a worker by interrupting its thread. An attempt is entered and left under the
 * same lock under which the thread is interrupted, so that no interrupt reaches the next one.
 */
final class StopSign {
    private final Thread runner;
    private long running = Slate.NONE;
    private volatile long below;

    StopSign(Thread runner) {
        this.runner = runner;
    }

    synchronized void enter(long attempt) {
        running = attempt;
    }

    synchronized void leave() {
        running = Slate.NONE;
        boolean _ = Thread.interrupted();
    }

    /** Whether an attempt is not to be started any more. */
    boolean holds(long attempt) {
        return attempt < below;
    }

    private synchronized void stop(long attempts, boolean interrupt) {
        below = Math.max(below, attempts);
        if (interrupt && running != Slate.NONE && running < below) {
            runner.interrupt();
        }
    }

    /** Follows the parent's commands until they end, as they do when the parent does. */
    void follow(InputStream commands) {
        try (DataInputStream in = new DataInputStream(commands)) {
            while (true) {
                int command = in.read();
                if (command < 0) {
                    return;
                }
                stop(in.readLong(), command == Protocol.STOP);
            }
        } catch (IOException _) {
            // The parent is gone.
        }
    }
}
