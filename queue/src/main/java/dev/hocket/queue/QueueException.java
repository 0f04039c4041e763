package dev.hocket.queue;

/** Thrown if the queue's database cannot do what it was asked for. */
public final class QueueException extends RuntimeException {
    private static final long serialVersionUID = 1;

    QueueException(String message, Throwable cause) {
        super(message, cause);
    }

    QueueException(String message) {
        super(message);
    }
}
