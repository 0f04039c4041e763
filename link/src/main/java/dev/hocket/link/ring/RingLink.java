package dev.hocket.link.ring;

import dev.hocket.link.FrameLink;
import dev.hocket.link.memory.LinuxCalls;
import dev.hocket.link.memory.SharedMemoryFile;
import dev.hocket.link.memory.SharedWords;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link FrameLink} over two {@link FrameRing}s, one each way, in a file of shared memory.
 *
 * <p>The memory is unmapped when the garbage collector finds it unreachable, so that a frame that
 * is being read stays valid when the link is closed. Its pages are freed earlier, by the reader at
 * the parent's end when it finds the link closed.
 */
final class RingLink implements FrameLink {
    private static final int CAPACITY = 512 << 10;
    private static final int LARGEST = CAPACITY / 4 - FrameRing.WORD;
    private static final int PAGE = 4096;
    private static final int MAGIC = 0x486F636B;
    private static final int VERSION = 1;
    private static final int MAGIC_AT = 0;
    private static final int VERSION_AT = 4;
    private static final int OPENED_AT = 128;

    /** How much shared memory a link takes. */
    static final int BYTES = PAGE + 2 * CAPACITY;

    private final ByteBuffer memory;
    private final ByteBuffer page;
    private final FrameRing in;
    private final FrameRing out;
    private final RingReader reader;
    private final RingWriter writer;
    private final boolean parent;
    private volatile boolean closed;

    private RingLink(ByteBuffer memory, boolean parent, BooleanSupplier alive) {
        this.memory = memory;
        this.page = page(memory);
        this.parent = parent;
        this.in = ring(memory, parent ? 1 : 0);
        this.out = ring(memory, parent ? 0 : 1);
        this.reader = new RingReader(in, alive);
        this.writer = new RingWriter(out, alive);
    }

    private static FrameRing ring(ByteBuffer memory, int which) {
        return new FrameRing(
                memory.slice((1 + which) * FrameRing.HEADER, FrameRing.HEADER),
                memory.slice(PAGE + which * CAPACITY, CAPACITY));
    }

    private static ByteBuffer page(ByteBuffer memory) {
        return SharedWords.of(memory.slice(0, PAGE));
    }

    /** Memory for a link, from a file that is all zeros. */
    static ByteBuffer prepare(Path file) throws IOException {
        ByteBuffer memory = SharedMemoryFile.map(file, BYTES);
        ByteBuffer page = page(memory);
        page.putInt(VERSION_AT, VERSION);
        SharedWords.INT.setRelease(page, MAGIC_AT, MAGIC);
        return memory;
    }

    /** The end of the parent. */
    static RingLink first(ByteBuffer memory, BooleanSupplier alive) {
        return new RingLink(memory, true, alive);
    }

    /** The end of the worker. */
    static RingLink second(Path file, BooleanSupplier alive) throws IOException {
        ByteBuffer memory = SharedMemoryFile.map(file, BYTES);
        ByteBuffer page = page(memory);
        if ((int) SharedWords.INT.getAcquire(page, MAGIC_AT) != MAGIC
                || page.getInt(VERSION_AT) != VERSION) {
            throw new IOException(file + " is not a link of this version");
        }
        return new RingLink(memory, false, alive);
    }

    /** Says that the worker has opened its end. */
    void opened() {
        SharedWords.INT.setVolatile(page, OPENED_AT, 1);
    }

    /** Whether the worker has opened its end. */
    boolean isOpened() {
        return (int) SharedWords.INT.getAcquire(page, OPENED_AT) != 0;
    }

    @Override
    public void settle() {
        boolean _ = FrameRing.findFutexes();
        in.readerWakes();
        out.writerWakes();
    }

    @Override
    public int largest() {
        return LARGEST;
    }

    @Override
    public void write(ByteBuffer frame) throws IOException {
        if (frame.remaining() > LARGEST) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a frame of %d bytes: must have at most %d",
                            frame.remaining(),
                            LARGEST));
        }
        writer.write(frame);
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }

    @Override
    public @Nullable ByteBuffer poll() throws IOException {
        checkOpen();
        return reader.poll();
    }

    @Override
    public @Nullable ByteBuffer read(long nanos) throws IOException {
        checkOpen();
        ByteBuffer frame = reader.read(nanos);
        if (frame == null) {
            checkOpen();
        }
        return frame;
    }

    private void checkOpen() throws IOException {
        if (closed) {
            if (parent) {
                LinuxCalls.free(MemorySegment.ofBuffer(memory).asSlice(PAGE));
            }
            throw new IOException("the link is closed");
        }
    }

    @Override
    public boolean ended() {
        return reader.atEnd();
    }

    @Override
    public void wakeUp() {
        reader.wakeUp();
    }

    @Override
    public void otherGone() {
        in.end();
        out.end();
    }

    @Override
    public void close() {
        closed = true;
        otherGone();
    }
}
