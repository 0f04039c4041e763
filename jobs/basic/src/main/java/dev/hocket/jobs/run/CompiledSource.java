package dev.hocket.jobs.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of compiling a source file.
 *
 * @param own binary names of the classes of the file itself, in the order the compiler wrote them
 * @param classes all class files by the binary name of their class: the file's own and those of
 *     others
 * @param others further source files that the file needed and that were compiled with it
 */
record CompiledSource(List<String> own, Map<String, byte[]> classes, List<Path> others) {
    CompiledSource {
        own = List.copyOf(own);
        classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
        others = List.copyOf(others);
    }
}
