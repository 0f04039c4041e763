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

    private EarlierCrawl() {}

    static EarlierCrawl none() {
        return new EarlierCrawl();
    }

    static EarlierCrawl of(Path joblog) throws IOException {
        EarlierCrawl earlier = new EarlierCrawl();
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
        int depth = known == null ? 0 : known.depth();
        for (String child : texts(line, line.indexOf("\"grew\":"))) {
            links.put(child, new CrawlLink(child, depth + 1, 0, url));
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
