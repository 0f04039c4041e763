package dev.hocket.jobs.crawl;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far from the start the URLs of an earlier run are, and from where they were found: each line
 * of its joblog has a URL and those that it led to.
 */
final class Earlier {
    private static final Pattern KEY = Pattern.compile("\"key\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern GREW = Pattern.compile("\"grew\":\\s*\\[([^\\]]*)\\]");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private final Map<String, Link> links = new HashMap<>();

    private Earlier() {}

    static Earlier none() {
        return new Earlier();
    }

    static Earlier of(Path joblog) throws IOException {
        Earlier earlier = new Earlier();
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
        Matcher key = KEY.matcher(line);
        Matcher grew = GREW.matcher(line);
        if (!key.find()) {
            return;
        }
        String url = plain(key.group(1));
        Link known = links.remove(url);
        int depth = known == null ? 0 : known.depth();
        if (!grew.find()) {
            return;
        }
        Matcher each = TEXT.matcher(grew.group(1));
        while (each.find()) {
            String child = plain(each.group(1));
            links.put(child, new Link(child, depth + 1, 0, url));
        }
    }

    /** URLs have no characters that JSON must escape, but for what it may. */
    private static String plain(String text) {
        return text.indexOf('\\') < 0 ? text : text.replaceAll("\\\\(.)", "$1");
    }

    /** The link of a URL. */
    Link link(String url) {
        Link known = links.get(url);
        return known == null ? Link.start(url) : known;
    }
}
