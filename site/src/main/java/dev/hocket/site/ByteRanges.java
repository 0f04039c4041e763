package dev.hocket.site;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of bytes that a request asks for (RFC 9110, 14).
 *
 * @param ranges in the order asked for, within the length; empty where none can be given
 */
record ByteRanges(List<Range> ranges) {
    private static final int MOST = 16;

    /** A range, both ends included. */
    record Range(long first, long last) {
        long length() {
            return last - first + 1;
        }

        String text(long all) {
            return "bytes " + first + "-" + last + "/" + all;
        }
    }

    /**
     * Reads the field; null where it is to be ignored: of another unit, not well formed, or for
     * more bytes than the whole has, in many small parts, which only a hostile client asks for.
     */
    static @Nullable ByteRanges of(String field, long length) {
        if (!field.regionMatches(true, 0, "bytes=", 0, 6)) {
            return null;
        }
        String[] parts = field.substring(6).split(",", -1);
        if (parts.length > MOST) {
            return null;
        }
        List<Range> ranges = new ArrayList<>(parts.length);
        long sum = 0;
        for (String part : parts) {
            String text = part.strip();
            if (text.isEmpty() && parts.length > 1) {
                continue;
            }
            if (!text.matches("\\d{1,18}-\\d{0,18}|-\\d{1,18}")) {
                return null;
            }
            int dash = text.indexOf('-');
            if (dash > 0 && isBackward(text, dash)) {
                return null;
            }
            Range range = range(text, dash, length);
            if (range != null) {
                ranges.add(range);
                sum += range.length();
            }
        }
        return sum > length ? null : new ByteRanges(List.copyOf(ranges));
    }

    private static boolean isBackward(String text, int dash) {
        return dash + 1 < text.length()
                && Long.parseLong(text, dash + 1, text.length(), 10)
                        < Long.parseLong(text, 0, dash, 10);
    }

    private static @Nullable Range range(String text, int dash, long length) {
        if (dash == 0) {
            long suffix = Math.min(length, Long.parseLong(text, 1, text.length(), 10));
            return suffix == 0 ? null : new Range(length - suffix, length - 1);
        }
        long first = Long.parseLong(text, 0, dash, 10);
        long last =
                dash + 1 == text.length()
                        ? length - 1
                        : Long.parseLong(text, dash + 1, text.length(), 10);
        return first >= length ? null : new Range(first, Math.min(last, length - 1));
    }
}
