package dev.hocket.processes.cache;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Run;
import dev.hocket.processes.lanes.ProcessesEngine;
import dev.hocket.processes.start.JvmStarter;
import dev.hocket.processes.start.WorkerOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Creates a {@code StartCache}, in a separate process that outlives the one that requested it: a
 * worker does a little of everything and records the classes that it loaded, and the cache is
 * created from that record. Only one such process runs at a time; the file appears completely or
 * not at all.
 */
public final class StartCacheMaker {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private StartCacheMaker() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
            make(file, folder);
        }
    }

    private static void make(Path file, Path folder) throws IOException, InterruptedException {
        Path record = folder.resolve(file.getFileName() + ".record");
        Path part = folder.resolve(file.getFileName() + ".part");
        try (FileChannel channel =
                        FileChannel.open(
                                folder.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null || Files.exists(file)) {
                return;
            }
            try {
                rehearse(record);
                if (!assemble(record, part)) {
                    Files.deleteIfExists(part);
                    Files.createFile(part);
                }
                removeOlder(file, folder);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(record);
                Files.deleteIfExists(part);
            }
        }
    }

    /** A worker does what workers do, and ends. */
    private static void rehearse(Path record) throws IOException {
        WorkerOptions options =
                WorkerOptions.defaults()
                        .cached(false)
                        .patience(PATIENCE)
                        .jvm(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record));
        Path jar = record.resolveSibling(record.getFileName() + ".jar");
        try (Engine engine = ProcessesEngine.open(1, options)) {
            List<Long> _ = engine.map(Job.of("jar", StartCacheMaker::openJar), List.of(jar));
            Job<Object, Object> same = Job.of("same", input -> input);
            List<Object> values =
                    List.of(1L, 2, 3.5, true, "text", Path.of("file"), new double[1], List.of(7));
            for (int i = 0; i < 20; i++) {
                List<Object> _ = engine.map(same, values);
            }
            Job<Long, Long> odd =
                    Job.<Long, Long>of(
                                    "odd",
                                    input -> {
                                        if (input % 2 == 1) {
                                            throw new IOException("odd " + input);
                                        }
                                        return input;
                                    })
                            .deadline(PATIENCE);
            try (Run<Long, Long> run = engine.start(odd, Inputs.range(0, 10))) {
                var _ = run.drain();
            }
        } finally {
            Files.deleteIfExists(jar);
        }
    }

    /** Opens a jar for several releases of Java, as most class paths have one. */
    private static long openJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        try (JarOutputStream made = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            made.putNextEntry(new ZipEntry("META-INF/versions/9/some"));
        }
        try (JarFile opened =
                new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
            return opened.versionedStream().count();
        }
    }

    private static boolean assemble(Path record, Path part)
            throws IOException, InterruptedException {
        if (!Files.exists(record)) {
            return false;
        }
        List<String> command = new ArrayList<>();
        command.add(JvmStarter.java());
        command.addAll(JvmStarter.fixed(List.of()));
        command.addAll(List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + record));
        command.add("-XX:AOTCache=" + part);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        Process process = JvmStarter.silent(command).start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0 && Files.exists(part);
    }

    /** Deletes what was made for the same jars before they changed. */
    private static void removeOlder(Path file, Path folder) throws IOException {
        String name = String.valueOf(file.getFileName());
        String same = name.substring(0, name.lastIndexOf('-') + 1) + "*.aot";
        try (DirectoryStream<Path> older = Files.newDirectoryStream(folder, same)) {
            for (Path each : older) {
                Files.delete(each);
            }
        }
    }
}
