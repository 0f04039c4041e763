package dev.hocket.jobs.reduce;

import dev.hocket.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column of CSV that comes through a pipe. Whoever reads the stream finds where records end, so
 * that chunks hold whole ones; they are cut where those of a file are, for the same result.
 *
 * <p>One thread takes the parts. It may wait for bytes when another asks for the {@link #rest}: so
 * it reads without the lock, behind the bytes that count, and adds them to those under the lock.
 */
final class CsvStreamColumn implements NumberColumn {
    private static final int MOST = 1 << 30;

    private final InputStream stream;
    private final String name;
    private final CsvLayout shape;
    private final CsvTokenizer reader;
    private final Set<NonNumber> skip;

    /** What has been read and not given away. */
    private byte[] bytes = new byte[2 * CsvFileColumn.SIZE];

    private int length;
    private boolean ended;

    /** Where {@link #bytes} begins in the stream, and how many lines are before. */
    private long offset;

    private long lines;

    /** Where the first record begins that may be not whole. */
    private int record;

    /** How many of a file's parts have been passed, of which those without a record are skipped. */
    private long passed;

    private long given;

    CsvStreamColumn(InputStream stream, String name, CsvSettings settings, Set<NonNumber> skip)
            throws IOException {
        this.stream = stream;
        this.name = name;
        this.skip = skip;
        while (!ended && lineEnd() == length) { // the first line shows the shape: wait for no more
            fill();
        }
        shape = CsvLayout.of(Arrays.copyOf(bytes, length), ended, settings, name);
        reader = shape.reader();
        record = (int) shape.start();
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
        byte[] to;
        int from;
        synchronized (this) {
            if (length + CsvTokenizer.PADDING >= bytes.length) {
                if (bytes.length >= MOST) {
                    throw new ReductionException(
                            "%s: a record of more than %d bytes; a quote is likely missing"
                                    .formatted(name, MOST));
                }
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            to = bytes;
            from = length;
        }
        int read = stream.read(to, from, to.length - CsvTokenizer.PADDING - from);
        synchronized (this) {
            length += ended ? 0 : Math.max(0, read);
            ended |= read < 0;
        }
    }

    /** The next part, if enough has been read. */
    private synchronized @Nullable ColumnPart cut() {
        while (true) {
            long stop = (passed + 1) * CsvFileColumn.SIZE - offset;
            findRecords(stop);
            if (record < stop && !ended) {
                return null;
            }
            passed++;
            if (record > 0) {
                return give();
            }
            if (ended && length == 0) {
                return null;
            }
        }
    }

    /** Passes over whole records, and over a last one that nothing follows. */
    private void findRecords(long stop) {
        byte kept = bytes[length];
        bytes[length] = '\n';
        while (record < stop && record < length) {
            int next = reader.nextRecord(bytes, record, length);
            if (next > length && !ended) {
                break;
            }
            record = Math.min(next, length);
        }
        bytes[length] = kept; // of a read that goes on
    }

    private ColumnPart give() {
        int end = record;
        byte[] records = Arrays.copyOf(bytes, end + CsvTokenizer.PADDING);
        records[end] = '\n';
        ColumnPart chunk = new ColumnPart.Records(given++, records, end, offset, lines);
        for (int i = 0; i < end; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        System.arraycopy(bytes, end, bytes, 0, length - end);
        length -= end;
        offset += end;
        record = 0;
        return chunk;
    }

    @Override
    public synchronized @Nullable ColumnPart rest() {
        if (ended) {
            return null;
        }
        findRecords(length);
        ended = true;
        return record == 0 ? null : give();
    }

    @Override
    public Inputs<ColumnPart> inputs() {
        return Inputs.live(new Cuts());
    }

    private final class Cuts implements Iterator<ColumnPart> {
        private @Nullable ColumnPart next;

        @Override
        public boolean hasNext() {
            try {
                for (next = next == null ? cut() : next; next == null && !over(); next = cut()) {
                    fill();
                }
            } catch (ClosedByInterruptException stopped) {
                return false; // as the run does
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return next != null;
        }

        private boolean over() {
            synchronized (CsvStreamColumn.this) {
                return ended;
            }
        }

        @Override
        public ColumnPart next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            ColumnPart taken = next;
            next = null;
            return taken;
        }
    }

    /** Reads records wherever they have been sent. */
    private record Reader(CsvLayout shape, Set<NonNumber> skip) implements ColumnPartReader {
        @Override
        public void read(ColumnPart chunk, PartialResult result) {
            ColumnPart.Records records = (ColumnPart.Records) chunk;
            ColumnValues values = new ColumnValues(skip, records.length / 8 + 1);
            int start = chunk.index() == 0 ? (int) shape.start() : 0;
            int length = records.length;
            shape.reader()
                    .read(records.bytes, start, length, length, false, records.offset, values);
            result.add(values);
        }
    }

    @Override
    public ColumnPartReader reader() {
        return new Reader(shape, skip);
    }

    @Override
    public String place(ColumnPart chunk, long at) {
        ColumnPart.Records records = (ColumnPart.Records) chunk;
        long line = records.lines + 1;
        for (int i = 0; i < at - records.offset; i++) {
            line += records.bytes[i] == '\n' ? 1 : 0;
        }
        return "line " + line;
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
