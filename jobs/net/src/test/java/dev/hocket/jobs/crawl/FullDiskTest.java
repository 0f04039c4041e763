package dev.hocket.jobs.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.testkit.service.SmallDisk;
import dev.hocket.testkit.web.ScriptedServer;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;

/** A full disk is final, and names the file; what was written before it stays whole. */
@Timeout(60)
class FullDiskTest {
    private static final int LARGE = 200_000;

    private final AtomicInteger asked = new AtomicInteger();

    private ScriptedServer serve() throws IOException {
        return ScriptedServer.start((request, wire) -> {
            asked.incrementAndGet();
            wire.answer(
                    200,
                    "Content-Type: text/html\nETag: \"1\"\n",
                    new byte[request.target().equals("/large") ? LARGE : 100]);
        });
    }

    private static PageTask task(CrawlSettings settings, Client client) throws IOException {
        return new PageTask(settings.withRobots(false), client, new SharedDelays());
    }

    private static FileSystemException refused(PageTask task, String url) {
        FileSystemException full =
                assertThrows(FileSystemException.class, () -> task.run(CrawlLink.start(url)));
        assertTrue(full.toString().contains("No space left on device"), full.toString());
        assertFalse(Crawl.isPassing(full), "it would be tried again");
        return full;
    }

    @Test
    void anArchiveHasWholeRecordsOnly() throws Exception {
        try (SmallDisk disk = SmallDisk.mount("64k");
                ScriptedServer server = serve();
                Client client = Client.open(ClientSettings.defaults().withRedirects(0))) {
            Path archive = disk.folder().resolve("a.warc");
            CrawlSettings settings = CrawlSettings.of(List.of(server.text("/")));
            PageTask task = task(settings.withWarc(archive), client);
            task.run(CrawlLink.start(server.text("/a")));
            FileSystemException full = refused(task, server.text("/large"));
            assertEquals(archive.toString(), full.getFile());
            task.run(CrawlLink.start(server.text("/b")));
            assertEquals(3, asked.get());
            List<String> types = new ArrayList<>();
            try (WarcReader reader = new WarcReader(archive)) {
                for (WarcRecord record : reader) {
                    types.add(record.type());
                }
            }
            assertEquals(List.of("warcinfo", "response", "response"), types);
        }
    }

    @Test
    void aCacheKeepsNoPartOfAPage() throws Exception {
        try (SmallDisk disk = SmallDisk.mount("128k");
                ScriptedServer server = serve();
                Client client = Client.open(ClientSettings.defaults().withRedirects(0))) {
            Path cache = disk.folder().resolve("cache");
            CrawlSettings settings = CrawlSettings.of(List.of(server.text("/")));
            PageTask task = task(settings.withCache(cache), client);
            task.run(CrawlLink.start(server.text("/a")));
            String file = refused(task, server.text("/large")).getFile();
            assertTrue(file.startsWith(cache + "/"), file);
            assertEquals(2, asked.get());
            try (Stream<Path> files = Files.walk(cache)) {
                assertEquals(1, files.filter(Files::isRegularFile).count());
            }
        }
    }
}
