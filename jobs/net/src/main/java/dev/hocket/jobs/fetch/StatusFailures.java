package dev.hocket.jobs.fetch;

import dev.hocket.http.Response;
import dev.hocket.http.UrlText;
import java.time.Duration;
import java.util.Locale;

/** What statuses mean that are no success. */
final class StatusFailures {
    private StatusFailures() {}

    /** The failure that an answer is; the answer is closed. */
    static StatusException refused(Response response, Duration longestWait) {
        int status = response.status();
        String url = UrlText.withoutUser(response.uri().toString());
        String text =
                String.format(
                        Locale.ROOT,
                        "%s: the server says %d%s",
                        url.length() > 200 ? url.substring(0, 200) + "..." : url,
                        status,
                        meaning(status));
        response.discard();
        Duration wait = response.retryAfter();
        boolean busy = status == 429 || status == 503;
        if (!busy || wait == null) {
            return new StatusException(status, text);
        }
        boolean passing = wait.compareTo(longestWait) <= 0;
        String until =
                passing
                        ? ", try again in " + seconds(wait)
                        : ", try again in %s, which is longer than Hocket waits (%s)"
                                .formatted(seconds(wait), seconds(longestWait));
        return new ServerBusyException(status, text + until, wait, passing);
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    private static String meaning(int status) {
        return switch (status) {
            case 204, 205 -> " (no content)";
            case 206 -> " (partial content, although the whole file was requested)";
            case 304 -> " (not changed)";
            case 400 -> " (bad request)";
            case 401 -> " (authentication required)";
            case 403 -> " (forbidden)";
            case 404 -> " (not found)";
            case 407 -> " (the proxy requires authentication)";
            case 408 -> " (request time-out)";
            case 410 -> " (gone)";
            case 429 -> " (too many requests)";
            case 451 -> " (unavailable for legal reasons)";
            case 500 -> " (internal server error)";
            case 502, 504 -> " (the gateway got no valid response)";
            case 503 -> " (service unavailable)";
            default -> "";
        };
    }
}
