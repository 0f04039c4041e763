package dev.hocket.jobs.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Retry;
import dev.hocket.Run;
import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.testkit.web.OddAnswer;
import dev.hocket.testkit.web.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from a server that answers in every odd way once. */
@Timeout(120)
class OddAnswersFetchTest {
    @TempDir private Path folder;

    private static byte[] body(OddAnswer odd) {
        return ("the bytes of " + odd + "\n").repeat(50).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads:8", "virtual:8", "async:8", "auto"})
    void eachOddAnswerIsTakenForWhatItIs(String engine) throws IOException {
        Map<String, byte[]> bodies = new HashMap<>();
        for (OddAnswer odd : OddAnswer.values()) {
            bodies.put("/" + odd, body(odd));
        }
        ClientSettings impatient =
                ClientSettings.defaults().withStallTimeout(Duration.ofMillis(500));
        try (ScriptedServer server = OddAnswer.once(bodies);
                Client client = Client.open(impatient);
                Engine on = Engine.named(engine)) {
            List<String> urls =
                    Arrays.stream(OddAnswer.values()).map(odd -> server.text("/" + odd)).toList();
            FetchTask task = new FetchTask(client, FetchSettings.into(folder));
            Retry twice =
                    Retry.upTo(2).withBackoff(Duration.ofMillis(1)).when(FetchTask::isPassing);
            Job<String, FetchedFile> job =
                    Job.<String, FetchedFile>of("fetch", task).async(task.async()).retry(twice);
            try (Run<String, FetchedFile> run = on.start(job, Inputs.of(urls))) {
                for (Outcome<String, FetchedFile> outcome : run) {
                    String name = outcome.input().substring(server.text("/").length());
                    check(OddAnswer.valueOf(name), outcome);
                    long asked =
                            server.asked().stream()
                                    .filter(each -> each.target().equals("/" + name))
                                    .count();
                    boolean passing = OddAnswer.valueOf(name).sense() == OddAnswer.Sense.PASSING;
                    assertEquals(passing ? 2 : 1, asked, name);
                }
            }
        }
    }

    private static void check(OddAnswer odd, Outcome<String, FetchedFile> outcome)
            throws IOException {
        String said = odd + ": " + outcome;
        switch (odd.sense()) {
            case RIGHT -> assertEquals(1, outcome.stats().attempts(), said);
            case PASSING -> assertTrue(outcome.stats().attempts() <= 2, said);
            case FINAL -> assertEquals(1, outcome.stats().attempts(), said);
        }
        if (outcome instanceof Done<String, FetchedFile>(_, FetchedFile file, _)) {
            assertNotEquals(OddAnswer.Sense.FINAL, odd.sense(), said);
            assertArrayEquals(body(odd), Files.readAllBytes(file.file()), said);
        } else {
            assertEquals(OddAnswer.Sense.FINAL, odd.sense(), said);
        }
    }
}
