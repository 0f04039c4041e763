package dev.hocket.jobs.reduce.csv;

import dev.hocket.jobs.reduce.ReductionException;
import dev.hocket.jobs.reduce.aggregate.ColumnTotals;
import dev.hocket.jobs.reduce.aggregate.ColumnValues;
import dev.hocket.jobs.reduce.column.ColumnPartReader;
import dev.hocket.jobs.reduce.column.FileColumn;
import dev.hocket.jobs.reduce.column.FilePartReader;
import dev.hocket.jobs.reduce.column.IndexedPart;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A column of a CSV file that is mapped into memory. Part k has the records that begin between its
 * bytes, which can be told from there alone unless a quoted field holds a line break: a part
 * guesses that it does not begin within one, and takes the first line break for the end of a
 * record. Whoever adds the results in order knows where each part's first record begins really, and
 * has those read again that guessed wrong. So what a part finds, faults too, counts only once its
 * guess is known to be right.
 */
public final class CsvFileColumn extends FileColumn {
    private static final int BEYOND = 1 << 12;
    private static final int PIECE = 1 << 16;

    private final Path path;
    private final CsvOptions options;
    private final Arena arena;
    private final CsvLayout layout;
    private final MemorySegment file;
    private final int size;
    private final ThreadLocal<Scratch> scratch;

    /** What a thread needs to read a part. */
    private static final class Scratch {
        final CsvColumnReader reader;
        final ColumnValues values;
        byte[] bytes;

        Scratch(CsvLayout layout, CsvOptions options) {
            reader = layout.reader();
            values = new ColumnValues(options.skip(), options.partSize() / 8 + 1);
            bytes = new byte[options.partSize() + BEYOND + CsvTokenizer.PADDING];
        }
    }

    /**
     * Opens a file that is text of one byte a character, or UTF-8.
     *
     * @param arena where it is mapped; closed with the column, or if this fails
     */
    public CsvFileColumn(Path path, CsvOptions options, Arena arena) throws IOException {
        super(path);
        this.path = path;
        this.options = options;
        this.arena = arena;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            int length = (int) Math.min(file.byteSize(), CsvLayout.HEAD);
            byte[] head = new byte[length + CsvTokenizer.PADDING];
            copy(0, head, length);
            CsvLayout found =
                    CsvLayout.of(head, length, length == file.byteSize(), options, name());
            if (found == null) {
                throw new IllegalStateException("the layout of " + name() + " is not known");
            }
            layout = found;
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
        size = options.partSize();
        scratch = ThreadLocal.withInitial(() -> new Scratch(layout, options));
    }

    /** Copies what begins at {@code from}, and ends it as a {@link CsvTokenizer} wants it. */
    private void copy(long from, byte[] to, int length) throws ReductionException {
        try {
            MemorySegment.copy(file, ValueLayout.JAVA_BYTE, from, to, 0, length);
        } catch (InternalError gone) {
            throw shorter(gone);
        }
        to[length] = '\n';
    }

    /** By an error the JVM tells that a mapped page is no longer there. */
    private ReductionException shorter(InternalError gone) {
        return new ReductionException(
                name() + " became shorter while it was read; read it when no program writes to it",
                gone);
    }

    @Override
    protected long size() {
        return (file.byteSize() + size - 1) / size;
    }

    @Override
    protected void read(IndexedPart part, ColumnTotals result) throws IOException {
        long from = part.index() * size;
        long stop = Math.min(from + size, file.byteSize());
        if (stop <= layout.start()) {
            result.span(layout.start(), layout.start());
            return;
        }
        readFrom(from <= layout.start() ? layout.start() : guess(from, stop), part, result);
    }

    /** The first byte after a line break, if it lies in the part; or else its end. */
    private long guess(long from, long stop) throws ReductionException {
        try {
            for (long at = from - 1; at < stop - 1; at++) {
                byte there = file.get(ValueLayout.JAVA_BYTE, at);
                if (there == '\n'
                        || (there == '\r' && file.get(ValueLayout.JAVA_BYTE, at + 1) != '\n')) {
                    return at + 1;
                }
            }
        } catch (InternalError gone) {
            throw shorter(gone);
        }
        return stop;
    }

    @Override
    public long begin(ColumnTotals before) {
        return Math.max(before.end(), layout.start());
    }

    @Override
    public void readFrom(long start, IndexedPart part, ColumnTotals result) throws IOException {
        long stop = Math.min((part.index() + 1) * size, file.byteSize());
        result.span(start, start);
        if (start >= stop) {
            return;
        }
        Scratch here = scratch.get();
        for (long beyond = BEYOND; ; beyond *= 4) {
            long limit = Math.min(stop + beyond, file.byteSize());
            int length = (int) (limit - start);
            if (here.bytes.length < length + CsvTokenizer.PADDING) {
                here.bytes = new byte[length + CsvTokenizer.PADDING];
            }
            copy(start, here.bytes, length);
            here.values.clear();
            boolean last = limit == file.byteSize();
            int end =
                    here.reader.read(
                            here.bytes, 0, (int) (stop - start), length, last, start, here.values);
            if (end >= 0) {
                result.span(start, start + end);
                result.add(here.values);
                return;
            }
        }
    }

    @Override
    public ColumnPartReader reader() {
        return new PartReader(path, options, this);
    }

    /** Reads parts wherever they have been sent. */
    private static final class PartReader extends FilePartReader {
        private static final long serialVersionUID = 1;

        private final CsvOptions options;

        PartReader(Path path, CsvOptions options, CsvFileColumn open) {
            super(path, open);
            this.options = options;
        }

        @Override
        protected FileColumn open(Path file) throws IOException {
            return new CsvFileColumn(file, options, Arena.ofAuto());
        }
    }

    @Override
    public @Nullable String guessedHeader() {
        return layout.guessedHeader();
    }

    @Override
    public String place(IndexedPart part, long at) throws IOException {
        long lines = 1;
        byte[] bytes = new byte[PIECE + CsvTokenizer.PADDING];
        for (long from = 0; from < at; from += PIECE) {
            int length = (int) Math.min(PIECE, at - from);
            copy(from, bytes, length);
            lines += LineBreaks.count(bytes, 0, length);
            boolean parted = bytes[length - 1] == '\r' && from + length < at;
            if (parted && file.get(ValueLayout.JAVA_BYTE, from + length) == '\n') {
                lines--;
            }
        }
        return "line " + lines;
    }

    @Override
    public void close() {
        arena.close();
    }
}
