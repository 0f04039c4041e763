package dev.hocket.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Job;
import dev.hocket.Journal;
import dev.hocket.JournalException;
import dev.hocket.source.ClaimedInputs;
import dev.hocket.source.InputSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class InputIntakeTest {
    private static final Job<Long, Long> JOB = Job.of("job", i -> i);
    private static final Job<Long, Long> GROWING = JOB.growing((i, o) -> List.of(), Long::valueOf);

    /** A journal that says what it is told to. */
    private static final class Past implements Journal<Long, Long> {
        private final LongFunction<Journal.Past<Long>> past;
        private final Set<String> ended;
        private final List<String> open;

        Past(LongFunction<Journal.Past<Long>> past, Set<String> ended, List<String> open) {
            this.past = past;
            this.ended = ended;
            this.open = open;
        }

        @Override
        public Journal.Past<Long> past(long index, Supplier<String> key) throws JournalException {
            assertEquals(String.valueOf(index + 100), key.get());
            if (index == 77) {
                throw new JournalException("other inputs");
            }
            return past.apply(index);
        }

        @Override
        public boolean endedGrown(String key) {
            return ended.contains(key);
        }

        @Override
        public List<String> openGrown() {
            return open;
        }

        @Override
        public boolean hasPast() {
            return true;
        }

        @Override
        public void write(List<Entry<Long, Long>> group) {}

        @Override
        public void close() {}
    }

    private static InputIntake<Long, Long> over(long inputs, LongFunction<Journal.Past<Long>> past)
            throws Exception {
        return new InputIntake<>(
                InputSource.range(100, 100 + inputs),
                JOB,
                new Past(past, Set.of(), List.of()),
                false);
    }

    @Test
    void passesOverWhatEndedAndReplaysInItsPlace() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int inputs = random.nextInt(70);
            int[] kinds = random.ints(inputs, 0, 3).toArray();
            InputIntake<Long, Long> intake =
                    over(
                            inputs,
                            i ->
                                    switch (kinds[(int) i]) {
                                        case 0 -> new Journal.Past.Open<>();
                                        case 1 -> new Journal.Past.Ended<>();
                                        default -> new Journal.Past.Replay<>(i * 2);
                                    });
            TreeMap<Long, String> seen = new TreeMap<>();
            while (!intake.ended()) {
                InputIntake.Reading<Long> got = intake.read(1 + random.nextInt(8));
                intake.accept(got);
                ClaimedInputs<Long> claimed = got.claimed();
                for (int i = 0; claimed != null && i < claimed.size(); i++) {
                    assertEquals(claimed.index(i) + 100, claimed.input(i));
                    assertNull(
                            seen.put(
                                    claimed.index(i),
                                    got.replay() == null
                                            ? "run"
                                            : "again " + got.replay().output()));
                }
                assertTrue(got.replay() == null || Objects.requireNonNull(claimed).size() == 1);
            }
            TreeMap<Long, String> expected = new TreeMap<>();
            for (long i = 0; i < inputs; i++) {
                if (kinds[(int) i] != 1) {
                    expected.put(i, kinds[(int) i] == 0 ? "run" : "again " + i * 2);
                }
            }
            assertEquals(expected, seen);
            assertEquals(inputs - expected.size(), intake.skipped());
            assertEquals(0, intake.remaining());
        }
    }

    @Test
    void anAlienInputEndsTheReadingAfterThoseBeforeIt() throws Exception {
        InputIntake<Long, Long> intake =
                over(200, i -> i < 70 ? new Journal.Past.Ended<>() : new Journal.Past.Open<>());
        InputIntake.Reading<Long> got = intake.read(50);
        intake.accept(got);
        assertEquals(7, Objects.requireNonNull(got.claimed()).size());
        assertEquals(70, got.skipped());
        assertThrows(JournalException.class, () -> intake.read(50));
        assertThrows(JournalException.class, () -> intake.read(50));
    }

    private static List<Long> frontier(InputIntake<Long, Long> intake) {
        List<Long> inputs = new ArrayList<>();
        while (intake.fromFrontier()) {
            ClaimedInputs<Long> claimed = Objects.requireNonNull(intake.claimGrown(2).claimed());
            for (int i = 0; i < claimed.size(); i++) {
                assertEquals(-1, claimed.index(i));
                inputs.add(claimed.input(i));
            }
        }
        return inputs;
    }

    private static List<SlotResult.GrownInput<?>> grown(long... inputs) {
        List<SlotResult.GrownInput<?>> grown = new ArrayList<>();
        for (long input : inputs) {
            grown.add(SlotResult.GrownInput.of(GROWING, input));
        }
        return grown;
    }

    @Test
    void grownInputsRunOnceAfterTheSourceAndThoseGivenAsGiven() throws Exception {
        InputIntake<Long, Long> intake =
                new InputIntake<>(InputSource.range(0, 4), GROWING, null, false);
        assertFalse(intake.inPlace());
        intake.accept(intake.read(2));
        intake.grow(grown(1, 3, 7, 8, 7));
        assertFalse(intake.fromFrontier(), "the source may still give them");
        intake.accept(intake.read(2));
        intake.accept(intake.read(2));
        intake.grow(grown(8, 9, 2));
        assertFalse(intake.ended());
        assertEquals(List.of(7L, 8L, 9L), frontier(intake));
        assertTrue(intake.ended());
        intake.grow(grown(7, 1));
        assertTrue(intake.ended());
    }

    @Test
    void aResumedFrontierHoldsWhatWasOpenAndDropsWhatEnded() throws Exception {
        Past past =
                new Past(
                        i -> new Journal.Past.Ended<>(),
                        new TreeSet<>(Set.of("8")),
                        List.of("5", "6", "5"));
        InputIntake<Long, Long> intake =
                new InputIntake<>(InputSource.range(100, 103), GROWING, past, false);
        intake.accept(intake.read(10));
        intake.grow(grown(6, 8, 9));
        assertEquals(List.of(5L, 6L, 9L), frontier(intake));
        assertEquals(3, intake.skipped());
    }

    @Test
    void claimsInPlaceStopAtTheEnd() throws Exception {
        InputIntake<Long, Long> intake =
                new InputIntake<>(InputSource.range(0, 5), JOB, null, false);
        assertTrue(intake.inPlace());
        assertEquals(4, intake.claim(4).size());
        assertEquals(1, intake.remaining());
        assertFalse(intake.ended());
        assertEquals(1, intake.claim(4).size());
        assertTrue(intake.ended());
        assertEquals(0, intake.claim(4).size());
    }
}
