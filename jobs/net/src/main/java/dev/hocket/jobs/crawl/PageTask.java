package dev.hocket.jobs.crawl;

import crawlercommons.robots.BaseRobotRules;
import dev.hocket.Task;
import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.http.HttpException;
import dev.hocket.http.Request;
import dev.hocket.http.Response;
import dev.hocket.http.UrlText;
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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one URL. Safe for use by several threads. Another process gets one of its own, with a
 * client of its own: what robots.txt says and how busy a host seems each finds out by itself, the
 * delay between requests they share.
 */
final class PageTask implements Task<CrawlLink, Page> {
    @Serial private static final long serialVersionUID = 1;
    private static final Duration MAX_WAIT = Duration.ofMinutes(10);
    private static final String XHTML = "application/xhtml+xml";
    private static final Set<String> BINARY =
            Set.of(
                    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "css", "js", "zip",
                    "gz", "bz2", "xz", "7z", "tar", "jar", "deb", "rpm", "exe", "iso", "dmg", "pdf",
                    "mp3", "mp4", "webm", "ogg", "wav", "flac", "mov", "mkv", "avi", "woff",
                    "woff2", "ttf", "otf");

    private final transient CrawlSettings settings;
    private final transient Client client;
    private final transient RobotsRules robots;
    private final transient SharedDelays delays;
    private final transient HostThrottle throttle;
    private final transient PageReader reader;
    private final transient @Nullable PageCache cache;
    private final transient @Nullable WarcArchive warc;

    PageTask(CrawlSettings settings, Client client, SharedDelays delays) throws IOException {
        this.settings = settings;
        this.client = client;
        this.delays = delays;
        this.robots = new RobotsRules(client, settings);
        this.throttle = new HostThrottle(settings.autoThrottle(), settings.perHost(), delays);
        this.reader = new PageReader(settings.select());
        Path kept = settings.cache();
        this.cache = kept == null ? null : new PageCache(kept);
        Path archive = settings.warc();
        this.warc = archive == null ? null : new WarcArchive(archive);
    }

    @Serial
    private Object writeReplace() {
        return new SerializedForm(client.settings(), settings, delays.share().toString());
    }

    @Serial
    private void readObject(ObjectInputStream from) throws InvalidObjectException {
        throw new InvalidObjectException("the task of a crawl travels as its settings");
    }

    private record SerializedForm(ClientSettings client, CrawlSettings settings, String delays)
            implements Serializable {
        @Serial
        private Object readResolve() throws ObjectStreamException {
            try {
                SharedDelays shared = new SharedDelays(Path.of(delays));
                return new PageTask(settings, Client.open(client), shared);
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
                return forbidden(link);
            }
            delay = Duration.ofMillis(Math.max(0, rules.getCrawlDelay()));
            sitemaps = settings.sitemaps() && link.isStart() ? rules.getSitemaps() : sitemaps;
        }
        String host = uri.getRawAuthority();
        throttle.enter(host, delay);
        long start = System.nanoTime();
        boolean good = false;
        long answered = 0;
        try (Response response = answer(link, uri, delay)) {
            answered = System.nanoTime() - start;
            refuseBusy(link, response);
            good = true;
            refuseStart(link, response);
            PageDraft draft = read(link, response);
            draft.maps(sitemaps);
            return draft.took(System.nanoTime() - start).page();
        } finally {
            throttle.leave(host, answered, good);
        }
    }

    /** A start that may not be read is a failure: nothing would come of the crawl. */
    private Page forbidden(CrawlLink link) throws IOException {
        if (link.isStart()) {
            throw new IOException(
                    link.url()
                            + ": robots.txt does not allow it; if the site is yours, use"
                            + " --ignore-robots");
        }
        return new PageDraft(link).note("robots.txt does not allow it").page();
    }

    private static void refuseStart(CrawlLink link, Response response) throws IOException {
        if (link.isStart() && response.status() >= 400) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%s: the server says %d; a crawl needs a page to start from",
                            link.url(),
                            response.status()));
        }
    }

    /**
     * The answer. What does not have the name of a page is asked for by HEAD; a server that refuses
     * that is asked a second time, by GET: many serve a file and forbid, or do not know, to ask
     * about it.
     */
    private Response answer(CrawlLink link, URI uri, Duration delay)
            throws IOException, InterruptedException {
        Request request = request(link, uri);
        if (request.method().equals("GET")) {
            return client.exchange(request);
        }
        try {
            Response response = client.exchange(request);
            if (response.status() < 400 || isBusy(response.status())) {
                return response;
            }
            response.close();
        } catch (HttpException refused) {
            if (refused.reason() == HttpException.Reason.CONNECT || !refused.reason().isPassing()) {
                throw refused;
            }
        }
        delays.await(uri.getRawAuthority(), delay);
        return client.exchange(Request.get(settings.withLogin(uri)));
    }

    private Request request(CrawlLink link, URI uri) throws IOException {
        URI asked = settings.withLogin(uri);
        if (isBinary(uri) && !link.isStart() && !mayBeSitemap(link)) {
            return Request.head(asked);
        }
        Request request = Request.get(asked).decompressed();
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

    private boolean mayBeSitemap(CrawlLink link) {
        return settings.sitemaps() && (link.sitemap() || link.url().endsWith(".xml.gz"));
    }

    private static boolean isBusy(int status) {
        return status == 429 || status == 503;
    }

    private static void refuseBusy(CrawlLink link, Response response) throws HostBusyException {
        if (isBusy(response.status())) {
            Duration asked = response.retryAfter();
            Duration wait = asked == null ? Duration.ofSeconds(1) : asked;
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
            draft.redirect(place);
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
        } else if (draft.status == 200 && isText(link, draft.type)) {
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
            response.discard();
        } else {
            PageBody body = PageBody.read(response, settings.maxBytes(), settings.maxTime());
            warc.add(link.url(), response, body);
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

    private boolean isText(CrawlLink link, String type) {
        return type.isEmpty()
                || isHtml(type)
                || (settings.sitemaps() && (link.sitemap() || isSitemap(type)));
    }

    private static boolean isHtml(String type) {
        return type.equals("text/html") || type.equals(XHTML);
    }

    private static boolean isSitemap(String type) {
        return type.endsWith("/xml")
                || type.endsWith("gzip")
                || type.equals("application/rss+xml")
                || type.equals("application/atom+xml");
    }

    private static String shown(String place) {
        String bare = UrlText.withoutUser(place);
        return bare.length() > 200 ? bare.substring(0, 200) + "..." : bare;
    }

    /** A page that is being made. */
    private final class PageDraft {
        private final CrawlLink link;
        private final List<String> leads = new ArrayList<>();
        private final List<String> sitemaps = new ArrayList<>();
        private int status;
        private String type = "";
        private long bytes;
        private long nanos;
        private String canonical = "";
        private String note = "";
        private PageReader.PageContents contents = PageReader.PageContents.NOTHING;

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

        /** Where a start redirects to is where the crawl starts, whatever the scope. */
        void redirect(String place) throws HttpException {
            String url = links().of(place);
            if (url == null) {
                throw new HttpException(
                        HttpException.Reason.REDIRECT,
                        "%s: redirects to '%s', which is not a URL of http or https"
                                .formatted(link.url(), shown(place)));
            }
            canonical = url;
            if (link.isStart()) {
                leads.add(url);
            } else {
                lead(url);
            }
        }

        private LinkResolver links() {
            return new LinkResolver(URI.create(link.url()));
        }

        void take(PageBody body, @Nullable String field) {
            bytes = body.length();
            if (settings.sitemaps() && (link.sitemap() || isSitemap(type))) {
                SitemapReader.Sitemap map =
                        SitemapReader.read(link.url(), body, settings.maxBytes());
                map.pages().forEach(this::lead);
                maps(map.sitemaps());
                note(map.note());
            } else if (isHtml(type) || body.looksLikeHtml()) {
                contents = reader.html(link.url(), body, field, type.equals(XHTML));
                canonical = contents.canonical();
                if (contents.follow()) {
                    if (!canonical.isEmpty()) {
                        lead(canonical);
                    }
                    contents.links().forEach(this::lead);
                }
            }
        }

        private void lead(String url) {
            if (settings.follows(url, link.start())) {
                leads.add(url);
            }
        }

        /** Sitemaps lie where they like: the scope is that of the pages that they name. */
        void maps(List<String> places) {
            LinkResolver links = links();
            for (String place : places) {
                String url = links.of(place);
                if (url != null) {
                    sitemaps.add(url);
                }
            }
        }

        Page page() {
            return new Page(
                    link.url(),
                    status,
                    type,
                    bytes,
                    contents.title(),
                    link.depth(),
                    link.referrer(),
                    Duration.ofNanos(nanos),
                    contents.links().size(),
                    canonical,
                    note,
                    contents.selected(),
                    leads,
                    sitemaps);
        }
    }
}
