package dev.hocket.jobs.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may stand in a task's source file. */
class SourceFileTest {
    private static final String SHOUT =
            """
            public class Shout implements dev.hocket.Task<String, String> {
                public String run(String input) { return input.toUpperCase(); }
            }
            """;

    @TempDir Path folder;
    private SourceFolder files;

    @BeforeEach
    void makeFiles() {
        files = new SourceFolder(folder);
    }

    private @Nullable Object run(String name, String text, String input) throws Exception {
        return SourceFolder.run(TaskSource.of(files.write(name, text)), input);
    }

    @Test
    void aPublicClassIsTheTask() throws Exception {
        TaskSource source = TaskSource.of(files.write("Shout.java", SHOUT));
        try (LoadedTask task = source.load()) {
            assertEquals("Shout", task.name());
            assertEquals(String.class, task.inputType());
            assertEquals(String.class, task.outputType());
            assertEquals("A", task.task().run("a"));
        }
    }

    @Test
    void aPublicClassMayBeNamedOtherwiseThanItsFile() throws Exception {
        assertEquals("A", run("my-task.java", SHOUT, "a"));
    }

    @Test
    void aFileMayDeclareAPackageThatItsFolderDoesNotShow() throws Exception {
        assertEquals("A", run("Shout.java", "package com.acme.tasks;\n" + SHOUT, "a"));
    }

    @Test
    void recordsHelpersAndPrivateConstructorsAreFine() throws Exception {
        String text =
                """
                import dev.hocket.Task;
                record Pair(int a, int b) {}
                interface Named { String name(); }
                class Sum implements Task<Integer, Integer> {
                    private Sum() {}
                    public Integer run(Integer n) {
                        var pair = new Pair(n, 1);
                        return new Object() { int sum() { return pair.a() + pair.b(); } }.sum();
                    }
                }
                """;
        assertEquals(42, run("Sum.java", text, "41"));
    }

    @Test
    void aTaskMayBeARecord() throws Exception {
        String text =
                """
                record Half() implements dev.hocket.Task<Double, Double> {
                    public Double run(Double d) { return d / 2; }
                }
                """;
        assertEquals(1.25, run("Half.java", text, "2.5"));
    }

    @Test
    void aFunctionIsATask() throws Exception {
        String text =
                """
                class Length implements java.util.function.Function<String, Integer> {
                    public Integer apply(String s) { return s.length(); }
                }
                """;
        assertEquals(3, run("Length.java", text, "abc"));
    }

    @Test
    void aTaskComesBeforeAFunction() throws Exception {
        String text =
                """
                class First implements java.util.function.Function<String, String> {
                    public String apply(String s) { return "function"; }
                }
                class Second implements dev.hocket.Task<String, String> {
                    public String run(String s) { return "task"; }
                }
                """;
        assertEquals("task", run("Mixed.java", text, "a"));
    }

    @Test
    void aFileMayBeNothingButAMethod() throws Exception {
        String text = "long run(int n) { return twice(n); }\nlong twice(int n) { return 2L * n; }";
        try (LoadedTask task = TaskSource.of(files.write("Twice.java", text)).load()) {
            assertEquals("Twice", task.name());
            assertEquals(int.class, task.inputType());
            assertEquals(long.class, task.outputType());
            assertEquals(42L, task.textTask().run("21"));
        }
    }

    @Test
    void aMethodAloneMayBeInAFileOfAnyName() throws Exception {
        assertEquals("a!", run("2-step.java", "String run(String s) { return s + '!'; }", "a"));
    }

    @Test
    void aMethodWithoutResultGivesNull() throws Exception {
        assertNull(run("Quiet.java", "static void run(String s) {}\nvoid main() {}", "a"));
    }

    @Test
    void whatAMethodThrowsIsThrownAsItIs() throws Exception {
        String text = "String run(String s) throws Exception { throw new Exception(s); }";
        try (LoadedTask task = TaskSource.of(files.write("Throws.java", text)).load()) {
            Exception thrown = assertThrows(Exception.class, () -> task.textTask().run("why"));
            assertEquals(Exception.class, thrown.getClass());
            assertEquals("why", thrown.getMessage());
        }
    }

    @Test
    void otherSourceFilesAreFoundByTheirPackages() throws Exception {
        files.write(
                "a/b/Words.java", "package a.b; class Words { static String end = a.Marks.END; }");
        files.write(
                "a/Marks.java",
                "package a; public class Marks { public static String END = \"!\"; }");
        String text =
                """
                package a.b;
                public class Shout implements dev.hocket.Task<String, String> {
                    public String run(String s) { return s + Words.end; }
                }
                """;
        assertEquals("hi!", run("a/b/Shout.java", text, "hi"));
    }

    @Test
    void aModulesSourcesAreLeftAlone() throws Exception {
        files.write("module-info.java", "module closed {}");
        assertEquals("A", run("Shout.java", SHOUT, "a"));
    }

    @Test
    void theContextClassLoaderIsTheTasksWhileItRuns() throws Exception {
        String text =
                """
                class Who implements dev.hocket.Task<String, Boolean> {
                    static final ClassLoader MADE = Thread.currentThread().getContextClassLoader();
                    public Boolean run(String s) {
                        ClassLoader mine = getClass().getClassLoader();
                        return MADE == mine && Thread.currentThread().getContextClassLoader() == mine;
                    }
                }
                """;
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        assertEquals(true, run("Who.java", text, "a"));
        assertSame(before, Thread.currentThread().getContextClassLoader());
    }

    @Test
    void aTaskThatCanBeClosedIsClosed() throws Exception {
        String text =
                """
                class Tidy implements dev.hocket.Task<String, String>, AutoCloseable {
                    public String run(String s) { return s; }
                    public void close() { System.setProperty("PROPERTY", "yes"); }
                }
                """;
        String property = "hocket.test.closed." + UUID.randomUUID();
        try {
            run("Tidy.java", text.replace("PROPERTY", property), "a");
            assertEquals("yes", System.getProperty(property));
        } finally {
            System.clearProperty(property);
        }
    }

    @Test
    void aFailingCloseIsNamed() throws Exception {
        String text =
                """
                class Tidy implements dev.hocket.Task<String, String>, AutoCloseable {
                    public String run(String s) { return s; }
                    public void close() throws Exception { throw new Exception("stuck"); }
                }
                """;
        LoadedTask task = TaskSource.of(files.write("Tidy.java", text)).load();
        Exception thrown = assertThrows(IOException.class, task::close);
        assertEquals("closing Tidy failed: java.lang.Exception: stuck", thrown.getMessage());
    }
}
