package dev.hocket.jobs.crawl;

import dev.hocket.http.Headers;
import dev.hocket.jobs.disk.DiskFailures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages of earlier crawls in a folder, each in a file that is whole or not there: some lines, an
 * empty one, the bytes of the page. Safe for use by several threads and processes.
 */
final class PageCache {
    private final Path folder;

    /** A page as it was. */
    @SuppressWarnings("ArrayRecordComponent")
    record CachedPage(String tag, String modified, String type, byte[] body) {}

    PageCache(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** The page of a URL, or null. */
    @Nullable CachedPage find(String url) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(place(url));
        } catch (NoSuchFileException none) {
            return null;
        }
        int end = 0;
        while (end + 1 < bytes.length && !(bytes[end] == '\n' && bytes[end + 1] == '\n')) {
            end++;
        }
        List<String> lines =
                List.of(new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n", -1));
        if (lines.size() != 4 || !lines.getFirst().equals(url)) {
            return null;
        }
        byte[] body = Arrays.copyOfRange(bytes, end + 2, bytes.length);
        return new CachedPage(field(lines.get(1)), field(lines.get(2)), field(lines.get(3)), body);
    }

    private static String field(String line) {
        return line.substring(1);
    }

    /** Keeps a page that can be asked for again; others are not kept. */
    void keep(String url, Headers headers, byte[] body, int length) throws IOException {
        String tag = headers.first("ETag");
        String modified = headers.first("Last-Modified");
        if ((tag == null && modified == null) || headers.lists("Cache-Control", "no-store")) {
            return;
        }
        String type = headers.first("Content-Type");
        String head =
                "%s\n:%s\n:%s\n:%s\n\n"
                        .formatted(
                                url,
                                tag == null ? "" : tag,
                                modified == null ? "" : modified,
                                type == null ? "" : type);
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length() + length);
        all.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        all.write(body, 0, length);
        Path place = place(url);
        Path parent = Files.createDirectories(folder.resolve(place.getName(folder.getNameCount())));
        Path part = Files.createTempFile(parent, "page", ".part");
        try {
            Files.write(part, all.toByteArray());
            Files.move(
                    part,
                    place,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            Files.deleteIfExists(part);
            throw DiskFailures.named(place, failed);
        }
    }

    private Path place(String url) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(url.getBytes(StandardCharsets.UTF_8));
            String name = HexFormat.of().formatHex(hash, 0, 20);
            return folder.resolve(name.substring(0, 2)).resolve(name.substring(2));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
