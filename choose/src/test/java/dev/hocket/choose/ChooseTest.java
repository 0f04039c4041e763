package dev.hocket.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChooseTest {
    private static final List<Integer> INPUTS = IntStream.range(0, 200).boxed().toList();

    private static <O> Choose<Integer, O> quick(Job<Integer, O> job) {
        return Choose.of(job, INPUTS)
                .engines(List.of("threads:2"))
                .budget(Duration.ofSeconds(1))
                .rounds(1);
    }

    private static EngineFigures row(Choice choice, String engine) {
        return choice.rows().stream()
                .filter(row -> row.engine().equals(engine))
                .findFirst()
                .orElseThrow(() -> new AssertionError(engine + " is not in\n" + choice));
    }

    @Test
    void measuresTheEnginesAskedForAgainstOneLane() {
        Choice choice = quick(Job.of("square", input -> input * input)).run();

        assertEquals(
                List.of("sequential", "threads:2"),
                choice.rows().stream().map(EngineFigures::engine).toList());
        assertEquals(Agreement.SAME, row(choice, "threads:2").answer());
        assertTrue(row(choice, "threads:2").perSecond().median() > 0);
        assertEquals(200, choice.sampled());
        assertTrue(choice.toString().endsWith(choice.verdict() + "\n"));
    }

    @Test
    void inputsThatFailAreCountedAndCompared() {
        Job<Integer, Integer> job =
                Job.of(
                        "odd ones fail",
                        input -> {
                            if (input % 2 == 1) {
                                throw new IllegalStateException("odd: " + input);
                            }
                            return input;
                        });

        Choice choice = quick(job).run();

        assertEquals(Agreement.SAME, row(choice, "threads:2").answer());
        assertTrue(
                choice.notes().stream()
                        .anyMatch(note ->
                                note.startsWith("100 of 200 sampled inputs failed")
                                        && note.contains("IllegalStateException: odd: ")),
                choice::toString);
    }

    @Test
    void aJobThatAlwaysFailsIsNotMeasuredFurther() {
        AtomicInteger calls = new AtomicInteger();
        Job<Integer, Integer> job =
                Job.of(
                        "broken",
                        _ -> {
                            calls.incrementAndGet();
                            throw new IllegalStateException("no such host");
                        });

        Choice choice = quick(job).run();

        assertEquals(Bottleneck.FAILING, choice.verdict().bottleneck());
        assertTrue(choice.verdict().because().contains("no such host"), choice::toString);
        assertTrue(calls.get() <= 200, () -> calls + " attempts");
    }

    @Test
    void answersThatVaryByThemselvesAreSaidAndNotCompared() {
        AtomicLong calls = new AtomicLong();

        Choice choice = quick(Job.of("count", _ -> calls.incrementAndGet())).run();

        assertEquals(Agreement.UNKNOWN, row(choice, "threads:2").answer());
        assertTrue(
                choice.notes().stream()
                        .anyMatch(note -> note.contains("differ from run to run on sequential")),
                choice::toString);
    }

    @Test
    void answersThatVaryWithTheLanesAreFound() {
        Job<Integer, Boolean> job =
                Job.of(
                        "which lane",
                        _ -> Thread.currentThread().getName().startsWith("hocket-threads"));

        Choice choice = quick(job).run();

        assertEquals(Agreement.DIFFERENT, row(choice, "threads:2").answer());
        assertEquals("sequential", choice.verdict().engine());
        assertTrue(
                choice.notes().stream()
                        .anyMatch(note ->
                                note.startsWith(
                                        "threads:2 gives different outputs for 200 inputs")),
                choice::toString);
    }

    @Test
    void outputsAreComparedByTheFingerprintGiven() {
        AtomicLong calls = new AtomicLong();

        Choice choice =
                quick(Job.<Integer, Long>of("count", _ -> calls.incrementAndGet()))
                        .fingerprint(_ -> 7)
                        .run();

        assertEquals(Agreement.SAME, row(choice, "threads:2").answer());
    }

    @Test
    void aDeadlineLeavesOutWhoCannotHoldIt() {
        Job<Integer, Integer> job =
                Job.<Integer, Integer>of("square", input -> input * input)
                        .deadline(Duration.ofMinutes(1));

        Choice choice = quick(job).run();

        assertEquals("threads:1", choice.rows().getFirst().engine());
        assertTrue(
                choice.notes().stream().anyMatch(note -> note.contains("sequential is left out")),
                choice::toString);
    }

    @Test
    void progressGoesForward() {
        List<ChooseStep> steps = new ArrayList<>();

        quick(Job.of("square", input -> input * input)).progress(steps::add).run();

        assertEquals(ChooseStep.Phase.PILOT, steps.getFirst().phase());
        assertEquals(ChooseStep.Phase.ROUNDS, steps.getLast().phase());
        for (int i = 1; i < steps.size(); i++) {
            assertTrue(steps.get(i).share() >= steps.get(i - 1).share(), steps::toString);
        }
        assertTrue(steps.getLast().share() < 1);
    }

    @Test
    void anInterruptEndsIt() {
        Choose<Integer, Integer> choose = quick(Job.of("square", input -> input * input));

        Thread.currentThread().interrupt();

        assertThrows(CancellationException.class, choose::run);
        assertTrue(Thread.interrupted(), "the thread stays interrupted");
    }

    @Test
    void growingJobsAreRefused() {
        Job<Integer, Integer> job =
                Job.<Integer, Integer>of("crawl", input -> input)
                        .growing((_, output) -> List.of(output + 1_000), Integer::valueOf);

        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> quick(job).run());

        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("job 'crawl' grows inputs"),
                refused::toString);
    }

    @Test
    void wrongSettingsAreRefused() {
        Job<Integer, Integer> job = Job.of("square", input -> input * input);

        assertThrows(IllegalArgumentException.class, () -> Choose.of(job, List.of()));
        assertThrows(IllegalArgumentException.class, () -> quick(job).rounds(0));
        assertThrows(IllegalArgumentException.class, () -> quick(job).sampleSize(0));
        assertThrows(IllegalArgumentException.class, () -> quick(job).budget(Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class, () -> quick(job).engines(List.of("abacus")).run());
    }
}
