package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.queue.JobState;
import dev.hocket.queue.JobStatus;
import dev.hocket.queue.Queue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a queue, with programs as users start them. */
@Timeout(120)
class QueueCommandsTest {
    @TempDir private Path folder;

    private LaunchedHocket start(String... words) throws IOException {
        return start(List.of(), words);
    }

    private LaunchedHocket start(List<String> options, String... words) throws IOException {
        return LaunchedHocket.start(
                folder,
                Map.of("HOCKET_STORE", folder.resolve("queue.db").toString(), "GREETING", "hello"),
                LaunchedHocket.command(options, System.getProperty("java.class.path"), words));
    }

    private LaunchedHocket.Ended run(String... words) throws Exception {
        try (LaunchedHocket child = start(words)) {
            return child.end();
        }
    }

    @Test
    void submittedCommandsRunInAWorkerAndTheirOutcomesAreKept() throws Exception {
        LaunchedHocket.Ended submitted =
                run(
                        "submit",
                        "--env",
                        "GREETING",
                        "exec",
                        "echo $GREETING {} in $PWD",
                        ":::",
                        "a",
                        "b");
        assertEquals(new LaunchedHocket.Ended(0, "1\n2\n", ""), submitted);
        LaunchedHocket.Ended failing =
                run("submit", "exec", "echo before; echo why >&2; exit 3", ":::", "x");
        assertEquals("3\n", failing.out());
        assertEquals("default: 3 ready\n", run("status").out());
        assertEquals("no worker serves the queue default\n", run("queue", "why", "1").out());

        LaunchedHocket.Ended worker = run("worker", "--drain");
        assertEquals(0, worker.status(), worker.err());
        assertEquals("hocket: 3 jobs ended\n", worker.err());

        String place = folder.toRealPath().toString();
        assertEquals("hello a in " + place + "\n", run("status", "1").out());
        LaunchedHocket.Ended failed = run("status", "3");
        assertEquals("before\n", failed.out());
        assertTrue(failed.err().contains("failed: exit 3: why"), failed.err());
        assertTrue(failed.err().endsWith("\nwhy\n"), failed.err());
        assertEquals(
                "3\tdefault\texec\tfailed\texit 3: why\n",
                run("queue", "list", "--state", "failed").out());
        assertEquals(
                "hocket: 1 job submitted again\n",
                run("queue", "retry", "--state", "failed").err());
    }

    @Test
    void waitPrintsOutcomesInOrderWithTheStatusOfARun() throws Exception {
        try (LaunchedHocket worker = start("worker", "-j", "2")) {
            LaunchedHocket.Ended waited =
                    run(
                            "submit",
                            "--wait",
                            "exec",
                            "-k",
                            "--tag",
                            "echo line; test {} != 2",
                            ":::",
                            "1",
                            "2",
                            "3");
            assertEquals("1\tline\n2\tline\n3\tline\n", waited.out(), waited.err());
            assertEquals(1, waited.status());
            assertTrue(
                    waited.err().matches("(?s).*'2' \\(job \\d\\) failed: exit 1\n.*"),
                    waited.err());
            worker.signal("TERM");
            LaunchedHocket.Ended ended = worker.end();
            assertEquals(143, ended.status(), ended.err());
            assertTrue(ended.err().endsWith("hocket: 3 jobs ended\n"), ended.err());
        }
    }

    @Test
    void aSecondSignalGivesBackAtOnce() throws Exception {
        assertEquals(0, run("submit", "exec", "touch {}; sleep 1000", ":::", "started").status());
        try (LaunchedHocket worker = start("worker")) {
            worker.awaitFile(folder.resolve("started"));
            worker.signal("INT");
            worker.awaitErr("waiting up to 30 s");
            worker.signal("INT");
            LaunchedHocket.Ended ended = worker.end();
            assertEquals(130, ended.status(), ended.err());
        }
        assertEquals("default: 1 ready\n", run("status").out(), run("status", "1").err());
        assertTrue(run("status", "1", "--json").out().contains("\"attempts\": 0"));
    }

    @Test
    void usageErrorsNameTheRemedy() {
        assertError("'fetch' cannot be submitted", "submit", "fetch", "x");
        assertError(
                "-j has no effect on queued commands", "submit", "exec", "-j2", "x", ":::", "a");
        assertError("--key names one job", "submit", "--key", "k", "exec", "x", ":::", "a", "b");
        assertError("expected exec", "worker", "--allow", "run");
        assertError("contains a password", "status", "--store", "jdbc:postgresql://h/d?password=x");
        assertError("there is no option '--frob'", "worker", "--frob");
        assertError(
                "job 99 does not exist",
                "status",
                "99",
                "--store",
                folder.resolve("queue.db").toString());
    }

    private void assertError(String text, String... words) {
        InProcessHocket ended = InProcessHocket.run(words);
        assertEquals(255, ended.status(), ended.err());
        assertTrue(ended.err().contains(text), ended.err());
    }

    /** Workers are killed at random moments: each job ends in one outcome, none is lost. */
    @Test
    void nothingIsLostWhenWorkersAreKilled() throws Exception {
        int kills = Integer.getInteger("hocket.queue.kills", 10);
        long seed = Long.getLong("hocket.queue.seed", System.nanoTime());
        Random random = new Random(seed);
        int jobs = 20 + 25 * kills;
        List<String> words =
                new ArrayList<>(
                        List.of("submit", "exec", "echo {} >> log; sleep 0.03; echo {}", ":::"));
        for (int i = 1; i <= jobs; i++) {
            words.add("" + i);
        }
        assertEquals(jobs, run(words.toArray(String[]::new)).lines().size());
        Path log = folder.resolve("log");
        Files.createFile(log);
        List<String> quick = List.of("-Dhocket.queue.beat=200");
        for (int i = 0; i < kills; i++) {
            try (LaunchedHocket worker = start(quick, "worker", "-j", "2")) {
                long before = Files.size(log);
                // A job is given up when three workers die under it: the first ones must end.
                while (Files.size(log) < before + 16) {
                    assertTrue(worker.isAlive(), "seed " + seed);
                }
                LockSupport.parkNanos(random.nextInt(60_000_000)); // the moment of its death
                worker.signal("KILL");
            }
        }
        try (LaunchedHocket worker = start(quick, "worker", "-j", "2");
                Queue queue = Queue.open(folder.resolve("queue.db"))) {
            Map<JobState, Long> counts = Map.of();
            while (!counts.equals(Map.of(JobState.DONE, (long) jobs))) {
                counts = queue.counts().get("default");
                assertTrue(worker.isAlive(), "seed " + seed + ": " + counts);
                // Three deaths in a row can happen to a job, as workers die quickly here.
                for (JobStatus job : queue.list("", Optional.of(JobState.QUARANTINED), jobs)) {
                    assertTrue(queue.retry(job.id()));
                }
                assertEquals(
                        jobs,
                        Objects.requireNonNull(counts).values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        "seed " + seed + ": " + counts);
            }
            worker.signal("TERM");
            assertEquals(143, worker.end().status());
            Set<String> outputs = new HashSet<>();
            for (int i = 1; i <= jobs; i++) {
                outputs.add(Integer.toString(i));
            }
            for (JobStatus job : queue.list("", Optional.of(JobState.DONE), jobs)) {
                assertEquals(Optional.empty(), job.error());
                outputs.remove(Long.toString(job.id()));
            }
            assertEquals(Set.of(), outputs, "seed " + seed);
        }
    }
}
