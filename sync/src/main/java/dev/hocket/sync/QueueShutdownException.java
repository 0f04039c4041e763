package dev.hocket.sync;

import java.io.Serial;

/** A queue that was shut down takes nothing more; the element stays with the caller. */
public final class QueueShutdownException extends IllegalStateException {
    @Serial private static final long serialVersionUID = 1;

    QueueShutdownException() {
        super("the queue was shut down and accepts no more elements");
    }
}
