package dev.hocket.jobs.run;

import static dev.hocket.jobs.run.SourceFolder.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when a source file can't be a task. */
class RefusalTest {
    private static final String TASK = " implements dev.hocket.Task<String, String> ";
    private static final String RUN = "{ public String run(String s) { return s; } }\n";

    @TempDir Path folder;
    private SourceFolder files;

    @BeforeEach
    void makeFiles() {
        files = new SourceFolder(folder);
    }

    private TaskSource source(String text) {
        return TaskSource.of(files.write("Given.java", text));
    }

    @Test
    void aCompilerErrorIsShownAsTheCompilerShowsIt() {
        TaskSource source = source("class Given {\n    int x = \"a\";\n    Missing m;\n}\n");
        TaskCompilationException refused =
                assertThrows(TaskCompilationException.class, source::load);
        assertEquals(2, refused.errors());
        String file = folder.resolve("Given.java").toString();
        assertEquals(
                """
                FILE:3: error: cannot find symbol
                    Missing m;
                    ^
                  symbol:   class Missing
                  location: class Given
                FILE:2: error: incompatible types: java.lang.String cannot be converted to int
                    int x = "a";
                            ^
                2 errors\
                """
                        .replace("FILE", file),
                refused.getMessage());
    }

    @Test
    void theAddedMainMovesNoLineAndHidesNoError() {
        refusal(
                source("String run(String s) { return t; }"),
                "Given.java:1: error:",
                "variable t",
                "1 error");
    }

    @Test
    void severalTasksMustBeChosenFrom() throws Exception {
        TaskSource source = source("class A" + TASK + RUN + "class B" + TASK + RUN);
        refusal(source, "Given.java has 2 tasks, A, B", "Given.java#A", "--task A");
        assertEquals("x", SourceFolder.run(source.task("B"), "x"));
        try (LoadedTask chosen = TaskSource.of(folder.resolve("Given.java") + "#A").load()) {
            assertEquals("A", chosen.name());
        }
        refusal(source.task("C"), "Given.java has no class C; it has A, B");
    }

    @Test
    void theOneNamedLikeTheFileOrTheOnlyPublicOneNeedsNoChoice() throws Exception {
        try (LoadedTask like = source("class A" + TASK + RUN + "class Given" + TASK + RUN).load()) {
            assertEquals("Given", like.name());
        }
        try (LoadedTask open =
                source("class A" + TASK + RUN + "public class B" + TASK + RUN).load()) {
            assertEquals("B", open.name());
        }
    }

    @Test
    void nestedTasksAreChosenByTheirFullNames() throws Exception {
        String nested = "static class One" + TASK + RUN;
        TaskSource source = source("class Given { " + nested + "} class Other { " + nested + "}");
        refusal(source, "2 tasks, Given.One, Other.One");
        refusal(source.task("One"), "several classes One", "Given.One, Other.One");
        try (LoadedTask chosen = source.task("Other.One").load()) {
            assertEquals("Other.One", chosen.name());
        }
    }

    @Test
    void noTaskIsSaidWithAnExample() {
        String message =
                refusal(
                        source("class Given { void walk() {} }"),
                        "Given.java has no task: Given implements neither");
        assertEquals(
                """
                A task looks like this:

                    public class Shout implements dev.hocket.Task<String, String> {
                        public String run(String input) { return input.toUpperCase(); }
                    }

                or, in a file that has nothing else, like this:

                    String run(String input) { return input.toUpperCase(); }\
                """,
                message.substring(message.indexOf("A task looks")));
        refusal(source("class A {}\nclass B {}"), "A, B implement neither");
        refusal(source("// empty\n"), "it has no classes");
        refusal(source("class A" + TASK + RUN + "class B {}").task("B"), "B implements neither");
    }

    @Test
    void classesWithoutInstancesAreNamed() {
        refusal(source("abstract class Given" + TASK + "{}"), "Given is abstract");
        refusal(
                source("interface Given extends dev.hocket.Task<String, String> {}"),
                "is an interface");
        refusal(
                source("enum Given" + TASK + "{ ONE; public String run(String s) { return s; } }"),
                "is an enum");
        refusal(
                source("class Given { class In" + TASK + RUN + "}"),
                "Given.In is an inner class",
                "make it static");
    }

    @Test
    void constructorsThatCanNotServeAreNamed() {
        String run = "public String run(String s) { return s; } }";
        refusal(
                source("class Given" + TASK + "{ Given(int a, String b) {} " + run),
                "Given has no constructor without parameters, only Given(int, String): add Given()"
                        + " {}");
        refusal(
                source(
                        "class Given"
                                + TASK
                                + "{\nGiven() {\nthrow new IllegalStateException(\"no key\"); } "
                                + run),
                "the constructor of Given threw java.lang.IllegalStateException: no key"
                        + " (Given.java:3)");
        refusal(
                source(
                        "class Given"
                                + TASK
                                + "{ static final int X = Integer.parseInt(\"x\"); "
                                + run),
                "a static initializer threw java.lang.NumberFormatException",
                "(Given.java:1)");
    }

    @Test
    void inputsThatTextCanNotBecomeAreNamed() {
        refusal(
                source(
                        "class Given implements dev.hocket.Task<java.util.List<String>, String> {"
                            + " public String run(java.util.List<String> s) { return null; } }"),
                "Given takes java.util.List<java.lang.String>",
                "String, Path, URI, Integer, Long, Double, BigInteger, BigDecimal");
    }

    @Test
    void filesThatAreNoneAreNamed() throws Exception {
        Path missing = folder.resolve("Missing.java");
        refusal(TaskSource.of(missing.toString()), "'" + missing + "' does not exist");
        Path directory = Files.createDirectory(folder.resolve("Folder.java"));
        refusal(TaskSource.of(directory.toString()), "is a folder");
        Path latin = folder.resolve("Latin.java");
        Files.write(latin, new byte[] {'/', '/', '\n', '/', '/', (byte) 0xe9, '\n'});
        refusal(TaskSource.of(latin.toString()), "Latin.java:2: byte 0xe9 is not UTF-8");
        refusal(TaskSource.of("\0.java"), "can't be the name of a file");
    }

    @Test
    void aJavaWithoutACompilerIsNamed() throws Exception {
        String file = files.write("Given.java", "class Given {}");
        SourceText source = SourceText.read(Path.of(file));
        SourceCompiler none = new SourceCompiler(ClassPath.EMPTY, () -> null);
        TaskLoadException refused =
                assertThrows(TaskLoadException.class, () -> none.compile(source));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(Runtime.version().toString()), message);
        assertTrue(message.contains("has no compiler: run with a JDK"), message);
        assertTrue(message.contains(file), message);
    }
}
