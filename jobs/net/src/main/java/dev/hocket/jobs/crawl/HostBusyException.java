package dev.hocket.jobs.crawl;

import dev.hocket.RetryAfter;

import java.io.IOException;
import java.time.Duration;

/** A host that cannot answer now. */
final class HostBusyException extends IOException implements RetryAfter {
    private static final long serialVersionUID = 1;
    private final Duration wait;

    HostBusyException(String url, int status, Duration wait) {
        super(url + ": the server is busy, status " + status);
        this.wait = wait;
    }

    @Override
    public Duration retryAfter() {
        return wait;
    }
}
