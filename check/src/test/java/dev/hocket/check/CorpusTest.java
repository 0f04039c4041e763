package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hocket.check.Corpus.Program;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program of the corpus, checked once and shortly; {@link CorpusOfTenSeeds} takes long. */
class CorpusTest {
    /** Emptied as the checker learns: each line is a program that it gets wrong. */
    private static final List<String> NOT_FOUND_YET =
            List.of(
                    "BarrierBroken",
                    "ConvertKeepsRead",
                    "ListUnderIteration",
                    "OnePillForTwo",
                    "ParallelSum",
                    "PoolLeftOpen",
                    "PutBeforeTake",
                    "RetryInStep",
                    "StartedInConstructor",
                    "TimerLeft",
                    "TimersShareCell",
                    "TriesInVain",
                    "WriterStarves");

    private static final List<String> NOT_CLEAN_YET =
            List.of(
                    "DowngradeTooLate",
                    "NotifyOne",
                    "PoolLeftOpen",
                    "SharedCondition",
                    "TimerLeft",
                    "TimersShareCell",
                    "UpgradeLock");

    /** Found each time, but their replays may end in other steps. */
    private static final List<String> NOT_REPLAYED_YET =
            List.of("BothWantIn", "InterruptSwallowed", "PoliteDiners");

    @ParameterizedTest
    @MethodSource("failing")
    void aBugIsFound(Program program) throws Exception {
        Corpus.assume(program, NOT_FOUND_YET);
        Verdict verdict = program.check(1).budget(Corpus.soon()).run();
        Finding found = Corpus.assertFound(program, verdict);
        Corpus.assume(program, NOT_REPLAYED_YET);
        Corpus.assertReplays(program, found, 1);
    }

    @ParameterizedTest
    @MethodSource("passing")
    void itsCureIsClean(Program program) throws Exception {
        Corpus.assume(program, NOT_CLEAN_YET);
        Corpus.assertClean(program, program.check(1).schedules(300).budget(Corpus.soon()).run());
    }

    @Test
    void everyBugHasItsCure() throws IOException {
        assertEquals(Corpus.names("fail"), Corpus.names("pass"));
    }

    static List<Program> failing() throws IOException, ReflectiveOperationException {
        return Corpus.programs("fail");
    }

    static List<Program> passing() throws IOException, ReflectiveOperationException {
        return Corpus.programs("pass");
    }
}
