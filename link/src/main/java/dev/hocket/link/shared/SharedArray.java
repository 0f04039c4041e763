package dev.hocket.link.shared;

import dev.hocket.link.memory.SharedMemoryFolder;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;

/**
 * An array in memory that several processes share: what one process writes, the others read, and
 * nothing is copied. Create one with {@code allocate} or {@code copyOf} of {@link SharedDoubles},
 * {@link SharedLongs} or {@link SharedBytes}, and free it with {@link #close}.
 *
 * <p><b>In tasks.</b> It is serializable: whether it is an input, part of an input, or captured by
 * a task, only its name is sent. A worker process maps the memory on first use and keeps the
 * mapping. On engines whose lanes are threads, tasks use the array itself.
 *
 * <p><b>Visibility.</b> As in a Java array, elements are neither atomic nor volatile. What was
 * written before a run started is visible to its tasks, and what a task wrote is visible to the
 * code that has received its outcome. Tasks that run at the same time must write to different
 * elements; slices help.
 *
 * <p><b>Ownership.</b> The array belongs to the process that created it, and ends with that process
 * at the latest. Its file, in {@code /dev/shm} if that exists, can be opened only by its owner; the
 * file of a process that was killed is deleted when the same user creates the next array. All pages
 * are allocated at once, so a lack of memory is an error at creation, not later.
 *
 * <p>Safe for use by several threads, as described above.
 */
public abstract sealed class SharedArray implements AutoCloseable, Serializable
        permits SharedDoubles, SharedLongs, SharedBytes {
    private static final long serialVersionUID = 1;

    private final transient SharedArrayMemory mapping;
    private final transient MemorySegment data;
    private final transient long offset;
    private final transient long length;
    private final transient boolean whole;

    /** What memory holds: all that was allocated, or the elements that a handle names. */
    SharedArray(
            SharedArrayMemory mapping, long offset, long length, int elementBytes, boolean whole) {
        this.mapping = mapping;
        this.whole = whole;
        this.offset = offset;
        this.length = length;
        this.data = mapping.data(offset * elementBytes, length * elementBytes);
    }

    /** A slice. */
    SharedArray(SharedArray array, long from, long length, int elementBytes) {
        check(from, length, array.length, "a slice of elements");
        if (array.mapping.closed()) {
            throw array.closed();
        }
        this.mapping = array.mapping;
        this.whole = false;
        this.offset = array.offset + from;
        this.length = length;
        this.data = array.data.asSlice(from * elementBytes, length * elementBytes);
    }

    /** Shared memory for this many elements. */
    static SharedArrayMemory memory(long length, int elementBytes) {
        if (length < 0 || length > Long.MAX_VALUE / 2 / elementBytes) {
            throw new IllegalArgumentException(
                    "a shared array of " + length + " elements; 0 or more are possible");
        }
        try {
            return SharedArrayMemory.create(SharedMemoryFolder.standard(), length * elementBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of elements. */
    public final long length() {
        return length;
    }

    /**
     * The memory itself, for bulk work with {@link MemorySegment#copy}, vector code or native
     * functions. It is valid until {@link #close}: later accesses throw {@link
     * IllegalStateException}.
     *
     * @throws IllegalStateException if the array is closed
     */
    public final MemorySegment segment() {
        return open();
    }

    /**
     * Frees the memory, here and in all workers. Every later use throws {@link
     * IllegalStateException}; a worker in the middle of a use may read zeros. A second call has no
     * effect, nor has a call on a slice or in a worker, since the array belongs to the process that
     * created it.
     *
     * @throws IllegalStateException if a native call or a channel is using the memory
     */
    @Override
    public final void close() {
        if (whole) {
            mapping.close();
        }
    }

    /** The length of a Java array for all elements. */
    final int arrayLength() {
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    this + " is longer than a Java array can be; copy a slice of it");
        }
        return (int) length;
    }

    /** The memory, if it is still there. */
    final MemorySegment open() {
        if (mapping.closed()) {
            throw closed();
        }
        return data;
    }

    /** What to throw when an access found the memory gone. */
    final IllegalStateException closed() {
        return new IllegalStateException(
                this
                        + " is closed; close a shared array after the last task that uses it has"
                        + " ended");
    }

    /** Checks a range as {@link java.util.Objects#checkFromIndexSize} does, and says what it is. */
    static void check(long from, long count, long length, String what) {
        if (from < 0 || count < 0 || from > length - count) {
            throw new IndexOutOfBoundsException(
                    what + " " + from + " to " + (from + count) + " of " + length);
        }
    }

    /** Its kind and its range, the same in every run. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + offset + ".." + (offset + length) + "]";
    }

    /** Only the name travels. */
    final Object writeReplace() {
        open();
        mapping.travels();
        return new SharedArrayHandle(
                getClass().getSimpleName(), mapping.name(), mapping.bytes(), offset, length);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a shared array travels as its name");
    }
}
