package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hocket.check.Corpus.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The short round of the corpus, two programs at a time in JVMs of their own: a share of the bugs
 * is found with one seed, some are replayed, and a share of the others is checked. {@link
 * CorpusOfManySeeds} takes all of them, and long.
 */
@Execution(ExecutionMode.CONCURRENT)
class CorpusTest {
    /** Of the cures and the classic programs one in so many is checked here. */
    private static final int SHARE = 3;

    /** Of the bugs one in so many is looked for here. */
    private static final int SHARE_OF_BUGS = 2;

    /** Of the correct programs one in so many is checked here. */
    private static final int SHARE_OF_CORRECT = 9;

    /** Of the bugs that are found one in so many is replayed here. */
    private static final int REPLAYED = 5;

    @ParameterizedTest
    @MethodSource("failing")
    void aBugIsFound(Program program) throws Exception {
        Verdict verdict = program.check(1).budget(Corpus.soon()).run();
        Finding found = Corpus.assertFound(program, verdict);
        if (Corpus.programs("fail").indexOf(program) % REPLAYED == 0) {
            Corpus.assertReplays(program, found, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("passing")
    void itsCureIsClean(Program program) throws Exception {
        Corpus.assertClean(program, program.check(1).schedules(300).budget(Corpus.soon()).run());
    }

    @ParameterizedTest
    @MethodSource("classic")
    void aBugOfTheLiteratureIsFound(Program program) throws Exception {
        Check check = program.check(1).budget(Duration.ofMinutes(2));
        Corpus.assertFound(program, check.run());
    }

    @ParameterizedTest
    @MethodSource("correct")
    void nothingIsFoundInACorrectProgram(Program program) throws Exception {
        Corpus.assertClean(program, program.check(1).schedules(200).budget(Corpus.soon()).run());
    }

    @Test
    void everyBugHasItsCure() throws IOException {
        assertEquals(Corpus.names("fail"), Corpus.names("pass"));
    }

    static List<Program> failing() throws IOException, ReflectiveOperationException {
        return Corpus.share(Corpus.programs("fail"), SHARE_OF_BUGS);
    }

    static List<Program> passing() throws IOException, ReflectiveOperationException {
        return share(Corpus.programs("pass"));
    }

    static List<Program> classic() throws IOException, ReflectiveOperationException {
        return share(Corpus.programs("classic"));
    }

    static List<Program> correct() throws IOException, ReflectiveOperationException {
        return Corpus.share(Corpus.correct(), SHARE_OF_CORRECT);
    }

    private static List<Program> share(List<Program> programs) {
        return Corpus.share(programs, SHARE);
    }
}
