package dev.hocket.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One end of the two-way stream of frames between the parent and one worker. A frame is any number
 * of bytes up to {@link #largest()}; it arrives whole, unchanged and in order.
 *
 * <p>One thread at a time writes and one thread at a time reads; they may be two. {@link #wakeUp},
 * {@link #otherGone} and {@link #close} may be called by any thread at any time.
 */
public interface FrameLink extends AutoCloseable {

    /** The most bytes that a frame may have, at least 64 KiB. */
    int largest();

    /**
     * Copies a frame, from its position to its limit, into the link; the position is moved to the
     * limit. The frame may stay here until {@link #flush}. Blocks while the other end is too far
     * behind.
     *
     * @throws IOException if the other end has closed or its process is gone
     * @throws IllegalArgumentException if the frame is larger than {@link #largest()}
     */
    void write(ByteBuffer frame) throws IOException;

    /** Lets the other end see what was written, and wakes it if it waits. May block as a write. */
    void flush() throws IOException;

    /**
     * The next frame, from its position to its limit, or {@code null} at once if there is none yet.
     * It may lie in the link's own memory: it can be read until the next call of {@code poll} or
     * {@link #read}. Its order of bytes is big-endian.
     *
     * @throws IOException if the stream is damaged, or the link was closed at this end
     */
    @Nullable ByteBuffer poll() throws IOException;

    /**
     * The next frame, as {@link #poll}; blocks until there is one, until {@link #wakeUp}, or for
     * some time, or until there can be none any more.
     *
     * @param nanos how long to wait at most
     * @return the frame, or {@code null} if it was woken, the time is over, or the link has {@link
     *     #ended()}
     * @throws IOException if the stream is damaged, or the link was closed at this end
     */
    @Nullable ByteBuffer read(long nanos) throws IOException;

    /**
     * Whether the other end has closed, or its process is gone, and all that it wrote has been
     * read.
     */
    boolean ended();

    /**
     * Does what need not be done before the first frames, but makes waiting for later ones cheap.
     * May be called by any thread.
     */
    default void settle() {}

    /** Lets a {@link #read} that waits, or else the next one that would, return. */
    void wakeUp();

    /**
     * The process at the other end is no more. What it had written and flushed can still be read;
     * then the link has ended. A write that blocks fails.
     */
    void otherGone();

    /** Closes both ways and frees what this end holds; what was not flushed may be lost. */
    @Override
    void close();
}
