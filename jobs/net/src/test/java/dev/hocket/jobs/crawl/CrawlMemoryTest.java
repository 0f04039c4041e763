package dev.hocket.jobs.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.site.Reply;
import dev.hocket.site.Site;
import dev.hocket.site.SiteServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A site that is large, and a crawl of it that is not; as large as {@code script/soak crawl PAGES}
 * says.
 */
class CrawlMemoryTest {
    private static final int PAGES = Integer.getInteger("hocket.crawl.pages", 40_000);
    private static final int LINKS = 20;
    private static final int FIRST = 10_000;

    /** What is kept of a page that was looked at is a hash: some dozens of bytes. */
    private static final long MOST_EACH = 200;

    /** Each page leads to the next twenty. */
    private static Reply page(String path) {
        int number = path.equals("/") ? 0 : Integer.parseInt(path.substring(path.length() - 7));
        StringBuilder page = new StringBuilder("<title>A page</title>");
        for (int i = number + 1; i <= Math.min(PAGES - 1, number + LINKS); i++) {
            page.append("<a href=\"/a/folder/with/a/long/name/%07d\">".formatted(i));
        }
        return Reply.html(page.toString());
    }

    @Test
    void pagesThatWereLookedAtTakeLittle() throws IOException {
        long before = 0;
        long count = 0;
        long each = 0;
        try (SiteServer server = Site.of(request -> page(request.path())).withPort(0).start();
                Client client = Client.open(ClientSettings.defaults().withRedirects(0));
                Engine engine = Engine.named("threads:8")) {
            CrawlSettings settings =
                    CrawlSettings.of(List.of(server.uri().toString()))
                            .withRobots(false)
                            .withAlike(0);
            Crawl crawl = Crawl.of(settings, client);
            try (Run<CrawlLink, Page> run = engine.start(crawl.job(), crawl.inputs())) {
                for (Outcome<CrawlLink, Page> _ : run) {
                    count++;
                    if (count == FIRST) {
                        before = used();
                    } else if (count == PAGES - 1000) {
                        each = (used() - before) / (count - FIRST);
                    }
                }
            }
        }
        assertEquals(PAGES, count);
        assertTrue(each < MOST_EACH, each + " bytes of each page stay");
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
