package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file has 600 lines at most, a method, constructor or initializer 60, from its first modifier to
 * its brace. One that is better whole is listed here with its reason: no class is cut in two to
 * satisfy a number.
 */
class SizeTest {
    private static final int FILE_LINES = 600;
    private static final int METHOD_LINES = 60;

    /**
     * What may be longer, each with its reason: a file as its path from the root of the repository,
     * a method as that path, a colon, a space and its name.
     */
    private static final Map<String, String> MAY_BE_LONG =
            Map.of(
                    "kernel/src/main/java/dev/hocket/run/RunState.java",
                    "everything that a run decides under its one lock; parts would share it");

    @TempDir private Path folder;

    @Test
    void noFileAndNoMethodIsTooLong() throws IOException {
        Found found = measure(House.sources());
        assertTrue(found.methods > 0, "no method seen");
        assertEquals(List.of(), found.tooLong(MAY_BE_LONG.keySet()));
        assertEquals(
                MAY_BE_LONG.keySet(), found.lines.keySet(), "one that is listed is not too long");
    }

    @Test
    void aLongMethodIsSeen() throws IOException {
        Path source =
                Fixture.write(
                        folder,
                        "package a; class A {\n"
                                + method("void fits()", 60)
                                + method("int tooLong()", 61)
                                + method("A()", 62)
                                + method("static", 63)
                                + "}");
        assertEquals(
                List.of(
                        source + ": <init> has 62 lines, at most 60 are allowed",
                        source + ": initializer has 63 lines, at most 60 are allowed",
                        source + ": tooLong has 61 lines, at most 60 are allowed"),
                measure(List.of(source)).tooLong(Set.of()));
    }

    @Test
    void aLongMethodInsideAnotherTypeIsSeen() throws IOException {
        String inner =
                "Object o = new Object() { record R(int i) {" + method("void deep()", 61) + "} };";
        Path source = Fixture.write(folder, "package a; class A { " + inner + " }");
        assertEquals(
                List.of(source + ": deep has 61 lines, at most 60 are allowed"),
                measure(List.of(source)).tooLong(Set.of()));
    }

    @Test
    void aLongFileIsSeen() throws IOException {
        Path fits = Fixture.write(folder, "package a; class Fits {" + "\n".repeat(599) + "}");
        Path long601 = Fixture.write(folder, "package a; class Long {" + "\n".repeat(600) + "}\n");
        assertEquals(
                List.of(long601 + " has 601 lines, at most 600 are allowed"),
                measure(List.of(fits, long601)).tooLong(Set.of()));
    }

    @Test
    void whatIsListedMayBeLong() throws IOException {
        Path source =
                Fixture.write(
                        folder,
                        "package a; class A {\n"
                                + method("void listed()", 61)
                                + method("void other()", 61)
                                + "\n".repeat(600)
                                + "}");
        assertEquals(
                List.of(source + ": other has 61 lines, at most 60 are allowed"),
                measure(List.of(source)).tooLong(Set.of(source.toString(), source + ": listed")));
    }

    private static String method(String head, int lines) {
        String value = head.startsWith("int") ? "return 1;" : ";";
        return head + " {" + "\n".repeat(lines - 1) + value + "}\n";
    }

    private static Found measure(List<Path> sources) throws IOException {
        Found found = new Found();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                Path source = Path.of(unit.getSourceFile().toUri());
                int lines = (int) House.read(source).lines().count();
                found.note(House.relative(source), lines, FILE_LINES);
                new MethodLines(unit, source, positions, found).scan(unit, null);
            }
        }
        return found;
    }

    private static final class Found {
        private final Map<String, String> lines = new TreeMap<>();
        private int methods;

        /** Keeps what is longer than it may be. */
        void note(String name, long count, int atMost) {
            if (count > atMost) {
                lines.put(
                        name,
                        name + " has " + count + " lines, at most " + atMost + " are allowed");
            }
        }

        List<String> tooLong(Set<String> listed) {
            return lines.entrySet().stream()
                    .filter(one -> !listed.contains(one.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }

    private static final class MethodLines extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final Path source;
        private final SourcePositions positions;
        private final Found found;

        MethodLines(CompilationUnitTree unit, Path source, SourcePositions positions, Found found) {
            this.unit = unit;
            this.source = source;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
            measure(method, method.getName().toString());
            return super.visitMethod(method, null);
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
            for (Tree member : type.getMembers()) {
                if (member instanceof BlockTree) {
                    measure(member, "initializer");
                }
            }
            return super.visitClass(type, null);
        }

        private void measure(Tree tree, String name) {
            found.methods++;
            LineMap map = unit.getLineMap();
            long first = map.getLineNumber(positions.getStartPosition(unit, tree));
            long last = map.getLineNumber(positions.getEndPosition(unit, tree));
            long lines = last - first + 1;
            found.note(House.relative(source) + ": " + name, lines, METHOD_LINES);
        }
    }
}
