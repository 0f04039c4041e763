package dev.hocket.jobs.crawl;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rules against sites without end. URLs that are very long, that are very deep, or in whose path
 * one name comes again and again, are not followed; and of URLs that differ only in numbers or in
 * their queries, so many and no more. Safe for use by several threads.
 */
final class Traps {
    private static final int MAX_LENGTH = 2000;
    private static final int MAX_SEGMENTS = 32;
    private static final int MAX_SAME = 3;
    private final int alike;
    private final Map<String, Set<Long>> shapes = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();

    Traps(int alike) {
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
        Map<String, Integer> counts = new HashMap<>();
        for (String segment : url.substring(at + 1, end).split("/", -1)) {
            if (!segment.isEmpty() && counts.merge(segment, 1, Integer::sum) > MAX_SAME) {
                return true;
            }
        }
        return false;
    }

    private boolean isFew(String url) {
        if (alike == Integer.MAX_VALUE) {
            return true;
        }
        String shape = shape(url);
        if (shape.isEmpty()) {
            return true;
        }
        Set<Long> known = shapes.computeIfAbsent(shape, any -> ConcurrentHashMap.newKeySet());
        long hash = hash(url);
        return known.contains(hash) || (known.size() < alike && known.add(hash));
    }

    /** The URL without its query's values and with one digit for each number, or nothing. */
    private static String shape(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        int query = url.indexOf('?');
        boolean digits = false;
        for (int i = Math.max(0, path); i < url.length() && !digits; i++) {
            digits = url.charAt(i) >= '0' && url.charAt(i) <= '9';
        }
        if (!digits && query < 0) {
            return "";
        }
        String whole = query < 0 ? url : url.substring(0, query) + "?";
        return whole.replaceAll("[0-9]+", "0");
    }

    private static long hash(String text) {
        long hash = 1;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 0x9e3779b97f4a7c15L + text.charAt(i);
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
