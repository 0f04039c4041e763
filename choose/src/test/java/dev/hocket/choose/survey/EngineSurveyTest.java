package dev.hocket.choose.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Job;
import dev.hocket.Stats;
import dev.hocket.choose.Bottleneck;
import dev.hocket.choose.Choice;
import dev.hocket.choose.EngineFigures;
import dev.hocket.choose.SyntheticJobs;
import dev.hocket.choose.measure.AnswerComparison;
import dev.hocket.choose.measure.Contender;
import dev.hocket.choose.measure.InputSample;
import dev.hocket.choose.measure.LaneStates;
import dev.hocket.choose.measure.SampledFailures;
import dev.hocket.choose.measure.TimedBatch;
import dev.hocket.choose.measure.TrialSource;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The course of a measurement, on a machine that is a formula with a clock of its own. */
class EngineSurveyTest {
    private static final int CORES = 2;
    private static final List<Integer> INPUTS = IntStream.range(0, 100).boxed().toList();

    /** What an input takes, and whether it fails, by how many inputs ran before it. */
    private interface Model {
        double nanos(long before);

        default boolean fails(@SuppressWarnings("unused") long before) {
            return false;
        }
    }

    /** A task that waits: each lane takes the same time, however many there are. */
    private static final class ModelMachine implements TrialSource {
        private final Model model;
        private final AnswerComparison answers;
        private final SampledFailures failures = new SampledFailures();
        private boolean cycles;
        private long now;
        private long ran;

        ModelMachine(Model model, AnswerComparison answers) {
            this.model = model;
            this.answers = answers;
        }

        @Override
        public TimedBatch measure(Contender contender, int round, int count, boolean check) {
            long failed = 0;
            double nanos = 0;
            int one = Math.min(count, 2 * INPUTS.size());
            for (int i = 0; i < one; i++) {
                nanos += model.nanos(ran);
                if (model.fails(ran)) {
                    failed++;
                    Cause cause = new Cause.Threw(new IllegalStateException("no such host"));
                    failures.add(i % INPUTS.size(), new Failed<>(i, cause, stats(i)));
                }
                answers.add(contender.text(), i % INPUTS.size(), 1);
                ran++;
            }
            nanos += (count - one) * model.nanos(ran);
            failed += model.fails(ran) ? count - one : 0;
            ran += count - one;
            long time = Math.round(nanos / Math.min(contender.width(), count));
            now += time;
            TimedBatch.Used used = new TimedBatch.Used(time / 10, 0, time / 10, 0, 1, 1_000_000);
            return new TimedBatch(contender.text(), round, count, failed, time, used, 1_000);
        }

        private static Stats stats(int index) {
            return new Stats(index, 1, Instant.EPOCH, Duration.ZERO, false, "lane");
        }

        @Override
        public LaneStates watch(Contender contender, int count) {
            TimedBatch _ = measure(contender, 0, count, false);
            return LaneStates.NOTHING;
        }

        @Override
        public void cycles(boolean cycles) {
            this.cycles = cycles;
        }

        @Override
        public boolean cycles() {
            return cycles;
        }

        @Override
        public double checkNanos() {
            return 0;
        }

        @Override
        public SampledFailures failures() {
            return failures;
        }

        @Override
        public void close() {}
    }

    private static Choice choose(Model model, Duration budget, List<String> engines) {
        EngineProvider sequential = SyntheticJobs.provider("sequential", 1);
        List<WidthLadder> ladders =
                engines.stream()
                        .map(name -> SyntheticJobs.provider(name, 512, Trait.CONCURRENT))
                        .map(provider -> new WidthLadder(provider, 0, CORES))
                        .toList();
        EngineField field = new EngineField(ladders, new Contender(sequential, 1), List.of());
        MeasurementPlan<Integer, Integer> plan =
                MeasurementPlan.of(Job.<Integer, Integer>of("model", input -> input), INPUTS)
                        .withBudget(budget);
        ModelMachine[] machine = new ModelMachine[1];
        EngineSurvey.Sources<Integer> sources =
                (InputSample<Integer> _, AnswerComparison answers) ->
                        machine[0] = new ModelMachine(model, answers);
        return new EngineSurvey<>(
                        plan, field, CORES, sources, () -> machine[0] == null ? 0 : machine[0].now)
                .run();
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 3",
        "1, 3",
        "30, 3",
        "300, 3",
        "1000, 3",
        "5000, 3",
        "0.01, 60",
        "16.4, 60",
        "1000, 60",
        "20000, 60",
        "1, 0.2"
    })
    void theBudgetHoldsOrANoteSaysWhyNot(double millisPerInput, double budgetSeconds) {
        Duration budget = Duration.ofNanos((long) (budgetSeconds * 1e9));
        Choice choice =
                choose(
                        _ -> millisPerInput * 1e6,
                        budget,
                        List.of("threads", "virtual", "forkjoin", "processes", "csp"));

        double seconds = choice.elapsed().toNanos() / 1e9;
        double least = 0.4 + 12 * millisPerInput / 1e3; // pilot, warm-up, a round of two engines
        assertTrue(
                seconds <= Math.max(1.3 * budgetSeconds, least),
                () -> "took " + seconds + " s\n" + choice);
        assertEquals(
                seconds > 1.2 * budgetSeconds,
                choice.notes().stream().anyMatch(note -> note.startsWith("measuring took ")),
                choice::toString);
        assertTrue(choice.rows().size() >= 2, choice::toString);
    }

    @Test
    void enginesThatDoNotFitAreNamed() {
        Choice choice =
                choose(_ -> 1e9, Duration.ofSeconds(3), List.of("threads", "virtual", "csp"));

        List<String> measured = choice.rows().stream().map(EngineFigures::engine).toList();
        for (String engine : List.of("virtual:2", "csp:2")) {
            assertEquals(
                    !measured.contains(engine),
                    choice.notes().stream()
                            .anyMatch(note -> note.startsWith(engine + " is left out: the budget")),
                    choice::toString);
        }
        assertTrue(measured.size() < 5, choice::toString);
    }

    @Test
    void theTimeOfAnInputIsThatOfTheRoundsNotOfTheColdStart() {
        Choice choice =
                choose(
                        before -> before < 3 ? 16.4e6 : 40e3,
                        Duration.ofSeconds(10),
                        List.of("threads"));

        assertEquals(Duration.ofNanos(40_000), choice.perInput(), choice::toString);
        EngineFigures alone = choice.rows().getFirst();
        assertEquals(25_000, alone.perSecond().median(), 1, choice::toString);
        assertTrue(choice.verdict().because().contains("40 µs"), choice::toString);
    }

    @Test
    void aJobThatFailsOnlySlowlyGetsNoRecommendation() {
        Model failing =
                new Model() {
                    @Override
                    public double nanos(long before) {
                        return 300e6;
                    }

                    @Override
                    public boolean fails(long before) {
                        return true;
                    }
                };

        assertFailing(choose(failing, Duration.ofSeconds(30), List.of("threads")));
    }

    @Test
    void aJobThatFailsFromTheFirstRoundOnGetsNoRecommendation() {
        Model failing =
                new Model() {
                    @Override
                    public double nanos(long before) {
                        return 5e6;
                    }

                    @Override
                    public boolean fails(long before) {
                        return before > 500;
                    }
                };

        assertFailing(choose(failing, Duration.ofSeconds(30), List.of("threads")));
    }

    private static void assertFailing(Choice choice) {
        assertEquals(Bottleneck.FAILING, choice.verdict().bottleneck(), choice::toString);
        assertEquals("", choice.verdict().engine());
        assertTrue(choice.verdict().because().contains("no such host"), choice::toString);
    }
}
