package dev.hocket.jobs.crawl;

import dev.hocket.AsyncTask;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Limit;
import dev.hocket.Rate;
import dev.hocket.Retry;
import dev.hocket.http.Client;
import dev.hocket.http.HttpException;
import dev.hocket.http.InterruptibleFuture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A crawl: a job whose inputs are URLs and whose outputs are the pages found there; the links of
 * the pages are further inputs. Each URL is requested once, however many pages link to it.
 *
 * <p>A broken link is an output as well, with its status. An input fails if there is no response,
 * or if the server says that it is busy. Redirects and canonical URLs are followed like links. A
 * crawl is for one run, since it remembers the URLs that it has seen. It does not close the client,
 * which must not follow redirects itself.
 */
public final class Crawl implements AutoCloseable {
    private static final Duration BACKOFF = Duration.ofSeconds(1);
    private static final int MAX_HOPS = 20;
    private final CrawlSettings settings;
    private final TrapDetector traps;
    private final @Nullable LinkDepths depths;
    private final SharedDelays delays = new SharedDelays();
    private final RedirectChains redirects = new RedirectChains();
    private final @Nullable LinkReferrers referrers;
    private final ConcurrentLinkedQueue<BrokenLink> late = new ConcurrentLinkedQueue<>();
    private final PageTask task;
    private EarlierCrawl earlier;

    private Crawl(CrawlSettings settings, Client client) throws IOException {
        this.settings = settings;
        this.earlier = EarlierCrawl.none(settings);
        this.traps = new TrapDetector(settings.alike());
        this.depths =
                settings.depth() == Integer.MAX_VALUE ? null : new LinkDepths(settings.depth());
        this.referrers = settings.referrers() ? new LinkReferrers() : null;
        this.task = new PageTask(settings, client, delays);
    }

    /**
     * Creates a crawl.
     *
     * @param client a client that does not follow redirects
     * @throws IOException if the cache folder cannot be created
     * @throws IllegalArgumentException if the client follows redirects, or the selector is not
     *     valid
     */
    public static Crawl of(CrawlSettings settings, Client client) throws IOException {
        if (client.settings().redirects() != 0) {
            throw new IllegalArgumentException(
                    "the client follows redirects, which a crawl treats as links; create the client"
                            + " with withRedirects(0)");
        }
        return new Crawl(settings, client);
    }

    /**
     * Resumes an earlier run: the joblog says how far its open URLs are from the start.
     *
     * @throws IOException if it cannot be read
     */
    public Crawl resuming(Path joblog) throws IOException {
        earlier = EarlierCrawl.of(joblog, settings);
        return this;
    }

    /** The job, in its blocking and its non-blocking form. */
    public Job<CrawlLink, Page> job() {
        Duration delay = settings.delay();
        Rate rate = delay.isZero() ? null : Rate.of(1, delay).withBurst(1);
        AsyncTask<CrawlLink, Page> async =
                link -> InterruptibleFuture.run("hocket-crawl", () -> task.run(link));
        return Job.<CrawlLink, Page>of("crawl", task)
                .async(async)
                .key(CrawlLink::url)
                .limit(
                        new Limit<>(
                                link -> LinkResolver.authority(link.url()),
                                settings.perHost(),
                                rate))
                .retry(Retry.upTo(1).withBackoff(BACKOFF).when(Crawl::isPassing))
                .growing(this::grow, url -> earlier.link(url));
    }

    /** The URLs to start from. */
    public Inputs<CrawlLink> inputs() {
        return Inputs.of(starts());
    }

    /** The URLs to start from, as a list. */
    public List<CrawlLink> starts() {
        return settings.starts().stream().map(uri -> CrawlLink.start(uri.toString())).toList();
    }

    /** How many links were not followed because they look like a crawler trap. */
    public long trapped() {
        return traps.refused();
    }

    /** Whether a failure is transient. */
    public static boolean isPassing(Throwable failure) {
        return failure instanceof HostBusyException
                || failure instanceof RobotsUnknownException
                || (failure instanceof HttpException http && http.reason().isPassing());
    }

    /**
     * The broken links that become known with a page: links to this page, if it is broken, from all
     * pages that link to it or to a URL that redirected to it; and links from pages read since the
     * last call to URLs that were found broken earlier.
     */
    public List<BrokenLink> broken(CrawlLink link, Page page) {
        if (page.isBroken()) {
            return broken(link, Integer.toString(page.status()));
        }
        if (referrers != null && !page.isRedirect()) { // where it leads may be broken
            referrers.sound(link.url());
        }
        return late(new ArrayList<>());
    }

    /** The same for a URL that returned no page, with the reason. */
    public List<BrokenLink> broken(CrawlLink link, String why) {
        List<BrokenLink> all = new ArrayList<>();
        add(link.url(), why, link.referrer(), all);
        for (String from : link.via()) {
            add(from, "redirects to " + link.url() + ": " + why, "", all);
        }
        return late(all);
    }

    private List<BrokenLink> late(List<BrokenLink> all) {
        for (BrokenLink each = late.poll(); each != null; each = late.poll()) {
            all.add(each);
        }
        return all;
    }

    private void add(String url, String why, String referrer, List<BrokenLink> to) {
        Set<String> pages = new LinkedHashSet<>();
        if (!referrer.isEmpty()) {
            pages.add(referrer);
        }
        if (referrers != null) {
            pages.addAll(referrers.broken(url, why));
        }
        if (pages.isEmpty()) {
            pages.add("");
        }
        pages.forEach(page -> to.add(new BrokenLink(url, why, page)));
    }

    private List<CrawlLink> grow(CrawlLink link, Page page) {
        if (page.isRedirect() && !page.canonical().isEmpty()) {
            follow(link, page.canonical());
        }
        if (referrers != null) {
            referrers.found(
                    page.url(),
                    page.leads(),
                    (url, why) -> late.add(new BrokenLink(url, why, page.url())));
        }
        List<CrawlLink> found = new ArrayList<>(page.leads().size());
        for (String url : page.leads()) {
            if (traps.allow(url)) {
                found.add(
                        page.isRedirect()
                                ? link.redirected(url, begins(link, url))
                                : link.to(url, false));
            }
        }
        for (String url : page.sitemaps()) {
            found.add(link.to(url, true));
        }
        return depths == null ? found : depths.reached(link, page.isRedirect(), found);
    }

    private boolean begins(CrawlLink link, String url) {
        return link.isStart() && !settings.follows(url, link.start());
    }

    /** Redirects that do not end are not pages: the URL that shows it fails. */
    private void follow(CrawlLink link, String place) {
        try {
            redirects.add(link.url(), place);
            if (link.via().size() >= MAX_HOPS) {
                throw new HttpException(
                        HttpException.Reason.REDIRECT,
                        link.url() + ": more than " + MAX_HOPS + " redirects in a row");
            }
        } catch (HttpException endless) {
            throw Crawl.<RuntimeException>unchecked(endless);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // it is thrown as it is
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    /** Removes the data that processes of the crawl share. The client remains open. */
    @Override
    public void close() throws IOException {
        delays.close();
    }
}
