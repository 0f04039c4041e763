package dev.hocket.testkit.service;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs that the system has, or that a test is skipped without. */
public final class InstalledProgram {
    private InstalledProgram() {}

    /**
     * The path of a program, looked for in {@code folders}, then on PATH, then where systems keep
     * programs for root. A folder may have {@code *} for one of its parts, where versions lie side
     * by side, as in {@code /usr/lib/postgresql/}*{@code /bin}; the last of them in order is taken.
     */
    public static Optional<Path> find(String name, String... folders) {
        List<Path> places = new ArrayList<>();
        for (String folder : folders) {
            places.addAll(matching(folder));
        }
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            places.add(Path.of(folder));
        }
        places.add(Path.of("/usr/sbin"));
        places.add(Path.of("/sbin"));
        return places.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The path of a program; where it is missing the test is skipped, and says what to install. */
    public static Path orSkip(String name, String debianPackage, String... folders) {
        return find(name, folders)
                .orElseGet(() ->
                        abort(
                                "%s was not found; to include this test: apt install %s"
                                        .formatted(name, debianPackage)));
    }

    private static List<Path> matching(String folder) {
        int star = folder.indexOf("/*/");
        if (star < 0) {
            return List.of(Path.of(folder));
        }
        Path above = Path.of(folder.substring(0, star));
        if (!Files.isDirectory(above)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(above)) {
            versions.forEach(version -> found.add(version.resolve(folder.substring(star + 3))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + above, e);
        }
        return found.stream().sorted((one, other) -> other.compareTo(one)).toList();
    }
}
