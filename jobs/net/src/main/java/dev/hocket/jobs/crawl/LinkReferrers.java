package dev.hocket.jobs.crawl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which pages lead to URLs that are broken. Whether a URL is broken shows when it has been looked
 * at; until then the pages that lead to it are kept, and those of a URL that proves right are let
 * go. Bounded: of each URL the first pages, and of all URLs that wait as many as memory should
 * hold. Safe for use by several threads.
 */
final class LinkReferrers {
    /** How many pages are named for one URL. */
    static final int MOST_EACH = 100;

    private static final int MOST_WAITING = 2_000_000;
    private static final List<String> SOUND = List.of();

    /** The pages that lead to each URL: by its hash, as URLs are long; {@link #SOUND} if right. */
    private final Map<Long, List<String>> pages = new HashMap<>();

    /** The hashes of URLs that are broken, with why. */
    private final Map<Long, String> broken = new HashMap<>();

    private final Map<Long, Integer> told = new HashMap<>();
    private int waiting;

    /**
     * A page leads to URLs.
     *
     * @param late told of each URL that is known to be broken, with why
     */
    synchronized void found(String page, Iterable<String> urls, BiConsumer<String, String> late) {
        for (String url : urls) {
            long hash = hash(url);
            String why = broken.get(hash);
            if (why != null) {
                if (told.merge(hash, 1, Integer::sum) <= MOST_EACH) {
                    late.accept(url, why);
                }
                continue;
            }
            List<String> known = pages.get(hash);
            if ((known != null && known.isEmpty()) || waiting >= MOST_WAITING) {
                continue;
            }
            if (known == null) {
                known = new ArrayList<>(2);
                pages.put(hash, known);
            }
            if (known.size() < MOST_EACH) {
                known.add(page);
                waiting++;
            }
        }
    }

    /** A URL is right: who leads to it does not matter. */
    synchronized void sound(String url) {
        List<String> known = pages.put(hash(url), SOUND);
        waiting -= known == null ? 0 : known.size();
    }

    /** A URL is broken; gives the pages that lead to it. */
    synchronized Set<String> broken(String url, String why) {
        long hash = hash(url);
        broken.put(hash, why);
        List<String> known = pages.remove(hash);
        Set<String> all = new java.util.LinkedHashSet<>(known == null ? SOUND : known);
        waiting -= known == null ? 0 : known.size();
        told.merge(hash, all.size(), Integer::sum);
        return all;
    }

    private static long hash(String text) {
        long hash = 1;
        for (int i = 0; i < text.length(); i++) {
            long next = hash * 0x9e3779b97f4a7c15L + text.charAt(i);
            hash = next ^ (next >>> 32);
        }
        return hash;
    }
}
