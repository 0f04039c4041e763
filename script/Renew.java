import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the classes in jars that were compiled for Java 5 into those of Java 8, which say the
 * same: {@code java Renew.java JAR...}. The JVM keeps no classes as old as that in its ahead-of-time
 * cache, and loading picocli's from the jar takes a third of the time of a short command. A class
 * that the verifier would not accept afterwards stays as it is, and so does a jar without old ones.
 */
final class Renew {
    private static final int JAVA_6 = 50;
    private static final int JAVA_8 = 52;

    private final ClassFile format;
    private int renewed;

    private Renew(ClassLoader classes) {
        ClassHierarchyResolver hierarchy =
                ClassHierarchyResolver.ofResourceParsing(classes)
                        .orElse(ClassHierarchyResolver.defaultResolver());
        format =
                ClassFile.of(
                        StackMapsOption.GENERATE_STACK_MAPS,
                        ClassHierarchyResolverOption.of(hierarchy));
    }

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            renew(Path.of(jar));
        }
    }

    private static void renew(Path jar) throws IOException {
        Path aside = jar.resolveSibling(jar.getFileName() + ".new");
        try (JarFile from = new JarFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(aside));
                URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            Renew work = new Renew(classes);
            for (JarEntry entry : Collections.list(from.entries())) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                to.write(work.renew(entry.getName(), from.getInputStream(entry).readAllBytes()));
                to.closeEntry();
            }
            if (work.renewed == 0) {
                Files.delete(aside);
                return;
            }
        }
        Files.move(aside, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private byte[] renew(String name, byte[] bytes) {
        if (!name.endsWith(".class")) {
            return bytes;
        }
        ClassModel old = format.parse(bytes);
        if (old.majorVersion() >= JAVA_6) {
            return bytes;
        }
        byte[] now =
                format.transformClass(
                        old,
                        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                                .andThen(
                                        ClassTransform.endHandler(
                                                type -> type.withVersion(JAVA_8, 0))));
        if (!format.verify(now).isEmpty()) {
            return bytes;
        }
        renewed++;
        return now;
    }
}
