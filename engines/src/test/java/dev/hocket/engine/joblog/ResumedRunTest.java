package dev.hocket.engine.joblog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.RunException;
import dev.hocket.RunOptions;
import dev.hocket.engine.Engines;
import dev.hocket.joblog.JobLog;
import dev.hocket.joblog.JobLog.Resume;
import dev.hocket.joblog.ResultCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedRunTest {
    @TempDir Path folder;
    private final Engine engine = Engines.threads(4);

    @AfterEach
    void close() {
        engine.close();
    }

    private <I, O> JobLog<I, O> log(Resume mode) throws IOException {
        return JobLog.resume(folder.resolve("log.jsonl"), "job", "command", mode);
    }

    private static <I, O> RunOptions<I, O> with(JobLog<I, O> log) {
        return RunOptions.<I, O>defaults().withJournal(log);
    }

    private static List<String> words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "word " + i % 7).toList(); // with duplicates
    }

    @Test
    void failedInputsRunAgainAndOutputsComeInOrder() throws Exception {
        Set<Integer> broken = ConcurrentHashMap.newKeySet();
        broken.addAll(List.of(3, 4, 50));
        Queue<Integer> ran = new ConcurrentLinkedQueue<>();
        Job<Integer, String> job =
                Job.of(
                        "job",
                        i -> {
                            ran.add(i);
                            if (broken.contains(i)) {
                                throw new IOException("broken");
                            }
                            return "<" + i + ">";
                        });
        List<Integer> inputs = IntStream.range(0, 100).boxed().toList();
        try (JobLog<Integer, String> log =
                this.<Integer, String>log(Resume.ALL)
                        .results(folder.resolve("results"), ResultCodec.text())) {
            Report report = engine.start(job, Inputs.of(inputs), with(log)).drain();
            assertEquals(97, report.done());
            assertEquals(3, report.failed());
        }
        ran.clear();
        broken.clear();
        try (JobLog<Integer, String> log =
                        this.<Integer, String>log(Resume.FAILED)
                                .results(folder.resolve("results"), ResultCodec.text());
                Run<Integer, String> run = engine.start(job, Inputs.of(inputs), with(log))) {
            List<String> outputs = new ArrayList<>();
            for (Outcome<Integer, String> outcome : run.inOrder()) {
                if (outcome instanceof Done<Integer, String>(Integer i, String output, var stats)) {
                    outputs.add(output);
                    boolean again = List.of(3, 4, 50).contains(i);
                    assertEquals(again ? 1 : 0, stats.attempts());
                }
            }
            assertEquals(inputs.stream().map(i -> "<" + i + ">").toList(), outputs);
            assertEquals(97, run.report().resumed());
            assertEquals(3, run.report().done());
        }
        assertEquals(Set.of(3, 4, 50), Set.copyOf(ran));
        assertEquals(1 + 100 + 3, Files.readAllLines(folder.resolve("log.jsonl")).size());
    }

    @Test
    void equalInputsAreDistinct() throws Exception {
        Job<String, String> job = Job.of("job", word -> word);
        try (JobLog<String, String> log = log(Resume.ALL)) {
            engine.start(job, Inputs.of(words(20)), with(log)).drain();
        }
        try (JobLog<String, String> log = log(Resume.ALL)) {
            Report report = engine.start(job, Inputs.of(words(30)), with(log)).drain();
            assertEquals(20, report.resumed());
            assertEquals(10, report.done());
        }
    }

    @Test
    void otherInputsEndTheRun() throws Exception {
        Job<String, String> job = Job.of("job", word -> word);
        try (JobLog<String, String> log = log(Resume.ALL)) {
            engine.start(job, Inputs.of(words(20)), with(log)).drain();
        }
        List<String> others = new ArrayList<>(words(20));
        others.set(9, "another");
        try (JobLog<String, String> log = log(Resume.ALL);
                Run<String, String> run = engine.start(job, Inputs.of(others), with(log))) {
            RunException other = assertThrows(RunException.class, run::drain);
            assertEquals(RunException.Part.JOURNAL, other.part());
            String message = String.valueOf(other.getMessage());
            assertTrue(message.contains("position 9 was 'word 2' and is now 'another'"), message);
        }
    }

    @Test
    void cancelledInputsAreNotLoggedAndRunOnResume() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Job<Integer, Integer> job =
                Job.of(
                        "job",
                        i -> {
                            if (i >= 10) {
                                reached.countDown();
                                never.await();
                            }
                            return i;
                        });
        List<Integer> inputs = IntStream.range(0, 100).boxed().toList();
        try (JobLog<Integer, Integer> log = log(Resume.ALL);
                Run<Integer, Integer> run = engine.start(job, Inputs.of(inputs), with(log))) {
            reached.await();
            run.cancel(Halt.Mode.NOW);
            assertThrows(CancellationException.class, run::drain);
            assertTrue(run.report().cancelled() > 0);
        }
        never.countDown();
        int logged = Files.readAllLines(folder.resolve("log.jsonl")).size() - 1;
        assertTrue(logged <= 10, logged + " logged");
        try (JobLog<Integer, Integer> log = log(Resume.ALL)) {
            Report report = engine.start(job, Inputs.of(inputs), with(log)).drain();
            assertEquals(logged, report.resumed());
            assertEquals(100 - logged, report.done());
        }
    }

    @Test
    void whatIsCompleteWhenARunIsClosedIsLoggedAlsoByAnInterruptedThread() throws Exception {
        Job<Integer, Integer> job = Job.of("job", i -> i);
        try (JobLog<Integer, Integer> log = log(Resume.ALL)) {
            try (Run<Integer, Integer> run =
                    engine.start(job, Inputs.of(List.of(1, 2, 3)), with(log))) {
                while (!run.progress().ended()) {
                    Thread.onSpinWait();
                }
                Thread.currentThread().interrupt();
            }
            assertTrue(Thread.interrupted());
        }
        assertEquals(4, Files.readAllLines(folder.resolve("log.jsonl")).size());
    }

    /** A web of pages: page i links to 2i+1, 2i+2 and, back, to i/2 and 0. */
    private static List<String> links(String page, int pages) {
        int i = Integer.parseInt(page);
        return IntStream.of(2 * i + 1, 2 * i + 2, i / 2, 0)
                .filter(link -> link < pages)
                .mapToObj(Integer::toString)
                .toList();
    }

    @Test
    void aGrowingJobGoesOnFromItsFrontier() throws Exception {
        int pages = 500;
        Map<String, Integer> ran = new ConcurrentHashMap<>();
        Job<String, String> crawl =
                Job.of(
                                "job",
                                (String page) -> {
                                    ran.merge(page, 1, Integer::sum);
                                    return page;
                                })
                        .growing((page, _) -> links(page, pages), key -> key);
        Map<String, Integer> consumed = new HashMap<>();
        int rounds = 0;
        boolean ended = false;
        for (; !ended; rounds++) {
            try (JobLog<String, String> log = log(Resume.ALL);
                    Run<String, String> run =
                            engine.start(crawl, Inputs.of(List.of("0")), with(log).withWindow(8))) {
                int most = 60;
                for (Outcome<String, String> outcome : run) {
                    consumed.merge(outcome.input(), 1, Integer::sum);
                    if (--most == 0) {
                        break;
                    }
                }
                ended = most > 0;
            }
        }
        assertTrue(rounds > 3, rounds + " rounds");
        Set<String> all =
                new TreeSet<>(IntStream.range(0, pages).mapToObj(Integer::toString).toList());
        assertEquals(all, new TreeSet<>(ran.keySet()));
        Map<String, Integer> logged = new HashMap<>();
        int grew = 0;
        List<String> lines = Files.readAllLines(folder.resolve("log.jsonl"));
        for (String line : lines.subList(1, lines.size())) {
            String key = line.replaceFirst(".*?\"key\":\"(\\d+)\".*", "$1");
            logged.merge(key, 1, Integer::sum);
            if (line.contains("\"grew\":[")) {
                grew += line.replaceFirst(".*\"grew\":\\[(.*?)\\].*", "$1").split(",").length;
            }
        }
        assertEquals(all, new TreeSet<>(logged.keySet()));
        assertEquals(Set.of(1), Set.copyOf(logged.values()), "logged once");
        assertEquals(pages, grew, "each page is put down as grown once, the first one, too");
    }
}
