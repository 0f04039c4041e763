package dev.hocket.jobs.reduce;

import dev.hocket.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** A column of a file, whose parts can be read in any order. */
abstract class FileColumn implements NumberColumn {
    private final String name;
    private final FilePartReader reader;

    FileColumn(Path path, ReductionSettings settings) {
        this.name = path.toString();
        this.reader = new FilePartReader(path, settings, this);
    }

    /** How a file is laid out. */
    static ReductionSettings.Format format(Path file, ReductionSettings settings)
            throws IOException {
        ReductionSettings.Format given = settings.format();
        if (given != null) {
            return given;
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(BinaryFileColumn.MAGIC.length);
        }
        if (Arrays.equals(start, BinaryFileColumn.MAGIC)) {
            return ReductionSettings.Format.NPY;
        }
        byte[] parquet = ParquetColumn.MAGIC;
        if (Arrays.equals(Arrays.copyOf(start, parquet.length), parquet)) {
            return ReductionSettings.Format.PARQUET;
        }
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".f64")) {
            return ReductionSettings.Format.F64;
        }
        return name.endsWith(".npy") ? ReductionSettings.Format.NPY : ReductionSettings.Format.CSV;
    }

    /**
     * Opens a file that is not Parquet.
     *
     * @param arena where text is mapped; closed with the column, or if that fails
     */
    static FileColumn of(Path file, ReductionSettings settings, Supplier<Arena> arena)
            throws IOException {
        return switch (format(file, settings)) {
            case NPY -> BinaryFileColumn.npy(file, settings);
            case F64 -> BinaryFileColumn.raw(file, NumberType.DOUBLE, settings);
            case F64BE -> BinaryFileColumn.raw(file, NumberType.DOUBLE_SWAPPED, settings);
            case CSV -> new CsvFileColumn(file, settings, arena.get());
            case PARQUET -> throw new IllegalArgumentException("Parquet is not mapped");
        };
    }

    /** How many parts there are. */
    abstract long chunks();

    /** Adds a part's values to {@code result}. */
    abstract void read(ColumnPart chunk, PartialResult result) throws IOException;

    @Override
    public final ColumnPartReader reader() {
        return reader;
    }

    @Override
    public final Inputs<ColumnPart> inputs() {
        return Inputs.range(0, chunks()).mapIndexed((index, _) -> new ColumnPart.Place(index));
    }

    @Override
    public final List<ColumnPart> parts() {
        return LongStream.range(0, chunks()).<ColumnPart>mapToObj(ColumnPart.Place::new).toList();
    }

    @Override
    public final String name() {
        return name;
    }
}
