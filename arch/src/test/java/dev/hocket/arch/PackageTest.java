package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A package is a room: it holds 30 files at most, beside its {@code package-info}, which says in
 * two sentences or more what is kept there and what may call it.
 */
class PackageTest {
    private static final int FILES = 30;

    /** Packages that are larger for good, by folder, each with its reason. */
    private static final Map<String, String> LARGE = Map.of();

    /** Packages that are larger than the rule today, until they are divided. */
    private static final Set<String> STILL_LARGE = Set.of();

    /** Packages whose comment has one sentence today, until it has two. */
    private static final Set<String> STILL_TERSE = Set.of();

    @TempDir private Path folder;

    @Test
    void aPackageHasAtMost30Files() {
        Map<String, Integer> large = tooLarge(packages(House.sources()));
        Set<String> unlisted = new TreeSet<>(large.keySet());
        unlisted.removeAll(LARGE.keySet());
        unlisted.removeAll(STILL_LARGE);
        assertEquals(Set.of(), unlisted, () -> "packages of more than 30 files: " + large);
        assertTrue(
                large.keySet().containsAll(LARGE.keySet()),
                () -> "one that is listed is not large: " + LARGE.keySet());
    }

    @Test
    void aPackageSaysWhatItHolds() throws IOException {
        Map<String, List<Path>> packages = packages(House.sources());
        assertTrue(packages.size() > 20, () -> "only " + packages.keySet());
        Map<String, String> wrong = unexplained(packages);
        wrong.keySet().removeAll(STILL_TERSE);
        assertEquals(Map.of(), wrong);
    }

    @Test
    void aLargePackageIsSeen() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            sources.add(Fixture.write(folder, "package a; class Fits" + i + " {}"));
            sources.add(Fixture.write(folder, "package a.b; class Not" + i + " {}"));
        }
        sources.add(Fixture.write(folder, "package a.b; class Last {}"));
        assertEquals(
                Map.of(folder.resolve("a/b").toString(), FILES + 1), tooLarge(packages(sources)));
    }

    @Test
    void aPackageWithoutItsTwoSentencesIsSeen() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String name : List.of("good", "terse", "silent", "bare")) {
            sources.add(Fixture.write(folder, "package " + name + "; class A {}"));
        }
        sources.add(
                info("good", "/** Holds frames. The parent of a child process may call it. */"));
        sources.add(info("terse", "/** Holds the frames of a child. */"));
        sources.add(info("silent", "// Holds frames. The parent of a child process may call it."));
        assertEquals(
                Map.of(
                        folder.resolve("terse").toString(), "has a comment of one sentence",
                        folder.resolve("silent").toString(), "has no comment",
                        folder.resolve("bare").toString(), "has no package-info"),
                unexplained(packages(sources)));
    }

    private Path info(String name, String comment) throws IOException {
        return Files.writeString(
                folder.resolve(name).resolve("package-info.java"),
                comment + "\npackage " + name + ";\n");
    }

    /** The sources of each package, by its folder below the root of the repository. */
    private static Map<String, List<Path>> packages(List<Path> sources) {
        return sources.stream()
                .filter(source -> !source.endsWith("module-info.java"))
                .collect(
                        Collectors.groupingBy(
                                source -> House.relative(source.resolveSibling("")),
                                TreeMap::new,
                                Collectors.toList()));
    }

    private static Map<String, Integer> tooLarge(Map<String, List<Path>> packages) {
        Map<String, Integer> large = new TreeMap<>();
        packages.forEach((name, sources) -> {
            int files = (int) sources.stream().filter(House::declaresTypes).count();
            if (files > FILES) {
                large.put(name, files);
            }
        });
        return large;
    }

    /** What is wrong with the {@code package-info} of each package where something is. */
    private static Map<String, String> unexplained(Map<String, List<Path>> packages)
            throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        for (Map.Entry<String, List<Path>> one : packages.entrySet()) {
            List<Path> info =
                    one.getValue().stream()
                            .filter(source -> source.endsWith("package-info.java"))
                            .toList();
            String fault = info.isEmpty() ? "has no package-info" : fault(info.getFirst());
            if (!fault.isEmpty()) {
                wrong.put(one.getKey(), fault);
            }
        }
        return wrong;
    }

    private static String fault(Path info) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjects(info));
            DocTrees trees = DocTrees.instance(task);
            CompilationUnitTree unit = task.parse().iterator().next();
            PackageTree declared = unit.getPackage();
            DocCommentTree comment =
                    trees.getDocCommentTree(new TreePath(new TreePath(unit), declared));
            if (comment == null) {
                return "has no comment";
            }
            return comment.getBody().isEmpty() ? "has a comment of one sentence" : "";
        }
    }
}
