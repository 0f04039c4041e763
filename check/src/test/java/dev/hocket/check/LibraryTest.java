package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.check.Corpus.Program;
import dev.hocket.check.corpus.Bug;
import dev.hocket.check.corpus.library.DerbyFaults;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The short round of the programs with libraries: known faults of released versions are found, and
 * nothing in correct programs. {@link CorpusOfManySeeds} takes all of them.
 */
@Execution(ExecutionMode.CONCURRENT)
class LibraryTest {
    /** Of the faulty ones one in so many is checked here. */
    private static final int SHARE_OF_FAULTY = 2;

    /** Of the sound ones one in so many is checked here. */
    private static final int SHARE_OF_SOUND = 6;

    @ParameterizedTest
    @MethodSource("faulty")
    void theFaultOfALibraryIsFound(Program program) throws Exception {
        Corpus.assertFound(program, program.check(1).budget(Corpus.soon()).run());
    }

    @ParameterizedTest
    @MethodSource("sound")
    void nothingIsFoundInASoundLibrary(Program program) throws Exception {
        Corpus.assertClean(program, program.check(1).schedules(50).budget(Corpus.soon()).run());
    }

    /** Derby's classes say no lines, only what methods they have. */
    @Test
    void aPlaceWithoutLinesIsNamedByItsMethod() throws Exception {
        Verdict verdict = Check.of(DerbyFaults.class, "closedFromBothSides").run();
        Finding finding = Objects.requireNonNull(verdict.finding());
        for (ThreadSummary thread : finding.threads()) {
            assertTrue(
                    thread.location().matches("(ClientPooled|Logical)Connection[.]\\w+.*"),
                    thread::location);
        }
    }

    /** Those that show themselves by running on and on take long. */
    static List<Program> faulty() throws IOException, ReflectiveOperationException {
        List<Program> programs = new ArrayList<>();
        for (Program program : Corpus.faultyLibraries()) {
            if (program.bug().switches() != Bug.ENDLESS) {
                programs.add(program);
            }
        }
        return Corpus.share(programs, SHARE_OF_FAULTY);
    }

    static List<Program> sound() throws IOException, ReflectiveOperationException {
        return Corpus.share(Corpus.soundLibraries(), SHARE_OF_SOUND);
    }
}
