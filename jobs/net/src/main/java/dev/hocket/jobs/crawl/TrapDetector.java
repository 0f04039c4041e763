package dev.hocket.jobs.crawl;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rules against crawler traps. URLs that are very long, that are very deep, or in whose path one
 * name comes again and again, are not followed; and of URLs that differ only in numbers or in their
 * queries, so many and no more. Safe for use by several threads.
 */
final class TrapDetector {
    private static final int MAX_LENGTH = 2000;
    private static final int MAX_SEGMENTS = 32;
    private static final int MAX_SAME = 3;
    private final int alike;
    private final Map<Long, Set<Long>> shapes = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();

    TrapDetector(int alike) {
        this.alike = alike;
    }

    /** Whether a URL may be followed. */
    boolean allow(String url) {
        boolean allowed = url.length() <= MAX_LENGTH && !winds(url) && isFew(url);
        if (!allowed) {
            refused.incrementAndGet();
        }
        return allowed;
    }

    /** How often one was refused. */
    long refused() {
        return refused.get();
    }

    private static boolean winds(String url) {
        int at = url.indexOf('/', url.indexOf("://") + 3);
        int query = url.indexOf('?');
        int end = query < 0 ? url.length() : query;
        int slashes = 0;
        for (int i = at; i >= 0 && i < end; i = url.indexOf('/', i + 1)) {
            slashes++;
        }
        if (slashes <= MAX_SAME) {
            return false;
        }
        if (slashes > MAX_SEGMENTS) {
            return true;
        }
        return repeats(url, at, end);
    }

    /** Whether one name comes too often in a path of a few dozen names at most. */
    private static boolean repeats(String url, int first, int end) {
        for (int from = first; from < end; from = after(url, from, end)) {
            int length = after(url, from, end) - from;
            int same = 1;
            for (int at = from + length; at < end && length > 1; at = after(url, at, end)) {
                boolean equal =
                        after(url, at, end) - at == length
                                && url.regionMatches(from, url, at, length);
                same += equal ? 1 : 0;
            }
            if (same > MAX_SAME) {
                return true;
            }
        }
        return false;
    }

    /** Where the name that begins with the slash at {@code from} ends. */
    private static int after(String url, int from, int end) {
        int next = url.indexOf('/', from + 1);
        return next < 0 || next > end ? end : next;
    }

    private boolean isFew(String url) {
        if (alike == Integer.MAX_VALUE) {
            return true;
        }
        long shape = shape(url);
        if (shape == 0) {
            return true;
        }
        Set<Long> known = shapes.computeIfAbsent(shape, _ -> ConcurrentHashMap.newKeySet());
        long hash = hash(url);
        if (known.size() < alike) {
            boolean _ = known.add(hash); // another page may have it at the same time
            return true;
        }
        return known.contains(hash);
    }

    /** A hash of the URL without its query's values and with one digit for each number, or 0. */
    private static long shape(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        boolean numbered = false;
        boolean digit = false;
        long hash = 1;
        for (int i = Math.max(0, path); i < url.length(); i++) {
            char c = url.charAt(i);
            boolean next = c >= '0' && c <= '9';
            if (!next || !digit) {
                hash = step(hash, next ? '0' : c);
            }
            digit = next;
            numbered |= next || c == '?';
            if (c == '?') {
                break;
            }
        }
        return numbered ? (hash(url.substring(0, Math.max(0, path))) ^ hash) | 1 : 0;
    }

    private static long step(long hash, char c) {
        long next = hash * 0x9e3779b97f4a7c15L + c;
        return next ^ (next >>> 32);
    }

    private static long hash(String text) {
        long hash = 1;
        for (int i = 0; i < text.length(); i++) {
            hash = step(hash, text.charAt(i));
        }
        return hash;
    }
}
