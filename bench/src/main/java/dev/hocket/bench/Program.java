package dev.hocket.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A program that is run as a process, and what it costs. */
record Program(String name, List<String> command) {

    /** What a run took, in seconds; {@code cpu} is that of the process and its children. */
    record Cost(double seconds, double cpu) {}

    /** Runs it once, without output. */
    Cost run() throws IOException, InterruptedException {
        Path times = Files.createTempFile("hocket-bench", ".time");
        try {
            List<String> line =
                    new ArrayList<>(
                            List.of("/usr/bin/time", "-o", times.toString(), "-f", "%e %U %S"));
            line.addAll(command);
            long start = System.nanoTime();
            int status =
                    new ProcessBuilder(line)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (status != 0) {
                throw new IllegalStateException(name + " ended with " + status + ": " + command);
            }
            String[] fields = Files.readString(times).strip().split(" ", -1);
            double cpu = Double.parseDouble(fields[1]) + Double.parseDouble(fields[2]);
            return new Cost(seconds, cpu);
        } finally {
            Files.delete(times);
        }
    }

    /** A new folder, in memory if that can be: what a disk costs is no matter here. */
    static Path temporaryFolder(String name) throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? Files.createTempDirectory(memory, name)
                : Files.createTempDirectory(name);
    }

    /** Whether there is no such command here. */
    static boolean isMissing(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    /** The middle of some values. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
