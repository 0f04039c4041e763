package dev.hocket.jobs.reduce.binary;

import dev.hocket.jobs.reduce.NonNumber;
import dev.hocket.jobs.reduce.ReductionException;
import dev.hocket.jobs.reduce.aggregate.BlockArithmetic;
import dev.hocket.jobs.reduce.aggregate.ColumnTotals;
import dev.hocket.jobs.reduce.aggregate.ColumnValues;
import dev.hocket.jobs.reduce.column.ColumnPartReader;
import dev.hocket.jobs.reduce.column.FileColumn;
import dev.hocket.jobs.reduce.column.FilePartReader;
import dev.hocket.jobs.reduce.column.IndexedPart;
import dev.hocket.jobs.reduce.text.PrintableText;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers side by side in a file: NumPy's {@code .npy}, or raw ones. They are read, not mapped: a
 * buffer that stays in the cache costs less than the page faults of a mapping and its removal.
 */
public final class BinaryFileColumn extends FileColumn {
    /** What a NumPy file begins with. */
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final int VALUES = 1 << 15;
    private static final long PAGE = 4096;
    private static final int SHOWN = 200;
    private static final int LARGEST_HEADER = 1 << 16;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    private final Path path;
    private final ReopeningFile file;
    private final Set<NonNumber> skip;
    private final Queue<Scratch> scratch = new ConcurrentLinkedQueue<>();
    private @Nullable NumberType raw;
    private NumberType type = NumberType.DOUBLE;
    private long start;
    private long count;

    /** What reads one chunk at a time. */
    private static final class Scratch {
        final MemorySegment bytes = Arena.ofAuto().allocate(VALUES * 8L, PAGE);
        final ByteBuffer buffer = bytes.asByteBuffer();
        final ColumnValues values;

        Scratch(Set<NonNumber> skip) {
            values = new ColumnValues(skip, BlockArithmetic.SIZE);
        }
    }

    private BinaryFileColumn(Path path, Set<NonNumber> skip) throws IOException {
        super(path);
        this.path = path;
        this.skip = skip;
        this.file = new ReopeningFile(path);
    }

    /** Whether a file that begins so is a NumPy array. */
    public static boolean isNumPy(byte[] head) {
        return head.length >= MAGIC.length
                && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Opens numbers of one type, and nothing else. */
    public static BinaryFileColumn raw(Path path, NumberType type, Set<NonNumber> skip)
            throws IOException {
        BinaryFileColumn column = new BinaryFileColumn(path, skip);
        column.raw = type;
        column.type = type;
        long size = column.file.size();
        column.count = size / type.size();
        long over = size % type.size();
        if (size == 0 || over != 0) {
            column.close();
            throw new ReductionException(
                    size == 0
                            ? column.name() + " is empty: there is no value in it"
                            : String.format(
                                    Locale.ROOT,
                                    "%s has %d bytes, which is not a whole number of doubles of %d"
                                            + " bytes; is it truncated?",
                                    column.name(),
                                    size,
                                    type.size()));
        }
        return column;
    }

    /** Opens an array as NumPy saves it; of any shape, as it lies in the file. */
    public static BinaryFileColumn npy(Path path, Set<NonNumber> skip) throws IOException {
        BinaryFileColumn column = new BinaryFileColumn(path, skip);
        try {
            column.readHeader();
            return column;
        } catch (IOException | RuntimeException failed) {
            column.close();
            throw failed;
        }
    }

    @Override
    public ColumnPartReader reader() {
        return new PartReader(path, raw, skip, this);
    }

    /** Reads parts wherever they have been sent. */
    private static final class PartReader extends FilePartReader {
        private static final long serialVersionUID = 1;

        private final @Nullable NumberType raw;
        private final EnumSet<NonNumber> skip = EnumSet.noneOf(NonNumber.class);

        PartReader(
                Path path, @Nullable NumberType raw, Set<NonNumber> skip, BinaryFileColumn open) {
            super(path, open);
            this.raw = raw;
            this.skip.addAll(skip);
        }

        @Override
        protected FileColumn open(Path file) throws IOException {
            return raw == null ? npy(file, skip) : raw(file, raw, skip);
        }
    }

    private void readHeader() throws IOException {
        byte[] bytes = new byte[(int) Math.min(file.size(), LARGEST_HEADER)];
        file.read(ByteBuffer.wrap(bytes), 0);
        for (int i = 0; i < MAGIC.length; i++) {
            if (i >= bytes.length || bytes[i] != MAGIC[i]) {
                throw damaged("it does not begin like a .npy file");
            }
        }
        int version = bytes.length > 6 ? bytes[6] : 0;
        int from = version == 1 ? 10 : 12;
        if (version < 1 || version > 3 || bytes.length < from) {
            throw damaged("its version is " + version + ", and versions 1 to 3 are supported");
        }
        long length = (bytes[8] & 0xff) | (bytes[9] & 0xff) << 8;
        if (version > 1) {
            length |= (bytes[10] & 0xff) << 16 | (bytes[11] & 0xffL) << 24;
        }
        if (from + length > bytes.length) {
            throw damaged("its header has " + length + " bytes, and the file ends before");
        }
        start = from + length;
        readLayout(new String(bytes, from, (int) length, StandardCharsets.ISO_8859_1));
    }

    private void readLayout(String header) throws IOException {
        Matcher described = TYPE.matcher(header);
        Matcher shaped = SHAPE.matcher(header);
        if (!described.find() || !shaped.find()) {
            throw damaged(
                    "its elements are not plain numbers: "
                            + PrintableText.shortened(header.strip(), SHOWN));
        }
        NumberType found = NumberType.of(described.group(1));
        if (found == null) {
            throw damaged(
                    "its elements are of type '%s'; supported are integers of 1 to 8 bytes, floating-point numbers of 2, 4 or 8 bytes, and booleans"
                            .formatted(PrintableText.shortened(described.group(1), SHOWN)));
        }
        type = found;
        String shape = shaped.group(1);
        count = count(shape);
        long there = file.size() - start;
        long bytes;
        try {
            bytes = Math.multiplyExact(count, (long) type.size());
        } catch (ArithmeticException tooLarge) {
            throw badShape(shape);
        }
        if (bytes > there) {
            throw damaged(
                    String.format(
                            Locale.ROOT,
                            "its header promises %d values, but %d bytes of them are missing; is it"
                                    + " truncated?",
                            count,
                            bytes - there));
        }
        if (bytes < there) {
            throw damaged(
                    String.format(
                            Locale.ROOT,
                            "%d bytes follow its %d values; save each array in a file of its own",
                            there - bytes,
                            count));
        }
    }

    /** How many values an array of this shape has. */
    private long count(String shape) throws ReductionException {
        long values = 1;
        try {
            for (String side : shape.split(",", -1)) {
                if (side.isBlank()) {
                    continue;
                }
                long length = Long.parseLong(side.strip());
                if (length < 0) {
                    throw badShape(shape);
                }
                values = Math.multiplyExact(values, length);
            }
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw badShape(shape);
        }
        return values;
    }

    private ReductionException badShape(String shape) {
        return damaged(
                "its shape is (%s); expected dimensions of at least 0, and fewer than 2^63 bytes in total"
                        .formatted(PrintableText.shortened(shape, SHOWN)));
    }

    private ReductionException damaged(String why) {
        return new ReductionException(name() + " cannot be read as .npy: " + why);
    }

    @Override
    protected long size() {
        return (count + VALUES - 1) / VALUES;
    }

    @Override
    protected void read(IndexedPart part, ColumnTotals result) throws IOException {
        Scratch found = scratch.poll();
        Scratch own = found == null ? new Scratch(skip) : found;
        try {
            long from = part.index() * VALUES;
            int length = (int) Math.min(VALUES, count - from);
            own.buffer.clear().limit(length * type.size());
            file.read(own.buffer, start + from * type.size());
            for (int at = 0; at < length && result.fault() == null; at += BlockArithmetic.SIZE) {
                add(own, at, Math.min(BlockArithmetic.SIZE, length - at), from + at, result);
            }
        } finally {
            scratch.add(own);
        }
    }

    /** Adds a block, whose first value is the one at {@code at} in the buffer. */
    private void add(Scratch own, int at, int length, long position, ColumnTotals result) {
        if (result.needsSumsAlone() && type.equals(NumberType.DOUBLE)) {
            double sum = BlockArithmetic.sum(own.bytes, 8L * at, length);
            if (Double.isFinite(sum)) {
                result.add(length, sum);
                return;
            }
        }
        ColumnValues values = own.values;
        values.clear();
        type.read(own.bytes, (long) at * type.size(), values.all(), length);
        double sum = BlockArithmetic.sum(values.all(), 0, length);
        if (type.kind() != 'f' || !Double.isNaN(sum)) {
            result.add(values.all(), length, sum);
            return;
        }
        values.count(length);
        values.checkNumbers(position); // or there are infinities of both signs
        result.add(values);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public String place(IndexedPart part, long at) {
        return "value " + (at + 1);
    }
}
