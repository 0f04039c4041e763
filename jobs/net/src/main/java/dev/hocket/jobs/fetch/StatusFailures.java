package dev.hocket.jobs.fetch;

import dev.hocket.http.Response;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What statuses mean that are no success. */
final class StatusFailures {
    private StatusFailures() {}

    /** The failure that an answer is; the answer is closed. */
    static StatusException refused(Response response, Duration longestWait) {
        int status = response.status();
        String url = response.uri().toString();
        String text =
                "%s: the server says %d%s"
                        .formatted(
                                url.length() > 200 ? url.substring(0, 200) + "..." : url,
                                status,
                                meaning(status));
        response.discard();
        String field = response.headers().first("Retry-After");
        Duration wait = field == null ? null : wait(field, Instant.now());
        boolean busy = status == 429 || status == 503;
        if (!busy || wait == null) {
            return new StatusException(status, text);
        }
        boolean passing = wait.compareTo(longestWait) <= 0;
        String until =
                passing
                        ? ", try again in " + seconds(wait)
                        : ", try again in %s, which is longer than is waited here (%s)"
                                .formatted(seconds(wait), seconds(longestWait));
        return new ServerBusyException(status, text + until, wait, passing);
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    /** The time that {@code Retry-After} means, or null. */
    static @Nullable Duration wait(String field, Instant now) {
        String text = field.strip();
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant then =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
        } catch (DateTimeException neither) {
            return null;
        }
    }

    private static String meaning(int status) {
        return switch (status) {
            case 204, 205 -> " (there is no content)";
            case 206 -> " (a part, though all was asked for)";
            case 304 -> " (not changed)";
            case 400 -> " (bad request)";
            case 401 -> " (who asks must log in)";
            case 403 -> " (forbidden)";
            case 404 -> " (not found)";
            case 407 -> " (a proxy wants a login)";
            case 408 -> " (the request took too long)";
            case 410 -> " (gone)";
            case 429 -> " (too many requests)";
            case 451 -> " (withheld for legal reasons)";
            case 500 -> " (it failed)";
            case 502, 504 -> " (the server behind it failed)";
            case 503 -> " (it is busy)";
            default -> "";
        };
    }
}
