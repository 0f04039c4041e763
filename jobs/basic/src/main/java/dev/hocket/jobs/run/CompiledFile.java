package dev.hocket.jobs.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A compiled source file, with the other files that it needs. Immutable. */
public final class CompiledFile {
    private final String stem;
    private final CompiledSource compiled;
    private final ClassPath classPath;

    CompiledFile(String stem, CompiledSource compiled, ClassPath classPath) {
        this.stem = stem;
        this.compiled = compiled;
        this.classPath = classPath;
    }

    /**
     * The main class of the file: the class named like the file, or otherwise the only top-level
     * class.
     *
     * @throws TaskLoadException if there is no class, or if there are several and none is named
     *     like the file
     */
    public String type() throws TaskLoadException {
        List<String> outer = compiled.own().stream().filter(name -> !name.contains("$")).toList();
        for (String name : outer) {
            if (name.substring(name.lastIndexOf('.') + 1).equals(stem)) {
                return name;
            }
        }
        if (outer.isEmpty()) {
            throw new TaskLoadException(
                    "%s.java has no class; write one named %s".formatted(stem, stem));
        }
        if (outer.size() != 1) {
            throw new TaskLoadException(
                    "%s.java has the classes %s; name the file after the class of the task"
                            .formatted(stem, String.join(", ", outer)));
        }
        return outer.getFirst();
    }

    /**
     * Writes the class files.
     *
     * @param folder an existing folder
     * @return a class path for the written files: the folder, and the class path of the compilation
     */
    public String writeTo(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> each : compiled.classes().entrySet()) {
            Path file = folder.resolve(each.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
        return new ClassPath(List.of(folder))
                .plus(classPath.entries())
                .plus(SourceCompiler.hocket().entries())
                .toString();
    }
}
