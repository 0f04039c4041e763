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

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A crawl: a job whose inputs are URLs, whose outputs are what was found there, and which grows by
 * the links of its pages. Each URL is looked at once, however many pages lead to it.
 *
 * <p>A link that leads nowhere is an output, too, with its status; an input fails where no answer
 * came, or the server said that it is busy. Redirects and canonical URLs are followed as links are.
 * For one run; it remembers what it has seen. The client is not closed by it, and must not follow
 * redirects itself.
 */
public final class Crawl {
    private static final Duration BACKOFF = Duration.ofSeconds(1);
    private final CrawlSettings settings;
    private final TrapDetector traps;
    private final @Nullable LinkDepths depths;
    private final PageTask task;
    private EarlierCrawl earlier = EarlierCrawl.none();

    private Crawl(CrawlSettings settings, Client client) throws IOException {
        this.settings = settings;
        this.traps = new TrapDetector(settings.alike());
        this.depths =
                settings.depth() == Integer.MAX_VALUE ? null : new LinkDepths(settings.depth());
        this.task = new PageTask(settings, client);
    }

    /**
     * A crawl.
     *
     * @param client one that follows no redirects
     * @throws IOException if the folder of the cache cannot be made
     * @throws IllegalArgumentException if the client follows redirects, or the selector is none
     */
    public static Crawl of(CrawlSettings settings, Client client) throws IOException {
        if (client.settings().redirects() != 0) {
            throw new IllegalArgumentException(
                    "the client follows redirects, which are links here; give it redirects(0)");
        }
        return new Crawl(settings, client);
    }

    /**
     * Goes on from an earlier run: the joblog tells how far from the start its open URLs are.
     *
     * @throws IOException if it cannot be read
     */
    public Crawl resuming(Path joblog) throws IOException {
        earlier = EarlierCrawl.of(joblog);
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
                .growing(this::grow, earlier::link);
    }

    /** The URLs to start from. */
    public Inputs<CrawlLink> inputs() {
        return Inputs.of(starts());
    }

    /** The same, in a list. */
    public List<CrawlLink> starts() {
        return settings.starts().stream().map(uri -> CrawlLink.start(uri.toString())).toList();
    }

    /** How many links were not followed because they look like a trap. */
    public long trapped() {
        return traps.refused();
    }

    /** Whether a failure may be gone the next time. */
    public static boolean isPassing(Throwable failure) {
        return failure instanceof HostBusyException
                || (failure instanceof HttpException http && http.reason().isPassing());
    }

    private List<CrawlLink> grow(CrawlLink link, Page page) {
        List<String> leads = page.leads().stream().filter(traps::allow).toList();
        if (depths != null) {
            return depths.reached(link, page.isRedirect(), leads);
        }
        boolean redirect = page.isRedirect();
        int depth = redirect ? link.depth() : link.depth() + 1;
        int hops = redirect ? link.hops() + 1 : 0;
        List<CrawlLink> grown = new ArrayList<>(leads.size());
        for (String url : leads) {
            grown.add(new CrawlLink(url, depth, hops, link.url()));
        }
        return grown;
    }
}
