package dev.hocket.jobs.crawl;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * The result of requesting a URL.
 *
 * @param url the URL
 * @param status the status of the response; 0 if nothing was requested
 * @param type the media type without parameters, in lower case; empty if it is unknown
 * @param bytes the number of bytes of the body that were read
 * @param title its title
 * @param depth the number of links between the start and this page
 * @param referrer the page that links here
 * @param time how long it took
 * @param links the number of different links in it, including those that are not followed
 * @param canonical the canonical URL that it declares, if it is another one; or the target of its
 *     redirect
 * @param note a remark, such as that it was cut
 * @param selected the texts of the elements that the selector matches
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

    /** Whether a link to it is broken. */
    public boolean isBroken() {
        return status >= 400;
    }

    /** Whether it sends elsewhere. */
    boolean isRedirect() {
        return status >= 300 && status < 400 && status != 304;
    }
}
