package dev.hocket.jobs.reduce.job;

import dev.hocket.jobs.reduce.ReductionException;
import dev.hocket.jobs.reduce.ReductionSettings;
import dev.hocket.jobs.reduce.ReductionSettings.Format;
import dev.hocket.jobs.reduce.binary.BinaryFileColumn;
import dev.hocket.jobs.reduce.binary.NumberType;
import dev.hocket.jobs.reduce.binary.ParquetColumn;
import dev.hocket.jobs.reduce.column.NumberColumn;
import dev.hocket.jobs.reduce.csv.CsvFileColumn;
import dev.hocket.jobs.reduce.csv.CsvOptions;
import dev.hocket.jobs.reduce.csv.CsvStreamColumn;
import dev.hocket.jobs.reduce.text.PrintableText;
import dev.hocket.jobs.reduce.text.TextInput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens a column by what its file turns out to be. */
final class ColumnOpener {
    /** As many bytes as tell a format. */
    private static final int HEAD = 8;

    private ColumnOpener() {}

    static NumberColumn open(Path file, ReductionSettings settings) throws IOException {
        String name = PrintableText.of(file.toString());
        if (Files.isDirectory(file)) {
            throw new ReductionException(name + " is a folder; give a file");
        }
        try {
            return column(file, settings);
        } catch (NoSuchFileException | FileNotFoundException missing) {
            throw new ReductionException("there is no file '" + name + "'", missing);
        } catch (AccessDeniedException denied) {
            throw new ReductionException("no permission to read '" + name + "'", denied);
        }
    }

    private static NumberColumn column(Path file, ReductionSettings settings) throws IOException {
        if (!Files.isRegularFile(file) && Files.exists(file)) { // a pipe that has a name
            return streamed(file, settings);
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        return switch (format(file, head, settings)) {
            case NPY -> BinaryFileColumn.npy(file, settings.skip());
            case PARQUET -> new ParquetColumn(file, settings.column(), settings.skip());
            case F64 -> BinaryFileColumn.raw(file, NumberType.DOUBLE, settings.skip());
            case F64BE -> BinaryFileColumn.raw(file, NumberType.DOUBLE_SWAPPED, settings.skip());
            case CSV ->
                    TextInput.isPlain(head) && Files.size(file) > 0 // 0 in /proc, whatever is there
                            ? new CsvFileColumn(file, CsvOptions.of(settings), Arena.ofShared())
                            : streamed(file, settings);
        };
    }

    /** How a file is laid out. */
    private static Format format(Path file, byte[] head, ReductionSettings settings) {
        Format given = settings.format();
        if (given != null) {
            return given;
        }
        if (BinaryFileColumn.isNumPy(head)) {
            return Format.NPY;
        }
        if (ParquetColumn.isParquet(head)) {
            return Format.PARQUET;
        }
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".f64")) {
            return Format.F64;
        }
        return name.endsWith(".npy") ? Format.NPY : Format.CSV;
    }

    private static NumberColumn streamed(Path file, ReductionSettings settings) throws IOException {
        return streamed(
                Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ)),
                file.toString(),
                settings);
    }

    static NumberColumn streamed(InputStream stream, String name, ReductionSettings settings)
            throws IOException {
        String shown = PrintableText.of(name);
        try {
            Format format = settings.format();
            if (format != null && format != Format.CSV) {
                throw new ReductionException(
                        "%s: the format %s is read only from files; only text can be read from a pipe"
                                .formatted(shown, format.word()));
            }
            return new CsvStreamColumn(TextInput.of(stream, shown), shown, CsvOptions.of(settings));
        } catch (IOException | RuntimeException failed) {
            stream.close();
            throw failed;
        }
    }
}
