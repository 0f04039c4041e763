package dev.hocket.site;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    private record Entry(Path asked, FileFacts facts, Reply reply) {
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
            return FileFacts.of(entry.asked).equals(entry.facts);
        } catch (IOException gone) {
            return false;
        }
    }

    /**
     * Keeps the reply of a file, if it is small, and has not changed just now, in which case
     * another change might not show; gives the reply to use.
     */
    Reply add(String path, Path asked, FileFacts facts, Reply reply) throws IOException {
        if (facts.size() > MAX_FILE
                || !facts.isSettled()
                || !(reply.body() instanceof ReplyBody.File file)) {
            return reply;
        }
        byte[] content;
        try (FileChannel channel = file.source().open()) {
            content = Channels.newInputStream(channel).readNBytes((int) facts.size() + 1);
        }
        if (content.length != facts.size() || !FileFacts.of(asked).equals(facts)) {
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
