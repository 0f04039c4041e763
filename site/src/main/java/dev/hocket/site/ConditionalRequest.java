package dev.hocket.site;

import org.jspecify.annotations.Nullable;

/** The conditions of a request, in the order of RFC 9110, 13.2.2. */
final class ConditionalRequest {
    private ConditionalRequest() {}

    /** The status that they give: 200 where they ask for the reply, 304, or 412. */
    static int status(SiteRequest request, Reply reply) {
        String match = request.field("if-match");
        if (match != null) {
            if (!matches(match, reply.tag(), true)) {
                return 412;
            }
        } else if (changedSince(request.field("if-unmodified-since"), reply)) {
            return 412;
        }
        String none = request.field("if-none-match");
        if (none != null) {
            return matches(none, reply.tag(), false) ? 304 : 200;
        }
        String since = request.field("if-modified-since");
        Long seconds = since == null || reply.modified() < 0 ? null : HttpDate.seconds(since);
        return seconds != null && reply.modified() / 1000 <= seconds ? 304 : 200;
    }

    private static boolean changedSince(@Nullable String since, Reply reply) {
        Long seconds = since == null || reply.modified() < 0 ? null : HttpDate.seconds(since);
        return seconds != null && reply.modified() / 1000 > seconds;
    }

    /** Whether ranges are of the reply that the client has a part of. */
    static boolean rangeHolds(SiteRequest request, Reply reply) {
        String condition = request.field("if-range");
        if (condition == null) {
            return true;
        }
        if (condition.startsWith("\"")) {
            return condition.equals(reply.tag());
        }
        Long seconds = reply.modified() < 0 ? null : HttpDate.seconds(condition);
        return seconds != null && reply.modified() / 1000 == seconds;
    }

    /** Whether a list of tags has this one; tags hold no quotes inside, but may hold commas. */
    private static boolean matches(String list, @Nullable String tag, boolean strong) {
        if (tag == null) {
            return false;
        }
        if (list.strip().equals("*")) {
            return true;
        }
        if (strong && tag.startsWith("W/")) {
            return false;
        }
        String wanted = opaque(tag);
        int at = 0;
        while (true) {
            int open = list.indexOf('"', at);
            int close = open < 0 ? -1 : list.indexOf('"', open + 1);
            if (close < 0) {
                return false;
            }
            boolean weak = open >= 2 && list.startsWith("W/", open - 2);
            if (list.substring(open, close + 1).equals(wanted) && !(strong && weak)) {
                return true;
            }
            at = close + 1;
        }
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
