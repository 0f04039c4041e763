package dev.hocket.jobs.crawl;

import dev.hocket.joblog.JobLogReader;
import dev.hocket.joblog.LoggedOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far from the start the URLs of an earlier run are, and from where they were found: each line
 * of its joblog has a URL and those that it led to.
 */
final class EarlierCrawl {
    private final Map<String, CrawlLink> links = new HashMap<>();

    private final CrawlSettings settings;

    private EarlierCrawl(CrawlSettings settings) {
        this.settings = settings;
    }

    static EarlierCrawl none(CrawlSettings settings) {
        return new EarlierCrawl(settings);
    }

    static EarlierCrawl of(Path joblog, CrawlSettings settings) throws IOException {
        EarlierCrawl earlier = new EarlierCrawl(settings);
        if (Files.exists(joblog)) {
            JobLogReader.read(joblog, earlier::read);
        }
        return earlier;
    }

    private void read(LoggedOutcome line) {
        CrawlLink known = links.remove(line.key());
        CrawlLink link = known == null ? CrawlLink.start(line.key()) : known;
        List<String> grew = line.grew();
        boolean redirects =
                link.isStart()
                        && grew.size() == 1
                        && !settings.follows(grew.getFirst(), link.start());
        for (String child : grew) {
            links.put(child, redirects ? link.redirected(child, true) : link.to(child, false));
        }
    }

    /** The link of a URL. */
    CrawlLink link(String url) {
        CrawlLink known = links.get(url);
        return known == null ? CrawlLink.start(url) : known;
    }
}
