package dev.hocket.jobs.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.testkit.web.HostileSite;
import dev.hocket.testkit.web.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from a site that is wrong in what it says, and when. */
@Timeout(120)
class HostileFetchTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"threads:8", "virtual:8", "async:8", "auto"})
    void goodFilesComeWholeAndOthersFail(String engine) throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Set<String> failed = new TreeSet<>();
        Set<Path> placed = new TreeSet<>();
        ClientSettings impatient =
                ClientSettings.defaults().withStallTimeout(Duration.ofMillis(500));
        try (ScriptedServer server = HostileSite.start();
                Client client = Client.open(impatient);
                Engine on = Engine.named(engine)) {
            List<String> urls =
                    Stream.concat(
                                    Stream.concat(
                                            HostileSite.GOOD.stream(), HostileSite.BAD.stream()),
                                    Stream.of("/nowhere", "/itself", "/../../../good"))
                            .map(server::text)
                            .toList();
            FetchTask task = new FetchTask(client, FetchSettings.into(files));
            Job<String, FetchedFile> job =
                    Job.<String, FetchedFile>of("fetch", task)
                            .async(task.async())
                            .retry(
                                    Retry.upTo(2)
                                            .withBackoff(Duration.ofMillis(1))
                                            .when(FetchTask::isPassing));
            try (Run<String, FetchedFile> run = on.start(job, Inputs.of(urls))) {
                for (Outcome<String, FetchedFile> outcome : run) {
                    switch (outcome) {
                        case Done<String, FetchedFile> done -> placed.add(done.output().file());
                        case Failed<String, FetchedFile> bad -> {
                            Throwable error = ((Cause.Threw) bad.cause()).error();
                            assertTrue(error instanceof IOException, String.valueOf(error));
                            failed.add(bad.input().substring(server.text("").length()));
                        }
                    }
                }
            }
        }
        Set<String> bad = new TreeSet<>(HostileSite.BAD);
        bad.addAll(List.of("/nowhere", "/itself"));
        assertEquals(bad, failed);
        assertEquals(HostileSite.GOOD.size() + 1, placed.size());
        assertEquals(placed, all(files));
        assertEquals(Set.of(files), all(folder));
    }

    private static Set<Path> all(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> !file.toString().contains(".part"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
