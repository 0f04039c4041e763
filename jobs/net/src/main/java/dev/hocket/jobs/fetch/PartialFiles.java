package dev.hocket.jobs.fetch;

import dev.hocket.http.UrlText;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The files in which transfers are kept until they are whole: {@code NAME.HASH.part} by the URL, so
 * that a later attempt, of this run or another, finds them again; and {@code NAME.HASH.part.info}
 * with what the server said of the version that it sent.
 */
final class PartialFiles {
    private static final String PART = ".part";
    private static final String INFO = ".part.info";

    /**
     * The parts that attempts of this JVM have, of all tasks: a file lock tells processes apart.
     */
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private volatile @Nullable Path real;

    PartialFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether this is a name that only parts have. */
    static boolean isPart(String name) {
        return name.endsWith(PART) || name.endsWith(INFO);
    }

    /** The part of a URL; another one if an attempt of this process has that. */
    PartialFile claim(URI uri) throws IOException {
        if (real == null) {
            Files.createDirectories(folder);
            real = folder.toRealPath();
        }
        String stem = FileNames.of(uri) + "." + hash(UrlText.withoutUser(uri.toString()));
        for (int n = 0; ; n++) {
            Path path = folder.resolve(stem + (n == 0 ? "" : "-" + n) + PART);
            if (CLAIMED.add(key(path))) {
                return new PartialFile(this, path, stem, n);
            }
        }
    }

    /** Lets another attempt have a part. */
    void release(Path part) {
        CLAIMED.remove(key(part));
    }

    /** What a part is called by every task that writes to its folder. */
    private Path key(Path part) {
        Path all = real;
        return all == null ? part : all.resolve(part.getFileName());
    }

    /** Another path for a part whose file another process has. */
    Path next(Path part, String stem, int tries) {
        release(part);
        for (int n = tries; ; n++) {
            Path path = folder.resolve(stem + "-" + ProcessHandle.current().pid() + "-" + n + PART);
            if (CLAIMED.add(key(path))) {
                return path;
            }
        }
    }

    static Path infoOf(Path part) {
        String name = part.getFileName().toString();
        String stem = name.substring(0, name.length() - PART.length());
        return part.resolveSibling(stem + INFO);
    }

    /** What is known of a part, or null. */
    static @Nullable PartOrigin info(Path part) throws IOException {
        Path file = infoOf(part);
        if (!Files.exists(file) || Files.size(file) > 1 << 20) {
            return null;
        }
        try {
            return PartOrigin.read(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    /** Enough to tell the URLs of one name apart; what is in a part is checked by its note. */
    static String hash(String text) {
        CRC32 hash = new CRC32();
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        String digits = Long.toHexString(hash.getValue());
        return "0".repeat(8 - digits.length()) + digits;
    }
}
