package dev.hocket.site;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Replies of small files, the least used of which go first when there are too many bytes. Safe for
 * use by several threads; the file system is asked outside of the lock.
 */
final class SmallFileCache {
    private static final long MAX_FILE = 64 << 10;
    private static final long MAX_ALL = 32 << 20;
    private static final long ENTRY = 512;

    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    private record Entry(Path asked, BasicFileAttributes facts, Reply reply) {
        long weight() {
            return reply.body().length() + ENTRY;
        }
    }

    /** The reply to a path, if its file is as it was. */
    @Nullable Reply find(String path) {
        Entry entry;
        synchronized (entries) {
            entry = entries.get(path);
        }
        if (entry == null) {
            return null;
        }
        if (isSame(entry)) {
            return entry.reply;
        }
        synchronized (entries) {
            if (entries.remove(path, entry)) {
                bytes -= entry.weight();
            }
        }
        return null;
    }

    private static boolean isSame(Entry entry) {
        try {
            BasicFileAttributes now = FolderContent.facts(entry.asked);
            return same(now, entry.facts);
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean same(BasicFileAttributes one, BasicFileAttributes other) {
        return one.size() == other.size()
                && one.lastModifiedTime().equals(other.lastModifiedTime())
                && Objects.equals(one.fileKey(), other.fileKey());
    }

    /** Keeps the reply of a file, if it is small; gives the reply to use. */
    Reply add(String path, Path asked, BasicFileAttributes facts, Reply reply) throws IOException {
        if (facts.size() > MAX_FILE
                || facts.fileKey() == null
                || !(reply.body() instanceof ReplyBody.File file)) {
            return reply;
        }
        byte[] content = Files.readAllBytes(file.path());
        if (content.length != facts.size() || !same(FolderContent.facts(file.path()), facts)) {
            return reply;
        }
        Entry entry = new Entry(asked, facts, reply.body(new ReplyBody.Bytes(content)));
        synchronized (entries) {
            Entry old = entries.put(path, entry);
            bytes += entry.weight() - (old == null ? 0 : old.weight());
            Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
            while (bytes > MAX_ALL && oldest.hasNext()) {
                bytes -= oldest.next().getValue().weight();
                oldest.remove();
            }
        }
        return entry.reply;
    }
}
