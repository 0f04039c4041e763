package dev.hocket.jobs.crawl;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;

import dev.hocket.Task;
import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.http.Request;
import dev.hocket.http.Response;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Looks at one URL. Safe for use by several threads. Another process gets one of its own, with a
 * client of its own: what robots.txt and a busy host ask for holds in each of them.
 */
final class PageTask implements Task<CrawlLink, Page> {
    @Serial private static final long serialVersionUID = 1;
    private static final int MAX_HOPS = 20;
    private static final int CHEAP = 64 << 10;
    private static final Duration MAX_WAIT = Duration.ofMinutes(10);
    private static final Set<String> BINARY =
            Set.of(
                    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "css", "js", "zip",
                    "gz", "bz2", "xz", "7z", "tar", "jar", "deb", "rpm", "exe", "iso", "dmg", "pdf",
                    "mp3", "mp4", "webm", "ogg", "wav", "flac", "mov", "mkv", "avi", "woff",
                    "woff2", "ttf", "otf");

    private final transient CrawlSettings settings;
    private final transient Client client;
    private final transient RobotsRules robots;
    private final transient HostThrottle throttle;
    private final transient PageReader reader;
    private final transient @Nullable PageCache cache;
    private final transient @Nullable WarcArchive warc;

    PageTask(CrawlSettings settings, Client client) throws IOException {
        this.settings = settings;
        this.client = client;
        this.robots = new RobotsRules(client, settings.agent());
        this.throttle = new HostThrottle(settings.autoThrottle(), settings.perHost());
        this.reader = new PageReader(settings.select());
        Path kept = settings.cache();
        this.cache = kept == null ? null : new PageCache(kept);
        Path archive = settings.warc();
        this.warc = archive == null ? null : new WarcArchive(archive);
    }

    @Serial
    private Object writeReplace() {
        return new SerializedForm(client.settings(), settings);
    }

    @Serial
    private void readObject(ObjectInputStream from) throws InvalidObjectException {
        throw new InvalidObjectException("the task of a crawl travels as its settings");
    }

    private record SerializedForm(ClientSettings client, CrawlSettings settings)
            implements Serializable {
        @Serial
        private Object readResolve() throws ObjectStreamException {
            try {
                return new PageTask(settings, Client.open(client));
            } catch (IOException failed) {
                throw new InvalidObjectException(String.valueOf(failed.getMessage()));
            }
        }
    }

    @Override
    public Page run(CrawlLink link) throws IOException, InterruptedException {
        URI uri = URI.create(link.url());
        Duration delay = Duration.ZERO;
        List<String> sitemaps = List.of();
        if (settings.robots()) {
            BaseRobotRules rules = robots.of(uri);
            if (!rules.isAllowed(link.url())) {
                return new PageDraft(link).note("robots.txt does not allow it").page();
            }
            delay = Duration.ofMillis(Math.max(0, rules.getCrawlDelay()));
            sitemaps = settings.sitemaps() && link.depth() == 0 ? rules.getSitemaps() : sitemaps;
        }
        String host = uri.getRawAuthority();
        throttle.enter(host, delay);
        long start = System.nanoTime();
        boolean good = false;
        long answered = 0;
        try (Response response = client.exchange(request(link, uri))) {
            answered = System.nanoTime() - start;
            refuseBusy(link, response);
            good = true;
            PageDraft draft = read(link, response);
            draft.leads.addAll(sitemaps);
            return draft.took(System.nanoTime() - start).page();
        } finally {
            throttle.leave(host, answered, good);
        }
    }

    private Request request(CrawlLink link, URI uri) throws IOException {
        if (isBinary(uri)) {
            return Request.head(uri);
        }
        Request request = Request.get(uri);
        if (warc == null) {
            request = request.acceptCompressed();
        }
        PageCache.CachedPage kept = cache == null ? null : cache.find(link.url());
        if (kept != null && !kept.tag().isEmpty()) {
            request = request.header("If-None-Match", kept.tag());
        }
        if (kept != null && !kept.modified().isEmpty()) {
            request = request.header("If-Modified-Since", kept.modified());
        }
        return request;
    }

    private static boolean isBinary(URI uri) {
        String path = uri.getRawPath();
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/')
                && BINARY.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static void refuseBusy(CrawlLink link, Response response) throws HostBusyException {
        if (response.status() == 429 || response.status() == 503) {
            String after = response.headers().first("Retry-After");
            boolean seconds = after != null && after.strip().matches("\\d{1,9}");
            Duration wait =
                    seconds && after != null
                            ? Duration.ofSeconds(Long.parseLong(after.strip()))
                            : Duration.ofSeconds(1);
            throw new HostBusyException(
                    link.url(), response.status(), wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait);
        }
    }

    private PageDraft read(CrawlLink link, Response response) throws IOException {
        PageDraft draft = new PageDraft(link);
        String type = response.headers().first("Content-Type");
        draft.status = response.status();
        draft.type = mediaType(type);
        String place = response.headers().first("Location");
        if (draft.status >= 300 && draft.status < 400 && place != null) {
            draft.redirect(link, new LinkResolver(URI.create(link.url())).of(place));
            pass(link, response);
            return draft;
        }
        PageCache.CachedPage kept =
                draft.status == 304 && cache != null ? cache.find(link.url()) : null;
        if (kept != null) {
            draft.status = 200;
            draft.type = mediaType(kept.type());
            draft.note("not changed");
            draft.take(new PageBody(kept.body(), kept.body().length, ""), kept.type());
        } else if (draft.status == 200 && isText(draft.type)) {
            PageBody body = PageBody.read(response, settings.maxBytes(), settings.maxTime());
            if (cache != null && body.note().isEmpty()) {
                cache.keep(link.url(), response.headers(), body.bytes(), body.length());
            }
            if (warc != null) {
                warc.add(link.url(), response, body);
            }
            draft.note(body.note());
            draft.take(body, type);
        } else {
            pass(link, response);
        }
        return draft;
    }

    /** An answer in which no links are looked for. */
    private void pass(CrawlLink link, Response response) throws IOException {
        if (warc == null || isBinary(URI.create(link.url()))) {
            skip(response);
        } else {
            PageBody body = PageBody.read(response, settings.maxBytes(), settings.maxTime());
            warc.add(link.url(), response, body);
        }
    }

    /** Reads on where that costs less than another connection. */
    private static void skip(Response response) {
        try {
            if (response.length().orElse(Long.MAX_VALUE) <= CHEAP) {
                response.body().skipNBytes(response.length().orElse(0));
                int _ = response.body().read();
            }
        } catch (IOException useless) {
            // the connection is not used again
        }
    }

    private static String mediaType(@Nullable String field) {
        if (field == null) {
            return "";
        }
        int semicolon = field.indexOf(';');
        String type = semicolon < 0 ? field : field.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    private boolean isText(String type) {
        return type.isEmpty() || isHtml(type) || (settings.sitemaps() && isXml(type));
    }

    private static boolean isHtml(String type) {
        return type.equals("text/html") || type.equals("application/xhtml+xml");
    }

    private static boolean isXml(String type) {
        return type.endsWith("/xml") || type.endsWith("gzip");
    }

    /** A page that is being made. */
    private final class PageDraft {
        private final CrawlLink link;
        private final List<String> leads = new ArrayList<>();
        private int status;
        private String type = "";
        private long bytes;
        private long nanos;
        private String canonical = "";
        private String note = "";
        private PageReader.PageContents found = PageReader.PageContents.NOTHING;

        PageDraft(CrawlLink link) {
            this.link = link;
        }

        PageDraft note(String text) {
            note = note.isEmpty() ? text : text.isEmpty() ? note : note + "; " + text;
            return this;
        }

        PageDraft took(long time) {
            nanos = time;
            return this;
        }

        void redirect(CrawlLink from, @Nullable String place) {
            if (place == null) {
                note("redirects to no URL");
                return;
            }
            canonical = place;
            if (from.hops() >= MAX_HOPS) {
                note("more than " + MAX_HOPS + " redirects in a row");
            } else {
                lead(place);
            }
        }

        void take(PageBody body, @Nullable String field) {
            bytes = body.length();
            if (settings.sitemaps() && isXml(type)) {
                sitemap(body);
            } else if (isHtml(type) || body.looksLikeHtml()) {
                found = reader.html(link.url(), body, field);
                canonical = found.canonical();
                if (found.follow()) {
                    if (!canonical.isEmpty()) {
                        lead(canonical);
                    }
                    found.links().forEach(this::lead);
                }
            }
        }

        private void lead(String url) {
            if (settings.follows(url)) {
                leads.add(url);
            }
        }

        private void sitemap(PageBody body) {
            try {
                AbstractSiteMap map =
                        new SiteMapParser(false)
                                .parseSiteMap(
                                        Arrays.copyOf(body.bytes(), body.length()),
                                        URI.create(link.url()).toURL());
                if (map instanceof SiteMapIndex index) {
                    index.getSitemaps().forEach(each -> leads.add(each.getUrl().toString()));
                } else if (map instanceof SiteMap pages) {
                    for (SiteMapURL each : pages.getSiteMapUrls()) {
                        String url =
                                new LinkResolver(URI.create(link.url()))
                                        .of(each.getUrl().toString());
                        if (url != null) {
                            lead(url);
                        }
                    }
                }
            } catch (IOException | UnknownFormatException | RuntimeException wrong) {
                note("it cannot be read as a sitemap");
            }
        }

        Page page() {
            return new Page(
                    link.url(),
                    status,
                    type,
                    bytes,
                    found.title(),
                    link.depth(),
                    link.referrer(),
                    Duration.ofNanos(nanos),
                    found.links().size(),
                    canonical,
                    note,
                    found.selected(),
                    leads);
        }
    }
}
