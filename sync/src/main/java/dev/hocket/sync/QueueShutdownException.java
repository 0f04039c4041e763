package dev.hocket.sync;

import java.io.Serial;

/** An element was put into a queue that is shut down; it was not accepted. */
public final class QueueShutdownException extends IllegalStateException {
    @Serial private static final long serialVersionUID = 1;

    QueueShutdownException() {
        super("the queue was shut down and accepts no more elements");
    }
}
