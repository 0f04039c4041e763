package dev.hocket.jobs.crawl;

import dev.hocket.http.UrlText;
import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl follows, and how politely. Immutable; each {@code with} method gives a changed copy.
 */
@SuppressWarnings("serial") // lists that cannot change are serializable
public final class CrawlSettings implements Cloneable, Serializable {
    @Serial private static final long serialVersionUID = 1;

    private final List<URI> starts;

    /** The names and passwords that the starts have, by the hosts that get them. */
    private final Map<String, String> logins;

    private CrawlScope scope = CrawlScope.PATH;
    private List<String> bounds;
    private int depth = Integer.MAX_VALUE;
    private List<Pattern> include = List.of();
    private List<Pattern> exclude = List.of();
    private int perHost = 8;
    private Duration delay = Duration.ZERO;
    private boolean autoThrottle;
    private boolean robots = true;
    private String agent = "hocket";
    private boolean sitemaps;
    private boolean referrers;
    private long maxBytes = 10 << 20;
    private Duration maxTime = Duration.ofSeconds(60);
    private int alike = 10_000;
    private @Nullable String cache; // a text, as paths do not travel
    private @Nullable String warc;
    private @Nullable String select;
    private Duration robotsPause = Duration.ofSeconds(1);
    private Duration robotsMemory = Duration.ofSeconds(30);

    private CrawlSettings(List<URI> starts, Map<String, String> logins) {
        this.starts = starts;
        this.logins = logins;
        this.bounds = bounds(scope);
    }

    /**
     * Settings for a crawl from these URLs.
     *
     * @throws IllegalArgumentException if there is no URL, or one is not a URL of http or https
     */
    public static CrawlSettings of(List<String> urls) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a crawl needs a URL to start from");
        }
        List<URI> starts = new ArrayList<>();
        Map<String, String> logins = new HashMap<>();
        for (String url : urls) {
            URI uri = UrlText.parse(url);
            URI start = URI.create(LinkResolver.normal(uri));
            starts.add(start);
            if (uri.getRawUserInfo() != null) {
                logins.put(LinkResolver.root(start), uri.getRawUserInfo());
            }
        }
        return new CrawlSettings(List.copyOf(starts), Map.copyOf(logins));
    }

    /** Sets the scope; the default is {@link CrawlScope#PATH}. */
    public CrawlSettings withScope(CrawlScope scope) {
        Objects.requireNonNull(scope, "scope");
        return with(settings -> {
            settings.scope = scope;
            settings.bounds = bounds(scope);
        });
    }

    private List<String> bounds(CrawlScope of) {
        return starts.stream().map(of::bound).toList();
    }

    /** Follows links up to this distance from the start. */
    public CrawlSettings withDepth(int most) {
        require("depth", most, 0);
        return with(settings -> settings.depth = most);
    }

    /** Follows only URLs in which one of these patterns is found. Start URLs are exempt. */
    public CrawlSettings withInclude(List<Pattern> patterns) {
        List<Pattern> copy = List.copyOf(patterns);
        return with(settings -> settings.include = copy);
    }

    /** Follows no URLs in which one of these patterns is found. */
    public CrawlSettings withExclude(List<Pattern> patterns) {
        List<Pattern> copy = List.copyOf(patterns);
        return with(settings -> settings.exclude = copy);
    }

    /** Sets the maximum number of requests at a time to one host; the default is 8. */
    public CrawlSettings withPerHost(int most) {
        require("requests per host", most, 1);
        return with(settings -> settings.perHost = most);
    }

    /** Sets the minimum time between two requests to one host. */
    public CrawlSettings withDelay(Duration time) {
        require("delay in ms", time.toMillis(), 0);
        return with(settings -> settings.delay = time);
    }

    /** Sends fewer requests at a time to a host that becomes slow or says that it is busy. */
    public CrawlSettings withAutoThrottle(boolean throttle) {
        return with(settings -> settings.autoThrottle = throttle);
    }

    /** Sets whether robots.txt is obeyed; the default is true. */
    public CrawlSettings withRobots(boolean obeyed) {
        return with(settings -> settings.robots = obeyed);
    }

    /** Sets the name of this crawler in robots.txt; the default is {@code hocket}. */
    public CrawlSettings withAgent(String name) {
        Objects.requireNonNull(name, "name");
        return with(settings -> settings.agent = name);
    }

    /** Sets whether the sitemaps in robots.txt are followed. */
    public CrawlSettings withSitemaps(boolean followed) {
        return with(settings -> settings.sitemaps = followed);
    }

    /**
     * Sets how much of a page is read.
     *
     * @param bytes the maximum number of bytes; the default is 10 MiB
     * @param time the maximum time; the default is one minute
     */
    public CrawlSettings withPageLimits(long bytes, Duration time) {
        require("bytes", bytes, 1);
        require("time in ms", time.toMillis(), 1);
        return with(settings -> {
            settings.maxBytes = Math.min(bytes, 1 << 30);
            settings.maxTime = time;
        });
    }

    /**
     * Sets the maximum number of URLs that differ only in numbers or queries, like those of a
     * calendar; the default is 10,000, and 0 stands for no limit.
     */
    public CrawlSettings withAlike(int most) {
        require("URLs alike", most, 0);
        return with(settings -> settings.alike = most == 0 ? Integer.MAX_VALUE : most);
    }

    /**
     * Sets whether the pages that link to a URL are remembered until it has been requested, so that
     * they can be named if it is broken.
     */
    public CrawlSettings withReferrers(boolean kept) {
        return with(settings -> settings.referrers = kept);
    }

    /** Stores pages in a folder; the next crawl requests only those that have changed. */
    public CrawlSettings withCache(Path folder) {
        Objects.requireNonNull(folder, "folder");
        return with(settings -> settings.cache = folder.toString());
    }

    /**
     * Adds each response to an archive in the WARC format. Compressed responses are then not
     * requested.
     *
     * @param file the archive; compressed record by record if its name ends in {@code .gz}
     */
    public CrawlSettings withWarc(Path file) {
        Objects.requireNonNull(file, "file");
        return with(settings -> settings.warc = file.toString());
    }

    /** Extracts the texts of the elements that a CSS selector matches. */
    public CrawlSettings withSelect(String css) {
        Objects.requireNonNull(css, "css");
        return with(settings -> settings.select = css);
    }

    private static void require(String what, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s %d: must be at least %d", what, value, least));
        }
    }

    private CrawlSettings with(Consumer<CrawlSettings> change) {
        try {
            CrawlSettings changed = (CrawlSettings) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** How long to wait before robots.txt is tried again, and how long not to after that. */
    CrawlSettings withRobotsTimes(Duration pause, Duration memory) {
        return with(settings -> {
            settings.robotsPause = pause;
            settings.robotsMemory = memory;
        });
    }

    /** A URL with the name and password that its host gets, if it gets one. */
    URI withLogin(URI uri) {
        String login = logins.isEmpty() ? null : logins.get(LinkResolver.root(uri));
        return login == null
                ? uri
                : URI.create(uri.toString().replaceFirst("//", "//" + quoted(login) + "@"));
    }

    private static String quoted(String login) {
        return Matcher.quoteReplacement(login);
    }

    /**
     * Whether a URL that a page has is followed, as far as these settings say.
     *
     * @param start where a start redirected to, if that is out of scope, or nothing
     */
    boolean follows(String url, String start) {
        return (isInScope(url)
                        || (!start.isEmpty() && scope.holds(scope.bound(URI.create(start)), url)))
                && (include.isEmpty() || include.stream().anyMatch(p -> p.matcher(url).find()))
                && (exclude.isEmpty() || exclude.stream().noneMatch(p -> p.matcher(url).find()));
    }

    private boolean isInScope(String url) {
        for (String bound : bounds) {
            if (scope.holds(bound, url)) {
                return true;
            }
        }
        return false;
    }

    Duration robotsPause() {
        return robotsPause;
    }

    Duration robotsMemory() {
        return robotsMemory;
    }

    List<URI> starts() {
        return starts;
    }

    int depth() {
        return depth;
    }

    int perHost() {
        return perHost;
    }

    Duration delay() {
        return delay;
    }

    boolean autoThrottle() {
        return autoThrottle;
    }

    boolean robots() {
        return robots;
    }

    String agent() {
        return agent;
    }

    boolean sitemaps() {
        return sitemaps;
    }

    boolean referrers() {
        return referrers;
    }

    int maxBytes() {
        return (int) maxBytes;
    }

    Duration maxTime() {
        return maxTime;
    }

    int alike() {
        return alike;
    }

    @Nullable Path cache() {
        return cache == null ? null : Path.of(cache);
    }

    @Nullable Path warc() {
        return warc == null ? null : Path.of(warc);
    }

    @Nullable String select() {
        return select;
    }
}
