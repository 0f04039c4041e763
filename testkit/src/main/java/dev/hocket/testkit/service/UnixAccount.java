package dev.hocket.testkit.service;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;

/**
 * The account that a program of a test runs as. PostgreSQL, mpirun and Chromium refuse root; mounts
 * and namespaces need it. The suites run as either: {@link #ordinary()} gives up root's privileges
 * where there are any, and {@link #needsRoot} skips a test with its reason where there are none.
 */
public final class UnixAccount {
    private static final Path SELF = Path.of("/proc/self");
    private static final String NOBODY = "nobody";
    private final boolean drops;

    private UnixAccount(boolean drops) {
        this.drops = drops;
    }

    /** The account that the tests themselves run as. */
    public static UnixAccount current() {
        return new UnixAccount(false);
    }

    /** An account without privileges: the current one, or {@code nobody} where that is root. */
    public static UnixAccount ordinary() {
        return new UnixAccount(isRoot());
    }

    /** Whether the tests run as root. */
    public static boolean isRoot() {
        try {
            return Files.exists(SELF) && Files.getAttribute(SELF, "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the owner of " + SELF, e);
        }
    }

    /** Skips the test unless it runs as root; {@code what} begins the reason: "a mount". */
    public static void needsRoot(String what) {
        assumeTrue(isRoot(), () -> what + " needs root; run the tests as root to include this one");
    }

    /** The words of a command that runs {@code command} as this account. */
    public List<String> command(List<String> command) {
        if (!drops) {
            return List.copyOf(command);
        }
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=" + NOBODY,
                                "--regid=" + idOfGroup(),
                                "--clear-groups",
                                "--"));
        words.addAll(command);
        return words;
    }

    /** Gives a file or a folder, but not what is in it, to this account. */
    public void own(Path file) throws IOException {
        if (drops) {
            var names = file.getFileSystem().getUserPrincipalLookupService();
            Files.getFileAttributeView(file, PosixFileAttributeView.class)
                    .setOwner(names.lookupPrincipalByName(NOBODY));
        }
    }

    /** The group of {@code nobody}, which systems call by different names. */
    private static String idOfGroup() {
        try (var lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields[0].equals(NOBODY) && fields.length > 3)
                    .map(fields -> fields[3])
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "/etc/passwd has no account nobody, as which a program that"
                                            + " refuses root could run; add one, or run the tests"
                                            + " as an ordinary user"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read /etc/passwd", e);
        }
    }
}
