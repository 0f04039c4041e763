package dev.hocket.jobs.fetch;

import java.io.IOException;
import java.io.Serial;

/** The server responded with a status other than success. */
public class StatusException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private final int status;

    StatusException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The status, such as 404. */
    public int status() {
        return status;
    }

    /** Whether it is transient: 408, 425, 429, and 5xx except 501 and 505. */
    public boolean isPassing() {
        return switch (status) {
            case 408, 425, 429 -> true;
            case 501, 505 -> false;
            default -> status >= 500;
        };
    }
}
