package dev.hocket.jobs.reduce;

import dev.hocket.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column of CSV that comes through a pipe. Whoever reads the stream finds where records end, so
 * that chunks hold whole ones; they are cut where those of a file are, for the same result.
 */
final class CsvStream implements Column {
    private static final int MOST = 1 << 30;

    private final InputStream stream;
    private final String name;
    private final Set<Unfit> skip;
    private final CsvShape shape;
    private final CsvReader reader;

    /** What has been read and not given away. */
    private byte[] bytes = new byte[2 * CsvFile.SIZE];

    private int length;
    private boolean ended;

    /** Where {@link #bytes} begins in the stream. */
    private long offset;

    CsvStream(InputStream stream, String name, CsvSettings settings, Set<Unfit> skip)
            throws IOException {
        this.stream = stream;
        this.name = name;
        this.skip = skip;
        int line = 0;
        while (!ended && line >= length) { // the first line shows the shape: wait for no more
            fill();
            line = lineEnd();
        }
        shape = CsvShape.of(Arrays.copyOf(bytes, length), ended, settings, name);
        reader = shape.reader();
    }

    private int lineEnd() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return length;
    }

    /** Reads what is there. */
    private void fill() throws IOException {
        if (length + CsvReader.PADDING >= bytes.length) {
            if (bytes.length >= MOST) {
                throw new ReductionException(
                        "%s: a record of more than %d bytes; a quote is likely missing"
                                .formatted(name, MOST));
            }
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int read = stream.read(bytes, length, bytes.length - CsvReader.PADDING - length);
        ended = read < 0;
        length += Math.max(0, read);
    }

    @Override
    public Inputs<Chunk> inputs() {
        return Inputs.of(new Cuts());
    }

    /** Cuts the stream where records end. */
    private final class Cuts implements Iterator<Chunk> {
        private long index;
        private long lines;
        private @Nullable Chunk next;

        @Override
        public boolean hasNext() {
            try {
                if (next == null) {
                    next = cut();
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return next != null;
        }

        @Override
        public Chunk next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Chunk given = next;
            next = null;
            return given;
        }

        private @Nullable Chunk cut() throws IOException {
            long stop = (index + 1) * CsvFile.SIZE - offset;
            int record = index == 0 ? (int) shape.start() : 0;
            while (true) {
                bytes[length] = '\n';
                while (record < stop && record < length) {
                    int following = reader.nextRecord(bytes, record, length);
                    if (following > length && !ended) {
                        break;
                    }
                    record = Math.min(following, length);
                }
                if (record >= stop || ended) {
                    break;
                }
                fill();
            }
            return record == 0 ? null : give(record);
        }

        private Chunk give(int end) {
            byte[] given = Arrays.copyOf(bytes, end + CsvReader.PADDING);
            given[end] = '\n';
            Chunk chunk = new Chunk.Records(index++, given, end, offset, lines);
            for (int i = 0; i < end; i++) {
                lines += bytes[i] == '\n' ? 1 : 0;
            }
            System.arraycopy(bytes, end, bytes, 0, length - end);
            length -= end;
            offset += end;
            return chunk;
        }
    }

    @Override
    public void read(Chunk chunk, Partial result) {
        Chunk.Records records = (Chunk.Records) chunk;
        Values values = new Values(skip, records.length / 8 + 1);
        int start = chunk.index() == 0 ? (int) shape.start() : 0;
        int length = records.length;
        shape.reader().read(records.bytes, start, length, length, false, records.offset, values);
        result.add(values);
    }

    @Override
    public String place(Chunk chunk, long at) {
        Chunk.Records records = (Chunk.Records) chunk;
        long lines = records.lines + 1;
        for (int i = 0; i < at - records.offset; i++) {
            lines += records.bytes[i] == '\n' ? 1 : 0;
        }
        return "line " + lines;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
