package dev.hocket.jobs.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which URL has which name of file in a run, so that URLs of one run never overwrite each other.
 * Within one process a map tells; once the task travels to other processes, files in a folder do
 * that all of them see, each made by the one that comes first. Safe for use by several threads.
 */
final class RunClaims implements AutoCloseable {
    private final Map<String, String> claims = new HashMap<>();
    private final boolean owner;
    private @Nullable Path folder;

    /** Claims of this process. */
    RunClaims() {
        owner = true;
    }

    /** Claims of several processes, one of which has made the folder. */
    RunClaims(Path folder) {
        this.owner = false;
        this.folder = folder;
    }

    /** Lets other processes see what is claimed; gives the folder for them. */
    synchronized Path share() {
        if (folder != null) {
            return folder;
        }
        try {
            Path made = Files.createTempDirectory("hocket-fetch");
            for (Map.Entry<String, String> claim : claims.entrySet()) {
                Files.writeString(made.resolve(file(claim.getKey())), claim.getValue());
            }
            folder = made;
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether a URL has a name, from now on or already; false if another one has it. */
    synchronized boolean claim(String name, String url) throws IOException {
        String known = claims.get(name);
        if (known == null && folder != null) {
            known = shared(folder.resolve(file(name)), url);
        }
        if (known == null) {
            claims.put(name, url);
        }
        return known == null || known.equals(url);
    }

    /** The URL that has the name in another process, or null if this one has it now. */
    private static @Nullable String shared(Path file, String url) throws IOException {
        Path own = Files.createTempFile(file.getParent(), "claim", ".new");
        try {
            Files.writeString(own, url);
            Files.createLink(file, own); // whole or not there
            return null;
        } catch (FileAlreadyExistsException taken) {
            return Files.readString(file);
        } finally {
            Files.delete(own);
        }
    }

    private static String file(String name) {
        return PartialFiles.hash(name)
                + Integer.toHexString(name.hashCode())
                + name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Removes the folder, if these claims have made it. */
    @Override
    public synchronized void close() throws IOException {
        Path made = folder;
        if (owner && made != null) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(made)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(made);
            folder = null;
        }
    }
}
