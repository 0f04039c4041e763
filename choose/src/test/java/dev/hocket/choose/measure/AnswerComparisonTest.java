package dev.hocket.choose.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.choose.Agreement;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class AnswerComparisonTest {
    private final AnswerComparison answers = new AnswerComparison("base", 4);

    @Test
    void theSameAnswersAreTheSame() {
        answers.add("base", 1, 5);
        answers.add("other", 1, 5);

        assertEquals(Agreement.SAME, answers.of("other"));
        assertEquals(Agreement.SAME, answers.of("base"));
    }

    @Test
    void oneOtherAnswerIsDifferent() {
        answers.add("base", 1, 5);
        answers.add("base", 2, 6);
        answers.add("other", 1, 5);
        answers.add("other", 2, 7);

        assertEquals(Agreement.DIFFERENT, answers.of("other"));
        assertEquals(BitSet.valueOf(new long[] {0b100}), answers.different("other"));
    }

    @Test
    void anAnswerThatVariesOnlyWithSeveralLanesIsDifferent() {
        answers.add("base", 1, 5);
        answers.add("base", 1, 5);
        answers.add("other", 1, 5);
        answers.add("other", 1, 6);

        assertEquals(Agreement.DIFFERENT, answers.of("other"));
    }

    @Test
    void anAnswerThatVariesOnOneLaneComparesNothing() {
        answers.add("base", 1, 5);
        answers.add("base", 1, 6);
        answers.add("other", 1, 7);

        assertEquals(Agreement.UNKNOWN, answers.of("other"));
        assertEquals(BitSet.valueOf(new long[] {0b10}), answers.unstable());
    }

    @Test
    void inputsThatOnlyOneRanCompareNothing() {
        answers.add("base", 0, 5);
        answers.add("other", 3, 5);

        assertEquals(Agreement.UNKNOWN, answers.of("other"));
        assertEquals(Agreement.UNKNOWN, answers.of("never ran"));
        assertTrue(answers.different("other").isEmpty());
    }
}
