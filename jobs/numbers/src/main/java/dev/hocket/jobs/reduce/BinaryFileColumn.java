package dev.hocket.jobs.reduce;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers side by side in a file: NumPy's {@code .npy}, or raw ones. They are read, not mapped: a
 * buffer that stays in the cache costs less than the page faults of a mapping and its removal.
 */
final class BinaryFileColumn extends FileColumn {
    /** What a NumPy file begins with. */
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final int VALUES = 1 << 15;
    private static final long PAGE = 4096;
    private static final int LARGEST_HEADER = 1 << 16;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    private final ReopeningFile file;
    private final Set<NonNumber> skip;
    private final Queue<Scratch> scratch = new ConcurrentLinkedQueue<>();
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

    private BinaryFileColumn(Path path, ReductionSettings settings) throws IOException {
        super(path, settings);
        skip = settings.skip();
        file = new ReopeningFile(path);
    }

    /** Doubles, and nothing else. */
    static BinaryFileColumn raw(Path path, NumberType type, ReductionSettings settings)
            throws IOException {
        BinaryFileColumn file = new BinaryFileColumn(path, settings);
        file.type = type;
        file.count = file.file.size() / type.size();
        long over = file.file.size() % type.size();
        if (file.file.size() == 0 || over != 0) {
            file.close();
            throw new ReductionException(
                    over == 0
                            ? path + " is empty: there is no value in it"
                            : "%s has %d bytes, which are no whole number of doubles of %d bytes; is it cut short?"
                                    .formatted(path, file.file.size(), type.size()));
        }
        return file;
    }

    /** An array as NumPy saves it; of any shape, as it lies in the file. */
    static BinaryFileColumn npy(Path path, ReductionSettings settings) throws IOException {
        BinaryFileColumn file = new BinaryFileColumn(path, settings);
        try {
            file.readHeader();
            return file;
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private void readHeader() throws IOException {
        byte[] bytes = new byte[(int) Math.min(file.size(), LARGEST_HEADER)];
        file.read(ByteBuffer.wrap(bytes), 0);
        for (int i = 0; i < MAGIC.length; i++) {
            if (i >= bytes.length || bytes[i] != MAGIC[i]) {
                throw damaged("it does not begin as .npy files do");
            }
        }
        int version = bytes.length > 6 ? bytes[6] : 0;
        int from = version == 1 ? 10 : 12;
        if (version < 1 || version > 3 || bytes.length < from) {
            throw damaged("its version is " + version + ", and 1 to 3 are known");
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
            throw damaged("its elements are no plain numbers: " + header.strip());
        }
        NumberType found = NumberType.of(described.group(1));
        if (found == null) {
            throw damaged(
                    "its elements are of type '%s'; read are whole numbers of 1 to 8 bytes, floating ones of 2, 4 or 8, and truth values"
                            .formatted(described.group(1)));
        }
        type = found;
        count = 1;
        try {
            for (String side : shaped.group(1).split(",", -1)) {
                if (!side.isBlank()) {
                    count = Math.multiplyExact(count, Long.parseLong(side.strip()));
                }
            }
            long bytes = Math.multiplyExact(count, (long) type.size());
            long there = file.size() - start;
            if (bytes > there) {
                throw damaged(
                        "its header promises %d values, but %d bytes of them are missing; is it cut short?"
                                .formatted(count, bytes - there));
            }
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw damaged("its shape is (" + shaped.group(1) + ")");
        }
    }

    private ReductionException damaged(String why) {
        return new ReductionException(name() + " cannot be read as .npy: " + why);
    }

    @Override
    long chunks() {
        return (count + VALUES - 1) / VALUES;
    }

    @Override
    void read(ColumnPart chunk, PartialResult result) throws IOException {
        Scratch found = scratch.poll();
        Scratch own = found == null ? new Scratch(skip) : found;
        try {
            long from = chunk.index() * VALUES;
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
    private void add(Scratch own, int at, int length, long position, PartialResult result) {
        if (result.needsSumsAlone() && type.equals(NumberType.DOUBLE)) {
            double sum = BlockArithmetic.sum(own.bytes, 8L * at, length);
            if (!Double.isNaN(sum)) {
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
    public String place(ColumnPart chunk, long at) {
        return "value " + (at + 1);
    }
}
