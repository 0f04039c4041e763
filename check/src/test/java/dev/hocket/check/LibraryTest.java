package dev.hocket.check;

import dev.hocket.check.Corpus.Program;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Known faults of released libraries are found, and nothing in correct programs that use some. */
@Execution(ExecutionMode.CONCURRENT)
class LibraryTest {
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

    static List<Program> faulty() throws IOException, ReflectiveOperationException {
        return Corpus.faultyLibraries();
    }

    static List<Program> sound() throws IOException, ReflectiveOperationException {
        return Corpus.soundLibraries();
    }
}
