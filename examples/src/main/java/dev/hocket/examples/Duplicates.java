package dev.hocket.examples;

import dev.hocket.csp.Pipeline;
import dev.hocket.csp.PipelineRun;
import dev.hocket.csp.Stage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds files with the same contents below a folder, as a pipeline of three stages: two processes
 * read, one per core hashes, one groups. Only a few files are in memory at a time, because full
 * channels hold the readers back. A file that cannot be read is reported, and the others continue.
 */
public final class Duplicates {
    private record Content(Path file, ByteBuffer bytes) {}

    private record Hashed(Path file, String hash) {}

    private Duplicates() {}

    /** Takes a folder; the default is the current one. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : ".");
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile);
                PipelineRun<List<Path>> run = duplicates().start(files)) {
            for (List<Path> same : run) {
                System.out.println("same content: " + same);
            }
            System.err.println(run.report());
        }
    }

    /** Groups of two or more files, in the order of the first file of each. */
    static Pipeline<Path, List<Path>> duplicates() {
        return Pipeline.of(
                        Stage.of("read", Duplicates::read)
                                .width(2)
                                .capacity(4)
                                .onFailure((file, problem) ->
                                        System.err.println("left out: " + problem)))
                .then(
                        Stage.of("hash", Duplicates::hash)
                                .width(Runtime.getRuntime().availableProcessors())
                                .capacity(4)
                                .inOrder())
                .then(
                        Stage.process(
                                "group",
                                (in, out) -> {
                                    Map<String, List<Path>> groups = new TreeMap<>();
                                    in.forEach(each ->
                                            groups.merge(
                                                    each.hash(),
                                                    List.of(each.file()),
                                                    Duplicates::joined));
                                    for (List<Path> group : sorted(groups)) {
                                        out.send(group);
                                    }
                                }));
    }

    private static Content read(Path file) throws IOException {
        return new Content(file, ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    private static Hashed hash(Content content) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(content.bytes());
        return new Hashed(content.file(), HexFormat.of().formatHex(digest.digest()));
    }

    private static List<Path> joined(List<Path> some, List<Path> more) {
        return Stream.concat(some.stream(), more.stream()).sorted().toList();
    }

    private static List<List<Path>> sorted(Map<String, List<Path>> groups) {
        return groups.values().stream()
                .filter(group -> group.size() > 1)
                .sorted((a, b) -> a.getFirst().compareTo(b.getFirst()))
                .toList();
    }
}
