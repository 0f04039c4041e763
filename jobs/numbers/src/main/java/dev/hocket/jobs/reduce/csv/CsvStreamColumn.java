package dev.hocket.jobs.reduce.csv;

import dev.hocket.Inputs;
import dev.hocket.jobs.reduce.ColumnPart;
import dev.hocket.jobs.reduce.ReductionException;
import dev.hocket.jobs.reduce.aggregate.ColumnTotals;
import dev.hocket.jobs.reduce.aggregate.ColumnValues;
import dev.hocket.jobs.reduce.column.BrokenPart;
import dev.hocket.jobs.reduce.column.ColumnPartReader;
import dev.hocket.jobs.reduce.column.IndexedPart;
import dev.hocket.jobs.reduce.column.NumberColumn;
import dev.hocket.jobs.reduce.column.RecordsPart;
import dev.hocket.jobs.reduce.text.FileKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A column of CSV that comes through a stream: a pipe, or a file that is unpacked while it is read.
 * Whoever reads the stream finds where records end, so that parts hold whole ones; they are cut
 * where those of a file are, for the same result.
 *
 * <p>One thread takes the parts. It may wait for bytes when another asks for the {@link #rest}: so
 * it reads without the lock, behind the bytes that count, and adds them to those under the lock.
 */
public final class CsvStreamColumn implements NumberColumn {
    private final InputStream stream;
    private final String name;
    private final CsvOptions options;
    private final CsvLayout layout;
    private final CsvTokenizer tokenizer;

    /** What has been read and not given away. */
    private byte[] bytes;

    private int length;
    private boolean ended;

    /** Where {@link #bytes} begins in the stream, and how many lines are before. */
    private long offset;

    private long lines;

    /** Where the first record begins that may be not whole. */
    private int record;

    /** How many bytes there must be before that record is looked at again, since it was not. */
    private int enough;

    /** How many of a file's parts have been passed, of which those without a record are skipped. */
    private long passed;

    private long given;

    /** Reads text that is UTF-8, or of one byte a character; closes the stream with the column. */
    public CsvStreamColumn(InputStream stream, String name, CsvOptions options) throws IOException {
        this.stream = stream;
        this.name = name;
        this.options = options;
        this.bytes = new byte[2 * options.partSize() + CsvTokenizer.PADDING];
        CsvLayout found = null;
        while (found == null) { // the first record shows the layout: wait for no more
            fill();
            bytes[length] = '\n';
            found = CsvLayout.of(bytes, length, ended, options, name);
        }
        layout = found;
        tokenizer = new CsvTokenizer(layout.separator());
        record = (int) layout.start();
    }

    /** Reads what is there. */
    private void fill() throws IOException {
        byte[] to;
        int from;
        synchronized (this) {
            if (length + CsvTokenizer.PADDING >= bytes.length) {
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
    private synchronized @Nullable ColumnPart cut() throws ReductionException {
        while (true) {
            long stop = (passed + 1) * options.partSize() - offset;
            if (length >= enough || ended) {
                findRecords(stop);
            }
            if (record < stop && !ended) {
                return null;
            }
            passed++;
            if (given == 0) { // now that more is there than the first record
                FileKind.check(bytes, Math.min(length, CsvLayout.HEAD), options.certain(), name);
            }
            if (record > 0) {
                return give();
            }
            if (ended && length == 0) {
                return null;
            }
        }
    }

    /**
     * Skips whole records, and a last one that nothing follows. One that is not whole is looked at
     * again when there is twice as much of it: each byte so few times. One too long ends the
     * stream; whoever reads the part says so.
     */
    private void findRecords(long stop) {
        byte kept = bytes[length];
        bytes[length] = '\n';
        while (record < stop && record < length) {
            int next = tokenizer.afterRecord(bytes, record, length, ended);
            if (next < 0 && length - record <= CsvColumnReader.LARGEST_RECORD) {
                enough = length + (length - record);
                break;
            }
            ended |= next < 0;
            record = next < 0 ? length : next;
        }
        bytes[length] = kept; // of a read that continues
    }

    private ColumnPart give() {
        int end = record;
        byte[] records = Arrays.copyOf(bytes, end + CsvTokenizer.PADDING);
        records[end] = '\n';
        ColumnPart part = new RecordsPart(given++, records, end, offset, lines);
        lines += LineBreaks.count(records, 0, end);
        System.arraycopy(bytes, end, bytes, 0, length - end);
        length -= end;
        offset += end;
        record = 0;
        enough = 0;
        return part;
    }

    /** Ends the parts with one that says why there are no more. */
    private synchronized ColumnPart broken(IOException failed) {
        ended = true;
        length = 0;
        record = 0;
        String message = String.valueOf(failed.getMessage());
        return new BrokenPart(
                given++,
                failed instanceof ReductionException
                        ? message
                        : "%s could not be read completely: %s".formatted(name, message));
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
                next = broken(failed);
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
    private record PartReader(CsvLayout layout, CsvOptions options) implements ColumnPartReader {
        @Override
        public void read(IndexedPart part, ColumnTotals result) {
            RecordsPart records = (RecordsPart) part;
            int length = records.length();
            ColumnValues values = new ColumnValues(options.skip(), length / 8 + 1);
            int start = part.index() == 0 ? (int) layout.start() : 0;
            long offset = records.offset();
            layout.reader().read(records.bytes(), start, length, length, true, offset, values);
            result.add(values);
        }
    }

    @Override
    public ColumnPartReader reader() {
        return new PartReader(layout, options);
    }

    @Override
    public @Nullable String guessedHeader() {
        return layout.guessedHeader();
    }

    @Override
    public String place(IndexedPart part, long at) {
        RecordsPart records = (RecordsPart) part;
        int length = (int) (at - records.offset());
        return "line " + (records.lines() + 1 + LineBreaks.count(records.bytes(), 0, length));
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
