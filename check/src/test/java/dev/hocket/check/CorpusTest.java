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
 * Every program of the corpus, checked once and shortly, two at a time in JVMs of their own; {@link
 * CorpusOfManySeeds} takes long.
 */
@Execution(ExecutionMode.CONCURRENT)
class CorpusTest {
    @ParameterizedTest
    @MethodSource("failing")
    void aBugIsFound(Program program) throws Exception {
        Verdict verdict = program.check(1).budget(Corpus.soon()).run();
        Finding found = Corpus.assertFound(program, verdict);
        Corpus.assertReplays(program, found, 1);
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

    static List<Program> classic() throws IOException, ReflectiveOperationException {
        return Corpus.programs("classic");
    }
}
