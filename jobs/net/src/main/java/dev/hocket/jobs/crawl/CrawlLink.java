package dev.hocket.jobs.crawl;

import java.io.Serializable;
import java.util.Objects;

/**
 * A URL to be looked at. It is known by its URL alone.
 *
 * @param url absolute, normalised, without fragment
 * @param depth how many links away from the start it was found; redirects do not count
 * @param hops how many redirects led here in a row
 * @param referrer the URL of the page that has it, or nothing for a start
 */
public record CrawlLink(String url, int depth, int hops, String referrer) implements Serializable {
    public CrawlLink {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(referrer, "referrer");
    }

    /** Where a crawl starts. */
    static CrawlLink start(String url) {
        return new CrawlLink(url, 0, 0, "");
    }

    @Override
    public String toString() {
        return url;
    }
}
