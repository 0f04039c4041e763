package dev.hocket.engine.joblog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process with SIGKILL many times, resumes it each time, and accounts for every input; the
 * property {@code hocket.kills} says how often.
 *
 * <p>A round lets the process run a hundred inputs further at most, so that each has something left
 * to be killed in, and kills it when it has delivered an input drawn at random, now and then a
 * moment later: while it starts, while it delivers again what is stored, or while it runs, stores
 * and logs. The seed draws the plan; when exactly the signal lands, the machine says.
 */
class KilledRunTest {
    private static final int ROUNDS = Integer.getInteger("hocket.kills", 20);
    private static final int COUNT = 100 * ROUNDS;
    private static final long SEED = 20_260_101;
    private static final String[] ENGINES = {
        "threads:4", "virtual:16", "forkjoin:3", "sequential", "threads:2/7", "sequential/5"
    };
    private static final Pattern SEQ = Pattern.compile("\\{\"seq\":(\\d+),.*\\}");

    @TempDir Path folder;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private Path log;
    private int advanced;
    private int replayed;

    @BeforeEach
    void place() {
        log = folder.resolve("log.jsonl");
    }

    @Test
    void everyInputIsAccountedFor() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            int limit = (round + 1) * (COUNT / ROUNDS);
            runAndKill(round, limit);
        }
        assertTrue(advanced > ROUNDS / 2, advanced + " rounds logged something");
        assertTrue(replayed > ROUNDS / 2, replayed + " rounds delivered stored outputs");
        finish();
        checkLog();
        checkAttempts();
    }

    private Process start(int round, long limit) throws IOException {
        return Processes.start(
                folder.resolve("stderr-" + round),
                Processes.command(
                        Child.class,
                        folder.toString(),
                        ENGINES[round % ENGINES.length],
                        Integer.toString(COUNT),
                        Long.toString(limit),
                        attempts(round).toString()));
    }

    private Path attempts(int round) {
        return folder.resolve("attempts-" + round);
    }

    private void runAndKill(int round, int limit) throws Exception {
        Set<Long> before = logged();
        int frontier = Math.max(0, limit - COUNT / ROUNDS);
        boolean atStart = random.nextInt(10) == 0;
        long target =
                random.nextInt(5) == 0 ? random.nextInt(limit) : random.nextInt(frontier, limit);
        int spins = random.nextInt(2) * random.nextInt(20_000);
        Process process = start(round, limit);
        List<String> said = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (atStart || line.equals("limit") || index(line) >= target) {
                    break;
                }
            }
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            assertTrue(process.toHandle().destroyForcibly()); // the process itself would close out
            out.lines().forEach(said::add);
            assertEquals(137, process.waitFor(), () -> "round " + round + ": " + said(round, said));
        }
        Set<Long> after = logged();
        String what = "round " + round + " of seed " + SEED;
        assertTrue(after.containsAll(before), what + ": a logged outcome was lost");
        checkDelivered(said, after, what);
        for (long again : attempted(round)) {
            assertTrue(!before.contains(again), what + ": " + again + " ran after it was logged");
        }
        advanced += after.size() > before.size() ? 1 : 0;
        replayed += said.stream().anyMatch(line -> before.contains(index(line))) ? 1 : 0;
    }

    private String said(int round, List<String> said) {
        try {
            return said + Files.readString(folder.resolve("stderr-" + round));
        } catch (IOException unreadable) {
            return said.toString();
        }
    }

    /** What was delivered was logged before, in order, and is right. */
    private static void checkDelivered(List<String> said, Set<Long> logged, String what) {
        long last = -1;
        for (String line : said) {
            long index = index(line);
            if (index >= 0) {
                assertTrue(index > last, what + ": " + index + " after " + last);
                assertTrue(logged.contains(index), what + ": delivered unlogged " + index);
                last = index;
            }
        }
    }

    /** The index of an output delivered, which must be the right one; -1 of another line. */
    private static long index(String line) {
        if (!line.startsWith("got ")) {
            return -1;
        }
        long index = Long.parseLong(line.split(" ", 3)[1]);
        assertEquals("got " + index + " " + Child.output(Child.input(index)), line);
        return index;
    }

    private Set<Long> logged() throws IOException {
        Set<Long> logged = new HashSet<>();
        if (Files.exists(log)) {
            for (String line : Files.readAllLines(log)) {
                Matcher whole = SEQ.matcher(line);
                if (whole.matches()) { // not the header, not a torn line
                    logged.add(Long.valueOf(whole.group(1)));
                }
            }
        }
        return logged;
    }

    private List<Long> attempted(int round) throws IOException {
        return Files.exists(attempts(round))
                ? Files.readAllLines(attempts(round)).stream().map(Long::valueOf).toList()
                : List.of();
    }

    /** One run to the end: all outputs come, stored or new, in order. */
    private void finish() throws Exception {
        Process process = start(ROUNDS, COUNT);
        List<String> said;
        try (BufferedReader out = process.inputReader()) {
            said = out.lines().toList();
        }
        assertEquals(0, process.waitFor(), () -> said(ROUNDS, said));
        List<String> expected =
                Stream.of(
                                Stream.of("ready"),
                                LongStream.range(0, COUNT)
                                        .filter(i -> !Child.fails(i))
                                        .mapToObj(i ->
                                                "got " + i + " " + Child.output(Child.input(i))),
                                Stream.of("end"))
                        .flatMap(lines -> lines)
                        .toList();
        assertEquals(expected, said);
    }

    /** A header, then each input once, as it must have ended. */
    private void checkLog() throws IOException {
        List<String> lines = Files.readAllLines(log);
        assertTrue(lines.getFirst().startsWith("{\"hocket\":1,"), lines.getFirst());
        @Nullable String[] ends = new String[COUNT];
        for (String line : lines.subList(1, lines.size())) {
            Matcher whole = SEQ.matcher(line);
            assertTrue(whole.matches(), line);
            int seq = Integer.parseInt(whole.group(1));
            assertEquals(null, ends[seq], "logged twice");
            ends[seq] = line;
        }
        for (int i = 0; i < COUNT; i++) {
            String line = ends[i];
            assertNotNull(line, "input " + i + " was never logged");
            String outcome = Child.fails(i) ? "threw" : "done";
            assertTrue(
                    line.contains(
                            "\"key\":\"%s\",\"outcome\":\"%s\"".formatted(Child.input(i), outcome)),
                    line);
        }
    }

    /** Each input was attempted. */
    private void checkAttempts() throws IOException {
        Set<Long> attempted = new HashSet<>();
        for (int round = 0; round <= ROUNDS; round++) {
            attempted.addAll(attempted(round));
        }
        assertEquals(COUNT, attempted.size());
    }
}
