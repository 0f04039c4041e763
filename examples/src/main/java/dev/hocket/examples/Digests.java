package dev.hocket.examples;

import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Retry;
import dev.hocket.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Prints the SHA-256 of each given file, or, without arguments, of each Java source below here. */
public final class Digests {
    private Digests() {}

    /** Starts the run and prints its outcomes as they complete. */
    public static void main(String[] names) throws IOException {
        List<Path> files = names.length > 0 ? Stream.of(names).map(Path::of).toList() : sources();
        Job<Path, String> digest =
                Job.of("digest", Digests::sha256)
                        .retry(Retry.upTo(2).withBackoff(Duration.ofMillis(100)))
                        .deadline(Duration.ofSeconds(10));

        try (Engine engine = Engine.named("threads:4");
                Run<Path, String> run = engine.start(digest, Inputs.of(files))) {
            for (Outcome<Path, String> outcome : run) {
                switch (outcome) {
                    case Done(var file, var hash, var stats) ->
                            System.out.println(hash + "  " + file);
                    case Failed(var file, var cause, var stats) ->
                            System.err.println(file + ": " + cause.message());
                }
            }
            System.err.println(run.report());
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("."))) {
            return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
