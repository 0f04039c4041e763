package dev.hocket.jobs.run;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;

/** Keeps the class files that the compiler writes, and from which source file each came. */
final class ClassesInMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ClassFile> written = new LinkedHashMap<>();

    ClassesInMemory(StandardJavaFileManager files) {
        super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        ClassFile file = new ClassFile(className, sibling);
        written.put(className, file);
        return file;
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a.equals(b) || a.toUri().equals(b.toUri());
    }

    CompiledSource compiled(JavaFileObject unit) {
        List<String> own = new ArrayList<>();
        Map<String, byte[]> classes = new LinkedHashMap<>();
        Set<Path> others = new LinkedHashSet<>();
        written.forEach((name, file) -> {
            classes.put(name, file.bytes.toByteArray());
            if (file.source.equals(unit)) {
                own.add(name);
            } else {
                others.add(Path.of(file.source.toUri()));
            }
        });
        return new CompiledSource(own, classes, List.copyOf(others));
    }

    private static final class ClassFile extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final FileObject source;

        ClassFile(String className, FileObject source) {
            super(
                    URI.create("memory:///" + className.replace('.', '/') + Kind.CLASS.extension),
                    Kind.CLASS);
            this.source = source;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }
}
