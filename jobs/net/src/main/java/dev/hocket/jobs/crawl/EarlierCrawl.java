package dev.hocket.jobs.crawl;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            try (BufferedReader lines = Files.newBufferedReader(joblog)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    earlier.read(line);
                }
            }
        }
        return earlier;
    }

    private void read(String line) {
        List<String> keys = texts(line, line.indexOf("\"key\":"));
        if (keys.isEmpty()) {
            return;
        }
        String url = keys.getFirst();
        CrawlLink known = links.remove(url);
        CrawlLink link = known == null ? CrawlLink.start(url) : known;
        List<String> grew = texts(line, line.indexOf("\"grew\":"));
        boolean redirects =
                link.isStart()
                        && grew.size() == 1
                        && !settings.follows(grew.getFirst(), link.start());
        for (String child : grew) {
            links.put(child, redirects ? link.redirected(child, true) : link.to(child, false));
        }
    }

    /** The text or the list of texts after a name; none where there is no such name. */
    private static List<String> texts(String line, int name) {
        List<String> texts = new ArrayList<>();
        int at = name < 0 ? line.length() : line.indexOf(':', name) + 1;
        while (at < line.length() && (line.charAt(at) == '[' || line.charAt(at) == ' ')) {
            at++;
        }
        while (at < line.length() && line.charAt(at) == '"') {
            int end = at + 1;
            while (end < line.length() && line.charAt(end) != '"') {
                end += line.charAt(end) == '\\' ? 2 : 1;
            }
            texts.add(line.substring(at + 1, Math.min(end, line.length())).replace("\\", ""));
            at = end + 1;
            while (at < line.length() && (line.charAt(at) == ',' || line.charAt(at) == ' ')) {
                at++;
            }
            if (name >= 0 && line.startsWith("\"key\":", name)) {
                break;
            }
        }
        return texts;
    }

    /** The link of a URL. */
    CrawlLink link(String url) {
        CrawlLink known = links.get(url);
        return known == null ? CrawlLink.start(url) : known;
    }
}
