package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Run;
import dev.hocket.Task;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How workers are made ready, and how they end. */
@Timeout(120)
class TurnoverTest {
    @TempDir private Path folder;

    @Test
    void aWorkerEndsByItselfThoughItsLaneWaitsForTheNextInputWhenTheEngineIsClosed()
            throws Exception {
        Path mark = folder.resolve("hook");
        Job<String, String> hooked =
                Job.of(
                        "hooked",
                        file -> {
                            Runtime.getRuntime()
                                    .addShutdownHook(
                                            new Thread(() -> Path.of(file).toFile().mkdir()));
                            return file;
                        });
        CountDownLatch asked = new CountDownLatch(2);
        Iterator<String> once =
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        asked.countDown();
                        if (asked.getCount() > 0) {
                            return true;
                        }
                        LockSupport.park(); // until it is interrupted, or for no reason
                        return false;
                    }

                    @Override
                    public String next() {
                        return mark.toString();
                    }
                };
        try (Engine engine = new ProcessesProvider().open(1)) {
            Run<String, String> run = engine.start(hooked, Inputs.live(once));
            assertTrue(run.iterator().next().isDone());
            asked.await();
        }
        assertTrue(Files.exists(mark));
    }

    /** Notes in which processes its class was made ready. */
    private static final class Noted implements Task<Long, Long> {
        private static final long serialVersionUID = 1;

        static {
            String marks = System.getenv("MARKS");
            if (marks != null) {
                String pid = String.valueOf(ProcessHandle.current().pid());
                boolean _ = Path.of(marks, pid).toFile().mkdir();
            }
        }

        @Override
        public Long run(Long input) {
            return ProcessHandle.current().pid();
        }
    }

    @Test
    void aSpareWorkerLoadsTheTaskAhead() throws Exception {
        ProcessesProvider processes =
                new ProcessesProvider()
                        .spares(1)
                        .maxTasksPerWorker(1)
                        .environment("MARKS", folder.toString());
        Job<Long, Long> job = Job.of("noted", new Noted());
        try (WatchService watch = FileSystems.getDefault().newWatchService();
                Engine engine = processes.open(1)) {
            WatchKey _ = folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Set<String> ran = new HashSet<>();
            Set<String> loaded = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                ran.add(String.valueOf(engine.map(job, List.of(1L)).getFirst()));
            }
            while (ran.containsAll(loaded)) {
                WatchKey key = watch.take();
                key.pollEvents().forEach(event -> loaded.add(String.valueOf(event.context())));
                boolean _ = key.reset();
            }
        }
    }
}
