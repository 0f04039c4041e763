package dev.hocket.jobs.crawl;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.testkit.web.ScriptedServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The delay that robots.txt asks for, kept by all processes of a crawl together. */
@Timeout(60)
class RobotsDelayTest {
    @Test
    void processesOfOneCrawlWaitForEachOther() throws Exception {
        Path shared;
        List<Long> times = new ArrayList<>();
        try (SharedDelays own = new SharedDelays();
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            shared = own.share();
            List<Future<?>> all = new ArrayList<>();
            for (int process = 0; process < 3; process++) {
                SharedDelays theirs = new SharedDelays(shared);
                all.add(
                        threads.submit(() -> {
                            for (int i = 0; i < 3; i++) {
                                theirs.await("h", Duration.ofMillis(100));
                                synchronized (times) {
                                    times.add(System.currentTimeMillis());
                                }
                            }
                            return null;
                        }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        times.sort(null);
        assertTrue(times.getLast() - times.getFirst() >= 790, times::toString);
        assertFalse(Files.exists(shared));
    }

    /** Threads of one JVM must not meet at the lock of one file, for which the JVM throws. */
    @Test
    void tasksOfOneProcessTakeTurnsAtTheFile() throws Exception {
        int tasks = 4;
        int each = 150;
        try (SharedDelays own = new SharedDelays();
                ExecutorService threads = Executors.newFixedThreadPool(tasks)) {
            Path shared = own.share();
            CyclicBarrier together = new CyclicBarrier(tasks);
            List<Future<Void>> all = new ArrayList<>();
            long start = System.currentTimeMillis();
            for (int task = 0; task < tasks; task++) {
                SharedDelays theirs = task == 0 ? own : new SharedDelays(shared);
                all.add(
                        threads.submit(() -> {
                            together.await();
                            for (int i = 0; i < each; i++) {
                                theirs.await("h", Duration.ofMillis(1));
                            }
                            return null;
                        }));
            }
            for (Future<Void> future : all) {
                future.get();
            }
            assertTrue(System.currentTimeMillis() - start >= tasks * each - 1, "one went unseen");
        }
    }

    @Test
    void anInterruptEndsTheWaitForTheFile() throws Exception {
        try (SharedDelays own = new SharedDelays()) {
            Path shared = own.share();
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedException.class,
                    () -> new SharedDelays(shared).await("h", Duration.ofSeconds(20)));
            assertFalse(Thread.interrupted());
        }
    }

    /** What travels to another process takes the delay along. */
    @Test
    void aTaskThatTravelsKeepsTheDelay() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.start((request, wire) -> {
                            if (request.target().equals("/robots.txt")) {
                                wire.answer(200, "", "User-agent: *\nCrawl-delay: 1\n");
                            } else {
                                wire.answer(200, "Content-Type: text/html\n", "");
                            }
                        });
                Client client = Client.open(ClientSettings.defaults().withRedirects(0));
                SharedDelays delays = new SharedDelays()) {
            CrawlSettings settings = CrawlSettings.of(List.of(server.text("/")));
            PageTask task = new PageTask(settings, client, delays);
            PageTask other = copy(task);
            PageTask third = copy(task);
            long start = System.nanoTime();
            other.run(CrawlLink.start(server.text("/a")));
            third.run(CrawlLink.start(server.text("/b")));
            assertTrue(System.nanoTime() - start >= 990_000_000, "the second one did not wait");
        }
    }

    private static PageTask copy(PageTask task) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(task);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (PageTask) in.readObject();
        }
    }
}
