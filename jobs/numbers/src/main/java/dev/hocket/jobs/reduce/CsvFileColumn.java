package dev.hocket.jobs.reduce;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A column of a CSV file that is mapped into memory. Part k has the records that begin between its
 * {@value #SIZE} bytes, which can be told from there alone unless a quoted field holds a line
 * break: a chunk guesses that it does not begin within one, and takes the first line break for the
 * end of a record. Whoever adds the results in order knows where each chunk's first record begins
 * really, and has those read again that guessed wrong.
 */
final class CsvFileColumn extends FileColumn {
    static final int SIZE = 1 << 18;
    private static final int BEYOND = 1 << 12;
    private static final int LARGEST_RECORD = 1 << 30;

    private final Arena arena;
    private final CsvLayout shape;
    private final MemorySegment file;
    private final ThreadLocal<Scratch> scratch;

    /** What a thread needs to read a chunk. */
    private static final class Scratch {
        final CsvTokenizer reader;
        final ColumnValues values;
        byte[] bytes = new byte[SIZE + BEYOND + CsvTokenizer.PADDING];

        Scratch(CsvTokenizer reader, ColumnValues values) {
            this.reader = reader;
            this.values = values;
        }
    }

    CsvFileColumn(Path path, ReductionSettings settings, Arena arena) throws IOException {
        super(path, settings);
        this.arena = arena;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            byte[] head = new byte[(int) Math.min(file.byteSize(), CsvLayout.HEAD)];
            MemorySegment.copy(file, ValueLayout.JAVA_BYTE, 0, head, 0, head.length);
            shape = CsvLayout.of(head, head.length == file.byteSize(), settings.csv(), name());
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
        Set<NonNumber> skip = settings.skip();
        scratch =
                ThreadLocal.withInitial(
                        () -> new Scratch(shape.reader(), new ColumnValues(skip, SIZE / 8)));
    }

    @Override
    long chunks() {
        return (file.byteSize() + SIZE - 1) / SIZE;
    }

    @Override
    void read(ColumnPart chunk, PartialResult result) throws IOException {
        long from = chunk.index() * SIZE;
        long stop = Math.min(from + SIZE, file.byteSize());
        if (stop <= shape.start()) {
            result.span(shape.start(), shape.start());
            return;
        }
        readFrom(from <= shape.start() ? shape.start() : guess(from, stop), chunk, result);
    }

    /** The first byte after a line break, if it lies in the chunk; or else its end. */
    private long guess(long from, long stop) {
        for (long at = from - 1; at < stop - 1; at++) {
            if (file.get(ValueLayout.JAVA_BYTE, at) == '\n') {
                return at + 1;
            }
        }
        return stop;
    }

    @Override
    public long begin(ColumnPart chunk, PartialResult before) {
        return Math.max(before.end(), shape.start());
    }

    @Override
    public void readFrom(long start, ColumnPart chunk, PartialResult result) throws IOException {
        long stop = Math.min((chunk.index() + 1) * SIZE, file.byteSize());
        result.span(start, start);
        if (start >= stop) {
            return;
        }
        Scratch here = scratch.get();
        for (long beyond = BEYOND; ; beyond *= 4) {
            long limit = Math.min(stop + beyond, file.byteSize());
            if (limit - start > LARGEST_RECORD) {
                throw new ReductionException(
                        "%s, %s: a record of more than %d bytes; a quote is likely missing"
                                .formatted(name(), place(chunk, start), LARGEST_RECORD));
            }
            int length = (int) (limit - start);
            if (here.bytes.length < length + CsvTokenizer.PADDING) {
                here.bytes = new byte[length + CsvTokenizer.PADDING];
            }
            MemorySegment.copy(file, ValueLayout.JAVA_BYTE, start, here.bytes, 0, length);
            here.bytes[length] = '\n';
            here.values.clear();
            boolean more = limit < file.byteSize();
            int end =
                    here.reader.read(
                            here.bytes, 0, (int) (stop - start), length, more, start, here.values);
            if (end >= 0) {
                result.span(start, start + end);
                result.add(here.values);
                return;
            }
        }
    }

    @Override
    public String place(ColumnPart chunk, long at) {
        long lines = 1;
        for (long i = 0; i < at; i++) {
            lines += file.get(ValueLayout.JAVA_BYTE, i) == '\n' ? 1 : 0;
        }
        return "line " + lines;
    }

    @Override
    public void close() {
        arena.close();
    }
}
