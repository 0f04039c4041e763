package dev.hocket.examples;

import dev.hocket.csp.Pipeline;
import dev.hocket.csp.PipelineRun;
import dev.hocket.csp.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Prints the SHA-256 of files, in their order: two processes read, four hash. */
public final class Hashes {
    private record Content(Path file, String text) {}

    private record Hashed(Path file, String hash) {}

    private Hashes() {}

    /** Takes text files. */
    public static void main(String[] names) {
        Stream<Path> files = Stream.of(names).map(Path::of);
        Pipeline<Path, Hashed> hashes =
                Pipeline.of(Stage.of("read", Hashes::read).width(2).capacity(4))
                        .then(Stage.of("hash", Hashes::hash).width(4).inOrder());

        try (PipelineRun<Hashed> run = hashes.start(files)) {
            for (Hashed hashed : run) {
                System.out.println(hashed.hash() + "  " + hashed.file());
            }
            System.err.println(run.report());
        }
    }

    private static Content read(Path file) throws IOException {
        return new Content(file, Files.readString(file));
    }

    private static Hashed hash(Content content) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] hash = digest.digest(content.text().getBytes(StandardCharsets.UTF_8));
        return new Hashed(content.file(), HexFormat.of().formatHex(hash));
    }
}
