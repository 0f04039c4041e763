package dev.hocket.jobs.crawl;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What was found at a URL.
 *
 * @param url the URL
 * @param status the status of the answer; 0 where nothing was asked
 * @param type the media type without parameters, in lower case; empty if it was not said
 * @param bytes how many bytes of the body were read
 * @param title the text of its title
 * @param depth how many links away from the start it was found
 * @param referrer the page that led here
 * @param time how long it took
 * @param links how many different links it has, also those that are not followed
 * @param canonical the URL that it calls its own, if that is another; or where it redirects to
 * @param note what else is to be said, such as that it was cut
 * @param selected the texts of what the selector selects
 * @param leads the URLs that may be followed from here
 * @param sitemaps the URLs of sitemaps that may be followed from here
 */
public record Page(
        String url,
        int status,
        String type,
        long bytes,
        String title,
        int depth,
        String referrer,
        Duration time,
        int links,
        String canonical,
        String note,
        List<String> selected,
        List<String> leads,
        List<String> sitemaps)
        implements Serializable {
    public Page {
        selected = List.copyOf(selected);
        leads = List.copyOf(leads);
        sitemaps = List.copyOf(sitemaps);
    }

    /** Whether it is a link that leads nowhere. */
    public boolean isBroken() {
        return status >= 400;
    }

    /** Whether it sends elsewhere. */
    boolean isRedirect() {
        return status >= 300 && status < 400 && status != 304;
    }
}
