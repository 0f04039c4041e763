package dev.hocket.jobs.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that give a stage for each input, in all their forms. */
class StageTaskTest {
    private static final String IMPORTS =
            "import dev.hocket.*; import java.util.concurrent.*; import java.util.function.*;\n";
    private static final String DONE = "return CompletableFuture.completedFuture(n + 1); }";

    @TempDir Path folder;
    private SourceFolder files;

    @BeforeEach
    void makeFiles() {
        files = new SourceFolder(folder);
    }

    private void givesStages(String text) throws Exception {
        TaskSource source = TaskSource.of(files.write("Next.java", IMPORTS + text));
        try (LoadedTask task = source.load()) {
            assertFalse(task.isBlocking());
            assertEquals(Integer.class, task.inputType());
            assertEquals(Integer.class, task.outputType());
            assertEquals(42, task.textAsyncTask().run("41").toCompletableFuture().get());
            assertThrows(BadInputException.class, () -> task.textAsyncTask().run("x"));
            assertThrows(IllegalStateException.class, task::task);
            assertThrows(IllegalStateException.class, task::textTask);
        }
    }

    @Test
    void anAsyncTask() throws Exception {
        givesStages(
                "class Next implements AsyncTask<Integer, Integer> { public"
                        + " CompletionStage<Integer> run(Integer n) { "
                        + DONE
                        + " }");
    }

    @Test
    void aMethodWhoseResultIsAStage() throws Exception {
        givesStages("CompletionStage<Integer> run(Integer n) { " + DONE);
        givesStages("CompletableFuture<Integer> run(Integer n) { " + DONE);
    }

    @Test
    void aFunctionOrTaskWhoseResultIsAStage() throws Exception {
        givesStages(
                "class Next implements Function<Integer, CompletableFuture<Integer>> { public"
                        + " CompletableFuture<Integer> apply(Integer n) { "
                        + DONE
                        + " }");
        givesStages(
                "class Next implements Task<Integer, CompletionStage<Integer>> { public"
                        + " CompletionStage<Integer> run(Integer n) { "
                        + DONE
                        + " }");
    }

    @Test
    void othersGiveTheirOutputs() throws Exception {
        TaskSource source = TaskSource.of(files.write("Same.java", "int run(int n) { return n; }"));
        try (LoadedTask task = source.load()) {
            assertTrue(task.isBlocking());
            assertThrows(IllegalStateException.class, task::textAsyncTask);
        }
    }
}
