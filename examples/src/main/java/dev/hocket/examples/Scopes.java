package dev.hocket.examples;

import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs as scopes: one that is left at the first failure, and runs within a run. */
public final class Scopes {
    private Scopes() {}

    /** Takes folders, and prints how many lines the files in each have. */
    public static void main(String[] names) throws IOException {
        List<Path> roots = Stream.of(names).map(Path::of).toList();
        try (Engine engine = Engine.named("threads:1")) {
            System.out.println(lines(engine, roots));
        }
    }

    /** Leaves the run with an exception when an input fails. */
    static void check(Engine engine, Job<Path, String> digest, List<Path> files) {
        try (Run<Path, String> run = engine.start(digest, Inputs.of(files))) {
            for (Outcome<Path, String> outcome : run) {
                if (outcome instanceof Failed) {
                    throw new IllegalStateException("one file is enough: " + outcome.input());
                }
            }
        } // here nothing of the run continues
    }

    /** The number of lines in each folder; the tasks start runs on their own engine. */
    static List<Long> lines(Engine engine, List<Path> roots) {
        Job<Path, Long> lines = Job.of("lines", Scopes::countLines);
        Job<Path, Long> folders =
                Job.of(
                        "folders",
                        folder ->
                                engine.map(lines, filesIn(folder)).stream()
                                        .mapToLong(n -> n)
                                        .sum());
        return engine.map(folders, roots); // the same engine, even with one lane
    }

    private static long countLines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
