package dev.hocket.jobs.exec.output;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a command writes to one stream, and hands it to a sink line by line where there is
 * one. What comes after the end is refused.
 */
public final class OutputCapture {
    /** How much is kept in memory. */
    public static final int MEMORY = 1 << 20;

    private static final byte[] NOTHING = new byte[0];

    private final @Nullable LineSplitter lines;
    private final boolean keep;
    private byte[] memory = NOTHING;
    private @Nullable SpillFile file;
    private long size;
    private boolean finished;

    /**
     * A capture of one stream of one command.
     *
     * @param lines where lines go as they come; null for nowhere
     * @param keep whether what was written is wanted at the end
     */
    public OutputCapture(@Nullable LineSplitter lines, boolean keep) {
        this.lines = lines;
        this.keep = keep;
    }

    public synchronized void add(byte[] bytes, int length) throws IOException {
        if (finished) {
            throw new IOException("the command has ended");
        }
        if (lines != null) {
            lines.add(bytes, length);
        }
        if (keep) {
            store(bytes, length);
        }
    }

    private void store(byte[] bytes, int length) throws IOException {
        if (file == null && size + length > MEMORY) {
            file = SpillFile.create();
            file.append(memory, 0, (int) size);
            memory = NOTHING;
        }
        if (file != null) {
            file.append(bytes, 0, length);
        } else {
            int needed = (int) size + length;
            if (needed > memory.length) {
                // The first piece is most often the whole.
                memory =
                        Arrays.copyOf(
                                memory, size == 0 ? length : Math.max(needed, 2 * memory.length));
            }
            System.arraycopy(bytes, 0, memory, (int) size, length);
        }
        size += length;
    }

    /** What was collected, once the command has ended. */
    public synchronized StoredOutput finish() throws IOException {
        finished = true;
        if (lines != null) {
            lines.finish();
        }
        if (file != null) {
            SpillFile full = file;
            file = null;
            return new StoredOutput(full, size);
        }
        if (size == 0) {
            return StoredOutput.EMPTY;
        }
        return new StoredOutput(memory.length == size ? memory : Arrays.copyOf(memory, (int) size));
    }

    /** Drops what was collected. */
    public synchronized void discard() {
        finished = true;
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
