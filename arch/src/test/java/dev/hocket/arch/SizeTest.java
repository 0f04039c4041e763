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
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file has 400 lines at most, a method, constructor or initializer 40, from its first modifier to
 * its brace.
 */
class SizeTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 40;

    @TempDir private Path folder;

    @Test
    void noFileAndNoMethodIsTooLong() throws IOException {
        Found found = measure(House.sources());
        assertTrue(found.methods > 0, "no method seen");
        assertEquals(List.of(), found.tooLong);
    }

    @Test
    void aLongMethodIsSeen() throws IOException {
        Path source =
                Fixture.write(
                        folder,
                        "package a; class A {\n"
                                + method("void fits()", 40)
                                + method("int tooLong()", 41)
                                + method("A()", 42)
                                + method("static", 43)
                                + "}");
        assertEquals(
                List.of(
                        source + ": initializer has 43 lines, at most 40 are allowed",
                        source + ": tooLong has 41 lines, at most 40 are allowed",
                        source + ": <init> has 42 lines, at most 40 are allowed"),
                measure(List.of(source)).tooLong);
    }

    @Test
    void aLongMethodInsideAnotherTypeIsSeen() throws IOException {
        String inner =
                "Object o = new Object() { record R(int i) {" + method("void deep()", 41) + "} };";
        Path source = Fixture.write(folder, "package a; class A { " + inner + " }");
        assertEquals(
                List.of(source + ": deep has 41 lines, at most 40 are allowed"),
                measure(List.of(source)).tooLong);
    }

    @Test
    void aLongFileIsSeen() throws IOException {
        Path fits = Fixture.write(folder, "package a; class Fits {" + "\n".repeat(399) + "}");
        Path long401 = Fixture.write(folder, "package a; class Long {" + "\n".repeat(400) + "}\n");
        assertEquals(
                List.of(long401 + " has 401 lines, at most 400 are allowed"),
                measure(List.of(fits, long401)).tooLong);
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
                if (lines > FILE_LINES) {
                    found.tooLong.add(
                            source
                                    + " has "
                                    + lines
                                    + " lines, at most "
                                    + FILE_LINES
                                    + " are allowed");
                }
                new MethodLines(unit, source, positions, found).scan(unit, null);
            }
        }
        return found;
    }

    private static final class Found {
        private final List<String> tooLong = new ArrayList<>();
        private int methods;
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
            if (lines > METHOD_LINES) {
                found.tooLong.add(
                        source
                                + ": "
                                + name
                                + " has "
                                + lines
                                + " lines, at most "
                                + METHOD_LINES
                                + " are allowed");
            }
        }
    }
}
