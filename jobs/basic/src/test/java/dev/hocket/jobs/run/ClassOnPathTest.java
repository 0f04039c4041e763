package dev.hocket.jobs.run;

import static dev.hocket.jobs.run.SourceFolder.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hocket.Task;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that come compiled, and class paths. */
@SuppressWarnings("serial") // tasks of one test
class ClassOnPathTest {
    @TempDir Path folder;
    private SourceFolder files;

    @BeforeEach
    void makeFiles() {
        files = new SourceFolder(folder);
    }

    /** Compiles a source text and stores its classes below a folder. */
    private Path compile(String target, String text) throws Exception {
        SourceText source =
                SourceText.read(Path.of(files.write("source/" + target + "/In.java", text)));
        Path into = folder.resolve(target);
        Map<String, byte[]> classes = new SourceCompiler(ClassPath.EMPTY).compile(source).classes();
        for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
            Path file = into.resolve(entry.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        return into;
    }

    private Path jar(String name, Path classes, String... entries) throws Exception {
        Path jar = folder.resolve(name);
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entriesOut = new JarOutputStream(out)) {
            for (String entry : entries) {
                entriesOut.putNextEntry(new JarEntry(entry));
                Files.copy(classes.resolve(entry), entriesOut);
            }
        }
        return jar;
    }

    private static String taskIn(String name, String body) {
        return "package com.acme; public class %s implements dev.hocket.Task<String, String> { public String run(String s) { %s } }"
                .formatted(name, body);
    }

    @Test
    void aClassIsFoundInAFolderAndInAJar() throws Exception {
        Path classes = compile("out", taskIn("Shout", "return s + '!';"));
        TaskSource source = TaskSource.of("com.acme.Shout");
        assertEquals("a!", SourceFolder.run(source.classPath(classes.toString()), "a"));
        jar("lib/shout.jar", classes, "com/acme/Shout.class");
        String all = folder.resolve("lib") + File.separator + "*";
        assertEquals("a!", SourceFolder.run(source.classPath(all), "a"));
    }

    @Test
    void nestedClassesMayBeWrittenWithDots() throws Exception {
        Path classes =
                compile(
                        "out",
                        "package p; public class Out { public static class In implements"
                                + " dev.hocket.Task<String, String> { public String run(String s) {"
                                + " return \"in\"; } } }");
        for (String name : new String[] {"p.Out.In", "p.Out$In", "p.Out", "p.Out#In"}) {
            assertEquals(
                    "in",
                    SourceFolder.run(TaskSource.of(name).classPath(classes.toString()), "a"),
                    name);
        }
    }

    /** A task that is on the class path of this test, as one of the application's own. */
    public static final class Own implements Task<Integer, Integer> {
        @Override
        public Integer run(Integer input) {
            return input + 1;
        }
    }

    @Test
    void theApplicationsOwnClassesAreFound() throws Exception {
        assertEquals(2, SourceFolder.run(TaskSource.of(Own.class.getName()), "1"));
    }

    @Test
    void aSourceFileSeesTheClassPath() throws Exception {
        Path classes =
                compile(
                        "out",
                        "package lib; public class Mark { public static String END = \"!\"; }");
        String text =
                "class Use implements dev.hocket.Task<String, String> { public String run(String s)"
                        + " { return s + lib.Mark.END; } }";
        TaskSource source = TaskSource.of(files.write("Use.java", text));
        assertEquals("a!", SourceFolder.run(source.classPath(classes.toString()), "a"));
        refusal(source, "Use.java:1: error: package lib does not exist");
    }

    @Test
    void theUsersVersionOfALibraryWins() throws Exception {
        Path classes =
                compile(
                        "out",
                        "package org.junit.jupiter.api; public class Test { public static String V"
                                + " = \"mine\"; }");
        String text =
                "class Use implements dev.hocket.Task<String, String> { public String run(String s)"
                        + " { return org.junit.jupiter.api.Test.V; } }";
        TaskSource source =
                TaskSource.of(files.write("Use.java", text)).classPath(classes.toString());
        assertEquals("mine", SourceFolder.run(source, "a"));
    }

    @Test
    void theUsersResourcesComeFirst() throws Exception {
        Path classes = compile("out", "class Any {}");
        String name = ClassOnPathTest.class.getName().replace('.', '/') + ".class";
        Files.createDirectories(classes.resolve(name).getParent());
        Files.writeString(classes.resolve(name), "mine");
        ClassPath path = ClassPath.parse(classes.toString());
        try (TaskClassLoader loader =
                        new TaskClassLoader(path, Map.of(), null, getClass().getClassLoader());
                InputStream in = loader.getResourceAsStream(name)) {
            assertEquals(
                    "mine",
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(2, Collections.list(loader.getResources(name)).size());
        }
    }

    @Test
    void whatIsNotThereIsNamedWithTheClassPath() throws Exception {
        Path classes = compile("out", taskIn("Shout", "return s;"));
        TaskSource absent = TaskSource.of("com.acme.Absent").classPath(classes.toString());
        refusal(
                absent,
                "class com.acme.Absent is not on the class path '" + classes + "'",
                "--class-path");
        refusal(
                TaskSource.of("com.acme.Shout").classPath(folder.resolve("no.jar").toString()),
                "no.jar' does not exist");
        refusal(
                TaskSource.of("com.acme.Shout").classPath(folder.resolve("no") + "/*"),
                "is not a folder that can be read");
        refusal(TaskSource.of("bin/Shout"), "'bin/Shout' is neither a Java source file");
        refusal(TaskSource.of("Shout.class"), "'Shout.class' is neither a Java source file");
        refusal(TaskSource.of("java.lang.String"), "java.lang.String has no task: String, ");
    }

    @Test
    void aClassThatNeedsAMissingOneSaysWhich() throws Exception {
        Path classes =
                compile(
                        "out",
                        "class Lost {} class Needs extends Lost implements dev.hocket.Task<String,"
                                + " String> { public String run(String s) { return s; } }");
        Files.delete(classes.resolve("Lost.class"));
        refusal(
                TaskSource.of("Needs").classPath(classes.toString()),
                "needs a class that is not on the class path",
                "Lost");
    }

    @Test
    void aClassOfANewerJavaSaysSo() throws Exception {
        Path classes =
                compile(
                        "out",
                        "class New implements dev.hocket.Task<String, String> { public String"
                                + " run(String s) { return s; } }");
        Path file = classes.resolve("New.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = (byte) (bytes[7] + 40);
        Files.write(file, bytes);
        refusal(
                TaskSource.of("New").classPath(classes.toString()),
                "was compiled for a newer Java than this one");
    }
}
