package dev.hocket.jobs.crawl;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A URL to be requested. It is identified only by the URL.
 *
 * @param url absolute, normalised, without fragment
 * @param depth the number of links between the start and this URL, without redirects
 * @param referrer the URL of the page that contains it; empty for a start URL
 * @param via the URLs that redirected here, in their order
 * @param start the target to which a start URL redirected outside of its scope, for all URLs found
 *     from there; otherwise empty
 * @param sitemap whether it was found as a sitemap
 */
public record CrawlLink(
        String url, int depth, String referrer, List<String> via, String start, boolean sitemap)
        implements Serializable {
    public CrawlLink {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(referrer, "referrer");
        Objects.requireNonNull(start, "start");
        via = List.copyOf(via);
    }

    /** Where a crawl starts. */
    static CrawlLink start(String url) {
        return new CrawlLink(url, 0, "", List.of(), "", false);
    }

    /** A link of the page at this one. */
    CrawlLink to(String place, boolean asSitemap) {
        return new CrawlLink(place, depth + 1, url, List.of(), start, asSitemap);
    }

    /**
     * Where this one redirects to.
     *
     * @param begins whether it is a start from now on
     */
    CrawlLink redirected(String place, boolean begins) {
        List<String> chain = new ArrayList<>(via);
        chain.add(url);
        return new CrawlLink(place, depth, url, chain, begins ? place : start, sitemap);
    }

    /** The same, found by another page. */
    CrawlLink from(String page, int steps) {
        return new CrawlLink(url, steps, page, via, start, sitemap);
    }

    /** Whether the crawl starts here, or was redirected here from where it starts. */
    boolean isStart() {
        return depth == 0;
    }

    @Override
    public String toString() {
        return url;
    }
}
