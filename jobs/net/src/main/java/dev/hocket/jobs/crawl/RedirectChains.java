package dev.hocket.jobs.crawl;

import dev.hocket.http.HttpException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where redirects lead, across the pages of a crawl. Each URL is looked at once, so no single chain
 * of requests shows that redirects go round; the edges together do. Safe for use by several
 * threads.
 */
final class RedirectChains {
    private static final int MOST = 100_000;
    private static final int LONGEST = 64;

    private final Map<String, String> targets =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * Notes a redirect.
     *
     * @throws HttpException if it closes a circle, with the URLs of it
     */
    synchronized void add(String from, String to) throws HttpException {
        targets.put(from, to);
        StringBuilder circle = new StringBuilder(from);
        int steps = 0;
        for (@Nullable String at = to; at != null && steps <= LONGEST; at = targets.get(at)) {
            if (steps < 20) {
                circle.append(" -> ").append(at);
            }
            if (at.equals(from)) {
                throw round(from, circle.toString());
            }
            steps++;
        }
    }

    /** The failure of a URL whose redirects lead back to it. */
    static HttpException round(String url, String circle) {
        return new HttpException(
                HttpException.Reason.REDIRECT, url + ": the redirects form a loop: " + circle);
    }
}
