package dev.hocket.jobs.crawl;

import dev.hocket.RetryAfter;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;

/** What robots.txt allows could not be found out, so that its host is not asked for anything. */
final class RobotsUnknownException extends IOException implements RetryAfter {
    @Serial private static final long serialVersionUID = 1;

    private final Duration wait;

    /**
     * @param wait how long until robots.txt is asked for again
     */
    RobotsUnknownException(String url, String why, Duration wait) {
        super(
                "%s: not requested, because robots.txt could not be read (%s); if the site is yours, use --ignore-robots"
                        .formatted(url, why));
        this.wait = wait;
    }

    @Override
    public Duration retryAfter() {
        return wait;
    }
}
