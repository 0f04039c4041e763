package dev.hocket.jobs.fetch;

import dev.hocket.http.Headers;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * The files in which transfers are kept until they are whole: {@code NAME.HASH.part} by the URL, so
 * that a later attempt, of this run or another, finds them again; and {@code NAME.HASH.part.info}
 * with what the server said of the version that it sent.
 */
final class PartialFiles {
    private static final String PART = ".part";
    private static final String INFO = ".part.info";

    private final Path folder;
    private final Set<Path> claimed = ConcurrentHashMap.newKeySet();
    private volatile boolean made;

    /**
     * What a part is a part of.
     *
     * @param validator the field of {@code If-Range}: a strong ETag or a date
     * @param total the bytes of the whole, or -1
     */
    record PartOrigin(String url, String validator, long total) {

        /** What an answer says, or null if it gives nothing to know the version by. */
        static @Nullable PartOrigin of(URI uri, Headers headers, long total) {
            String tag = headers.first("ETag");
            String date = headers.first("Last-Modified");
            String validator = tag != null && tag.startsWith("\"") ? tag : date;
            boolean none = "none".equalsIgnoreCase(headers.first("Accept-Ranges"));
            return validator == null || none
                    ? null
                    : new PartOrigin(uri.toString(), validator, total);
        }

        String text() {
            return "url: " + url + "\nversion: " + validator + "\nbytes: " + total + "\n";
        }

        static @Nullable PartOrigin read(List<String> lines) {
            Map<String, String> fields = new HashMap<>();
            for (String line : lines) {
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    fields.put(line.substring(0, colon), line.substring(colon + 2));
                }
            }
            String url = fields.get("url");
            String validator = fields.get("version");
            String bytes = fields.getOrDefault("bytes", "");
            if (url == null || validator == null || !bytes.matches("-?[0-9]{1,18}")) {
                return null;
            }
            return new PartOrigin(url, validator, Long.parseLong(bytes));
        }
    }

    PartialFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether this is a name that only parts have. */
    static boolean isPart(String name) {
        return name.endsWith(PART) || name.endsWith(INFO);
    }

    /** The part of a URL; another one if an attempt of this process has that. */
    PartialFile claim(URI uri) throws IOException {
        if (!made) {
            Files.createDirectories(folder);
            made = true;
        }
        String stem = FileNames.of(uri) + "." + hash(uri.toString());
        for (int n = 0; ; n++) {
            Path path = folder.resolve(stem + (n == 0 ? "" : "-" + n) + PART);
            if (claimed.add(path)) {
                return new PartialFile(this, path, stem, n);
            }
        }
    }

    /** Lets another attempt have a part. */
    void release(Path part) {
        claimed.remove(part);
    }

    /** Another path for a part whose file another process has. */
    Path next(Path part, String stem, int tries) {
        release(part);
        for (int n = tries; ; n++) {
            Path path = folder.resolve(stem + "-" + ProcessHandle.current().pid() + "-" + n + PART);
            if (claimed.add(path)) {
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
