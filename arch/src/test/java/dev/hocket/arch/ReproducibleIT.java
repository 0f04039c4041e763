package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second build of a module, in another folder, gives the same bytes as the first. One small
 * module stands for all, since they share their plugins; {@code script/reproducible} builds all of
 * them twice.
 */
@Timeout(120)
class ReproducibleIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolveSibling("");
    private static final String MODULE = "sync";
    private static final String JAR = "target/hocket-sync-0.1.0.jar";

    @TempDir private Path folder;

    @Test
    void aSecondBuildInAnotherFolderGivesTheSameBytes() throws Exception {
        Path first = ROOT.resolve(MODULE).resolve(JAR);
        Files.copy(ROOT.resolve("pom.xml"), folder.resolve("pom.xml"));
        copy(ROOT.resolve(MODULE), folder.resolve(MODULE));
        build();
        Path second = folder.resolve(MODULE).resolve(JAR);
        assertEquals("", String.join("\n", differences(first, second)));
        assertEquals(-1, Files.mismatch(first, second), first + " differs from a second build");
    }

    @Test
    void aDifferenceIsNamed() throws IOException {
        Path one = jar("one.jar", "contents", 1_000_000_000_000L);
        assertEquals(List.of(), differences(one, jar("two.jar", "contents", 1_000_000_000_000L)));
        assertEquals(
                List.of("a has other contents"),
                differences(one, jar("three.jar", "others", 1_000_000_000_000L)));
        assertEquals(
                List.of("a has another time"),
                differences(one, jar("four.jar", "contents", 1_000_000_500_000L)));
    }

    private Path jar(String name, String contents, long millis) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry("a");
            entry.setTime(millis);
            out.putNextEntry(entry);
            out.write(contents.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        if (directory.endsWith("target")) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(to.resolve(from.relativize(directory)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.copy(file, to.resolve(from.relativize(file)));
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private void build() throws Exception {
        List<String> words =
                List.of(
                        ROOT.resolve("mvnw").toString(),
                        "-o",
                        "-q",
                        "-B",
                        "-Dquick",
                        "-Dstyle.color=never",
                        "-Dmaven.test.skip=true",
                        "-Dmaven.repo.local=" + System.getProperty("hocket.local.repository"),
                        "package");
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.directory(folder.resolve(MODULE).toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Path log = folder.resolve("log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(100, TimeUnit.SECONDS), "the build does not end");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), () -> House.read(log));
    }

    /** What differs from entry to entry; two jars without such a difference may still differ. */
    private static List<String> differences(Path one, Path two) throws IOException {
        List<String> found = new ArrayList<>();
        try (ZipFile first = new ZipFile(one.toFile());
                ZipFile second = new ZipFile(two.toFile())) {
            if (first.size() != second.size()) {
                found.add("another number of entries");
            }
            TreeSet<String> names = new TreeSet<>();
            for (Enumeration<? extends ZipEntry> all = first.entries(); all.hasMoreElements(); ) {
                names.add(all.nextElement().getName());
            }
            for (String name : names) {
                ZipEntry a = first.getEntry(name);
                ZipEntry b = second.getEntry(name);
                if (b == null) {
                    found.add(name + " is missing");
                } else if (a.getCrc() != b.getCrc()) {
                    found.add(name + " has other contents");
                } else if (a.getTime() != b.getTime()) {
                    found.add(name + " has another time");
                }
            }
        }
        return found;
    }
}
