package dev.hocket.site;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/** What the loops of one site share. Safe for use by several threads. */
final class SiteState {
    private static final System.Logger LOG = System.getLogger("dev.hocket.site");
    private final Site settings;
    private final SiteContent content;
    private final FailurePlan trouble;
    private final @Nullable BandwidthLimit bandwidth;
    private final @Nullable BiConsumer<String, Integer> visits;
    private final LongAdder requests = new LongAdder();

    SiteState(Site settings, SiteContent content) {
        this.settings = settings;
        this.content = content;
        this.trouble = new FailurePlan(settings.failRate(), settings.failure());
        this.bandwidth =
                settings.bandwidth() == 0
                        ? null
                        : new BandwidthLimit(settings.bandwidth(), System.nanoTime());
        this.visits = settings.visits();
    }

    Site settings() {
        return settings;
    }

    FailurePlan trouble() {
        return trouble;
    }

    @Nullable BandwidthLimit bandwidth() {
        return bandwidth;
    }

    /** The reply, which is never an exception. */
    Reply reply(SiteRequest request) {
        if (!request.isRead()) {
            return Reply.error(405, "only GET and HEAD are answered").field("Allow", "GET, HEAD");
        }
        if (request.target().equals("*")) {
            return Reply.error(400, "the target does not begin with '/'");
        }
        try {
            return content.reply(request);
        } catch (IOException | RuntimeException broken) {
            LOG.log(Level.WARNING, request + " could not be answered: " + broken);
            return Reply.error(500, "the server could not read it");
        }
    }

    void count(@Nullable SiteRequest request, int status) {
        requests.increment();
        if (visits != null) {
            visits.accept(request == null ? "-" : request.toString(), status);
        }
    }

    long requests() {
        return requests.sum();
    }
}
