package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.Task;
import dev.hocket.link.worker.WorkerMain;
import dev.hocket.processes.start.JvmStarter;
import dev.hocket.processes.start.StartCache;
import dev.hocket.processes.start.WorkerOptions;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cache that workers start from: made aside on first use, whole or not at all, and used. */
@Timeout(180)
class StartCacheTest {
    @TempDir private Path folder;

    private static Path source(Class<?> of) {
        return Path.of(
                URI.create(of.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** What a class was loaded from, as a jar. */
    private static Path jar(Class<?> of, Path jar) throws IOException {
        Path from = source(of);
        if (Files.isRegularFile(from)) {
            return from;
        }
        try (Stream<Path> files = Files.walk(from);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(from.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
                out.closeEntry();
            }
        }
        return jar;
    }

    /** Has the cache made, waits for it, and says whether a worker used it. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            Path caches = Path.of(arguments[0]);
            Path log = caches.resolve("classes.log");
            ProcessesProvider processes = new ProcessesProvider().cacheFolder(caches);
            try (WatchService watch = FileSystems.getDefault().newWatchService()) {
                WatchKey _ = caches.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
                System.out.println(answer(processes));
                while (caches(caches).isEmpty()) {
                    WatchKey key = watch.poll(60, TimeUnit.SECONDS);
                    if (key == null) {
                        throw new IOException("no cache was made in " + caches);
                    }
                    key.pollEvents();
                    boolean _ = key.reset();
                }
            }
            System.out.println(answer(processes.jvmOptions("-Xlog:class+load:file=" + log)));
            System.out.println(
                    Files.readString(log).contains(WorkerMain.class.getName() + " source: shared"));
        }

        private static long answer(ProcessesProvider processes) {
            try (Engine engine = processes.open(1)) {
                return engine.map(Job.of("next", (Long n) -> n + 1), List.of(1L)).getFirst();
            }
        }
    }

    private static List<Path> caches(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
    }

    @Test
    void isMadeOnFirstUseAndUsedFromThenOn() throws Exception {
        Path kernel = jar(Task.class, folder.resolve("kernel.jar"));
        Path link = jar(WorkerMain.class, folder.resolve("link.jar"));
        Path own = jar(ProcessesProvider.class, folder.resolve("own.jar"));
        Path caches = Files.createDirectory(folder.resolve("caches"));
        String classPath =
                String.join(
                        File.pathSeparator,
                        List.of(
                                source(Parent.class).toString(),
                                kernel.toString(),
                                link.toString(),
                                own.toString()));
        Process parent =
                new ProcessBuilder(
                                JvmStarter.java(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classPath,
                                Parent.class.getName(),
                                caches.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<String> said = parent.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertEquals(List.of("2", "2", "true"), said);
        assertEquals(1, caches(caches).size());
    }

    @Test
    void isNotWantedWithOptionsThatHaveTheirOwn() {
        WorkerOptions options = WorkerOptions.defaults().cacheFolder(folder);
        assertNull(StartCache.find(options.jvm(List.of("-XX:AOTCache=mine.aot"))));
        assertNull(StartCache.find(options.cached(false)));
        assertEquals(0, folder.toFile().list().length);
    }
}
