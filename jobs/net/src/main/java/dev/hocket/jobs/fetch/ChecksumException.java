package dev.hocket.jobs.fetch;

import java.io.IOException;
import java.io.Serial;

/** A file that arrived whole and is not the one that was meant. */
public final class ChecksumException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    ChecksumException(String message) {
        super(message);
    }
}
