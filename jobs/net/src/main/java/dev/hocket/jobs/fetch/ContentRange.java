package dev.hocket.jobs.fetch;

import dev.hocket.http.Response;

import org.jspecify.annotations.Nullable;

/** The field {@code Content-Range}: RFC 9110, 14.4. */
final class ContentRange {
    private ContentRange() {}

    /**
     * How many bytes the whole has, if the answer is all of it from byte {@code from} on; else -1.
     */
    static long total(Response response, long from) {
        return total(response.headers().first("Content-Range"), from);
    }

    static long total(@Nullable String field, long from) {
        if (field == null || !field.matches("bytes [0-9]{1,18}-[0-9]{1,18}/[0-9]{1,18}")) {
            return -1;
        }
        int dash = field.indexOf('-');
        int slash = field.indexOf('/');
        long first = Long.parseLong(field, 6, dash, 10);
        long last = Long.parseLong(field, dash + 1, slash, 10);
        long total = Long.parseLong(field, slash + 1, field.length(), 10);
        return first == from && last == total - 1 ? total : -1;
    }
}
