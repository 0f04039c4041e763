package dev.hocket.link.shared;

import dev.hocket.link.memory.LinuxCalls;
import dev.hocket.link.memory.SharedMemoryFile;
import dev.hocket.link.memory.SharedMemoryFolder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The memory of a shared array in this JVM: a page that says what it is and whether it was closed,
 * then the elements. All arrays and slices of one file share one mapping.
 */
public final class SharedArrayMemory {
    private static final int PAGE = 4096;
    private static final long MAGIC = 0x486F636B_41727931L;
    private static final long MAGIC_AT = 0;
    private static final long CLOSED_AT = 8;

    /** By file, what this JVM has made or met. */
    private static final Map<String, SharedArrayMemory> MAPPED = new ConcurrentHashMap<>();

    private final Path file;
    private final Arena arena;
    private final MemorySegment memory;
    private final boolean owner;
    private volatile boolean travelled;

    private SharedArrayMemory(Path file, Arena arena, MemorySegment memory, boolean owner) {
        this.file = file;
        this.arena = arena;
        this.memory = memory;
        this.owner = owner;
    }

    /** Takes so much memory, all zeros. */
    @SuppressWarnings("exports") // for those who have a folder, inside of this module
    public static SharedArrayMemory create(SharedMemoryFolder folder, long bytes)
            throws IOException {
        Path file = SharedMemoryFile.create(folder, PAGE + bytes);
        try {
            SharedArrayMemory mapping = map(file, bytes, true);
            mapping.memory.set(ValueLayout.JAVA_LONG, MAGIC_AT, MAGIC);
            MAPPED.put(file.toString(), mapping);
            return mapping;
        } catch (IOException | RuntimeException failed) {
            SharedMemoryFile.delete(file);
            throw failed;
        }
    }

    /**
     * The memory by its name, mapped when first met.
     *
     * @throws IOException if it is gone
     */
    static SharedArrayMemory of(String name, long bytes) throws IOException {
        SharedArrayMemory known = MAPPED.get(name);
        return known == null ? meet(name, bytes) : known;
    }

    private static synchronized SharedArrayMemory meet(String name, long bytes) throws IOException {
        MAPPED.values().removeIf(SharedArrayMemory::dropped);
        SharedArrayMemory known = MAPPED.get(name);
        if (known == null) {
            known = map(Path.of(name), bytes, false);
            if (known.memory.get(ValueLayout.JAVA_LONG, MAGIC_AT) != MAGIC) {
                known.arena.close();
                throw new IOException(name + " is not a shared array");
            }
            MAPPED.put(name, known);
        }
        return known;
    }

    private static SharedArrayMemory map(Path file, long bytes, boolean owner) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            return new SharedArrayMemory(
                    file, arena, SharedMemoryFile.map(file, PAGE + bytes, arena), owner);
        } catch (IOException | RuntimeException failed) {
            arena.close();
            throw failed;
        }
    }

    /** Unmaps what another process has made and closed, unless somebody uses it right now. */
    private boolean dropped() {
        if (owner || !closed()) {
            return false;
        }
        try {
            arena.close();
            return true;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    String name() {
        return file.toString();
    }

    boolean owner() {
        return owner;
    }

    /** The elements' bytes. */
    public long bytes() {
        return memory.byteSize() - PAGE;
    }

    public MemorySegment data(long offset, long bytes) {
        return memory.asSlice(PAGE + offset, bytes);
    }

    /** Other processes may have it now. */
    void travels() {
        travelled = true;
    }

    /** Whether the process that made it has closed it. */
    boolean closed() {
        try {
            // A plain access, so that loops over the elements stay fast.
            return memory.get(ValueLayout.JAVA_INT, CLOSED_AT) != 0;
        } catch (IllegalStateException _) {
            return true;
        }
    }

    public synchronized void close() {
        if (!arena.scope().isAlive()) {
            return;
        }
        memory.set(ValueLayout.JAVA_INT, CLOSED_AT, 1);
        SharedMemoryFile.delete(file);
        MAPPED.remove(file.toString());
        if (travelled && bytes() > 0) {
            LinuxCalls.free(memory.asSlice(PAGE));
        }
        arena.close();
    }
}
