package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hocket.check.Corpus.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every program of the corpus with ten seeds, or as many as the property {@code hocket.seeds} says,
 * and the defaults. It takes an hour or more and runs by name only: {@code script/soak check}.
 */
class CorpusOfManySeeds {
    private static final int SEEDS = Integer.getInteger("hocket.seeds", 10);

    @ParameterizedTest
    @MethodSource("failing")
    void aBugIsFoundWithEverySeed(Program program) throws Exception {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Finding found = Corpus.assertFound(program, program.check(seed).run());
            Corpus.assertReplays(program, found, 2);
        }
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aCureIsCleanWithEverySeed(Program program) throws Exception {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Corpus.assertClean(program, program.check(seed).run());
        }
    }

    @ParameterizedTest
    @MethodSource("classic")
    void aBugOfTheLiteratureIsFoundWithEverySeed(Program program) throws Exception {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Corpus.assertFound(program, program.check(seed).budget(Duration.ofMinutes(2)).run());
        }
    }

    @ParameterizedTest
    @MethodSource("correct")
    void nothingIsFoundInACorrectProgramWithAnySeed(Program program) throws Exception {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Corpus.assertClean(program, program.check(seed).schedules(2_000).run());
        }
    }

    @ParameterizedTest
    @MethodSource("faultyLibraries")
    void theFaultOfALibraryIsFoundWithEverySeed(Program program) throws Exception {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Finding found = Corpus.assertFound(program, program.check(seed).run());
            Corpus.assertReplays(program, found, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("soundLibraries")
    void nothingIsFoundInASoundLibraryWithAnySeed(Program program) throws Exception {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Corpus.assertClean(program, program.check(seed).schedules(2_000).run());
        }
    }

    /** No program that must fail is said to have been seen whole, and to have no fault. */
    @ParameterizedTest
    @MethodSource("failing")
    void aBugIsNotMissedBySeeingAll(Program program) throws Exception {
        Verdict verdict = program.check(1).strategy("exhaustive").run();
        assertFalse(verdict.clean() && verdict.coverage().complete(), program::toString);
    }

    static List<Program> failing() throws IOException, ReflectiveOperationException {
        return Corpus.programs("fail");
    }

    static List<Program> passing() throws IOException, ReflectiveOperationException {
        return Corpus.programs("pass");
    }

    static List<Program> correct() throws IOException, ReflectiveOperationException {
        return Corpus.correct();
    }

    static List<Program> faultyLibraries() throws IOException, ReflectiveOperationException {
        return Corpus.faultyLibraries();
    }

    static List<Program> soundLibraries() throws IOException, ReflectiveOperationException {
        return Corpus.soundLibraries();
    }

    static List<Program> classic() throws IOException, ReflectiveOperationException {
        return Corpus.programs("classic");
    }
}
