package dev.hocket.site;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the loops of one site share. Safe for use by several threads. */
final class SiteState {
    private static final System.Logger LOG = System.getLogger("dev.hocket.site");
    private final Site settings;
    private final Content content;
    private final Trouble trouble;
    private final @Nullable Bandwidth bandwidth;
    private final @Nullable BiConsumer<String, Integer> visits;
    private final LongAdder requests = new LongAdder();

    SiteState(Site settings, Content content) {
        this.settings = settings;
        this.content = content;
        this.trouble = new Trouble(settings.failRate(), settings.failure());
        this.bandwidth =
                settings.bandwidth() == 0
                        ? null
                        : new Bandwidth(settings.bandwidth(), System.nanoTime());
        this.visits = settings.visits();
    }

    Site settings() {
        return settings;
    }

    Trouble trouble() {
        return trouble;
    }

    @Nullable Bandwidth bandwidth() {
        return bandwidth;
    }

    /** The reply, which is never an exception. */
    Reply reply(Request request) {
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

    void count(@Nullable Request request, int status) {
        requests.increment();
        if (visits != null) {
            visits.accept(request == null ? "-" : request.toString(), status);
        }
    }

    long requests() {
        return requests.sum();
    }
}
