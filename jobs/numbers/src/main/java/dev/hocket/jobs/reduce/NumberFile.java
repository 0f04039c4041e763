package dev.hocket.jobs.reduce;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers side by side in a file that is mapped into memory: NumPy's {@code .npy}, or raw ones. */
final class NumberFile extends FileColumn {
    /** What a NumPy file begins with. */
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final int VALUES = 1 << 15;
    private static final int LARGEST_HEADER = 1 << 16;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    private final MemorySegment file;
    private final ThreadLocal<Values> scratch;
    private NumberType type = NumberType.DOUBLE;
    private long start;
    private long count;

    private NumberFile(Path path, ReductionSettings settings, Arena arena) throws IOException {
        super(path, settings, arena);
        Set<Unfit> skip = settings.skip();
        this.scratch = ThreadLocal.withInitial(() -> new Values(skip, Block.SIZE));
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    /** Doubles, and nothing else. */
    static NumberFile raw(Path path, NumberType type, ReductionSettings settings, Arena arena)
            throws IOException {
        NumberFile file = new NumberFile(path, settings, arena);
        file.type = type;
        file.count = file.file.byteSize() / type.size();
        long over = file.file.byteSize() % type.size();
        if (file.file.byteSize() == 0 || over != 0) {
            file.close();
            throw new ReductionException(
                    over == 0
                            ? path + " is empty: there is no value in it"
                            : "%s has %d bytes, which are no whole number of doubles of %d bytes; is it cut short?"
                                    .formatted(path, file.file.byteSize(), type.size()));
        }
        return file;
    }

    /** An array as NumPy saves it; of any shape, as it lies in the file. */
    static NumberFile npy(Path path, ReductionSettings settings, Arena arena) throws IOException {
        NumberFile file = new NumberFile(path, settings, arena);
        try {
            file.readHeader();
            return file;
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private void readHeader() throws IOException {
        byte[] bytes = new byte[(int) Math.min(file.byteSize(), LARGEST_HEADER)];
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
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
            long there = file.byteSize() - start;
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
    void read(Chunk chunk, Partial result) {
        Values values = scratch.get();
        long from = chunk.index() * VALUES;
        long to = Math.min(from + VALUES, count);
        for (long at = from; at < to; at += Block.SIZE) {
            int length = (int) Math.min(Block.SIZE, to - at);
            values.clear();
            type.read(file, start + at * type.size(), values.all(), length);
            double sum = Block.sum(values.all(), 0, length);
            if (type.kind() != 'f' || !Double.isNaN(sum)) {
                result.add(values.all(), length, sum);
                continue;
            }
            values.count(length);
            values.checkNumbers(at); // or there are infinities of both signs
            result.add(values);
            if (values.fault() != null) {
                return;
            }
        }
    }

    @Override
    public String place(Chunk chunk, long at) {
        return "value " + (at + 1);
    }
}
