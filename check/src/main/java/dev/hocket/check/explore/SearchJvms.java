package dev.hocket.check.explore;

import dev.hocket.check.Coverage;
import dev.hocket.check.Finding;
import dev.hocket.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The JVMs in which a test is checked: one, and others beside it if it searches for long. What
 * comes of it is what the first one alone would have found: {@link SharedSearch}.
 */
public final class SearchJvms {
    /** Most searches are over by then, and another JVM takes half a second to start. */
    private static final long ALONE_MILLIS = 2_000;

    private final CheckRequest request;
    private final String classPath;
    private final int debugPort;
    private final long aloneMillis;
    private final List<Process> processes = new ArrayList<>();
    private boolean isDivided;

    /** For one search. */
    public SearchJvms(CheckRequest request, String classPath, int debugPort) {
        this(request, classPath, debugPort, ALONE_MILLIS);
    }

    /** With others from the start, if the first one is alone for no time. */
    SearchJvms(CheckRequest request, String classPath, int debugPort, long aloneMillis) {
        this.aloneMillis = aloneMillis;
        this.request = request;
        this.classPath = classPath;
        this.debugPort = debugPort;
    }

    /**
     * Runs the search.
     *
     * @throws IOException if a JVM cannot be started
     * @throws InterruptedException if the thread is interrupted; the JVMs are ended
     */
    public CheckAnswer run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("hocket-check");
        try {
            TestJvm.write(request, folder);
            SharedSearch share = SharedSearch.make(folder.resolve(TestJvm.SEARCH));
            return run(folder, share);
        } finally {
            for (Process process : processes) {
                process.destroyForcibly();
            }
            for (Process process : processes) {
                process.onExit().join();
            }
            TestJvm.delete(folder);
        }
    }

    private CheckAnswer run(Path folder, SharedSearch share)
            throws IOException, InterruptedException {
        Path agent = TestJvm.agent(folder);
        int jobs = jobs();
        if (aloneMillis == 0) {
            share.count(jobs);
            share.beginTogether();
        }
        Process first = start(folder, agent);
        if (jobs > 1 && !first.waitFor(aloneMillis, TimeUnit.MILLISECONDS)) {
            while (processes.size() < jobs) {
                start(folder, agent);
            }
            share.count(jobs);
        }
        CheckAnswer answer = TestJvm.answer(folder, 0, first.waitFor());
        isDivided = share.isDivided();
        if (!share.isDivided() || answer.verdict() == null) {
            return answer;
        }
        List<CheckAnswer> answers = new ArrayList<>(List.of(answer));
        for (int i = 1; i < processes.size(); i++) {
            CheckAnswer other = TestJvm.answer(folder, i, processes.get(i).waitFor());
            if (other.verdict() == null) {
                return other;
            }
            answers.add(other);
        }
        return merge(answers, share.limit());
    }

    /** Whether other JVMs took part in the search that was run. */
    boolean isDivided() {
        return isDivided;
    }

    private Process start(Path folder, Path agent) throws IOException {
        Process process = TestJvm.start(folder, agent, processes.size(), classPath, debugPort);
        processes.add(process);
        return process;
    }

    /** One schedule is not divided, nor is a search for all, whose findings are compared. */
    private int jobs() {
        SearchOptions options = request.options();
        boolean whole =
                request.replay() != null || options.all() || debugPort != TestJvm.NO_DEBUGGER;
        return whole ? 1 : options.jobs();
    }

    /** What the JVMs found, as one of them would have found it. */
    private static CheckAnswer merge(List<CheckAnswer> answers, long limit) {
        CheckAnswer best = null;
        for (CheckAnswer answer : answers) {
            if (found(answer) != null
                    && answer.number() < limit
                    && (best == null || comesBefore(answer, best))) {
                best = answer;
            }
        }
        Verdict first = verdict(answers.getFirst());
        Verdict shown = best == null ? first : verdict(best);
        Finding finding = best == null ? null : found(best);
        Coverage of = shown.coverage();
        long foundIn = best == null ? 0 : best.number() + 1;
        return new CheckAnswer(
                new Verdict(
                        first.test(),
                        finding,
                        new Coverage(
                                best == null
                                        ? schedules(answers)
                                        : foundIn + of.schedules() - of.foundIn(),
                                answers.stream()
                                        .mapToLong(one -> verdict(one).coverage().steps())
                                        .sum(),
                                answers.stream()
                                        .mapToInt(one -> verdict(one).coverage().threads())
                                        .max()
                                        .orElse(0),
                                finding == null && complete(answers),
                                took(answers),
                                of.seed(),
                                of.stepBound(),
                                foundIn,
                                of.end(),
                                notes(answers))),
                null,
                foundIn);
    }

    private static Verdict verdict(CheckAnswer answer) {
        Verdict verdict = answer.verdict();
        if (verdict == null) {
            throw new IllegalStateException(String.valueOf(answer.refusal()));
        }
        return verdict;
    }

    private static @Nullable Finding found(CheckAnswer answer) {
        return verdict(answer).finding();
    }

    /** What fails tells more than a race, and that more than what does not repeat. */
    private static boolean comesBefore(CheckAnswer one, CheckAnswer other) {
        int order = Integer.compare(rank(one), rank(other));
        return order < 0 || (order == 0 && one.number() < other.number());
    }

    private static int rank(CheckAnswer answer) {
        Finding finding = found(answer);
        return finding == null
                ? 3
                : switch (finding.kind()) {
                    case NOT_DETERMINISTIC -> 2;
                    case DATA_RACE -> 1;
                    default -> 0;
                };
    }

    private static long schedules(List<CheckAnswer> answers) {
        return answers.stream().mapToLong(one -> verdict(one).coverage().schedules()).sum();
    }

    private static boolean complete(List<CheckAnswer> answers) {
        return notes(answers).isEmpty() && verdict(answers.getFirst()).coverage().complete();
    }

    private static Duration took(List<CheckAnswer> answers) {
        return answers.stream()
                .map(one -> verdict(one).coverage().took())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static List<String> notes(List<CheckAnswer> answers) {
        Set<String> notes = new LinkedHashSet<>();
        answers.forEach(answer -> notes.addAll(verdict(answer).coverage().notes()));
        return List.copyOf(notes);
    }
}
