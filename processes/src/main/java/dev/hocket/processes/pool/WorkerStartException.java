package dev.hocket.processes.pool;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A worker does not start. */
final class WorkerStartException extends IOException {
    private static final long serialVersionUID = 1;

    /** Whether a signal ended it, so that the next one may well start. */
    final boolean killed;

    WorkerStartException(String text, boolean killed, @Nullable Throwable cause) {
        super(text, cause);
        this.killed = killed;
    }
}
