package dev.hocket.jobs.fetch;

import java.io.IOException;
import java.io.Serial;

/** A file was received completely, but its checksum is not the expected one. */
public final class ChecksumException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    ChecksumException(String message) {
        super(message);
    }
}
