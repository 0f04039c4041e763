package dev.hocket.jobs.reduce;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to read, and what to reduce it to.
 *
 * @param operations what to compute
 * @param format how the file is laid out; null to tell by its first bytes and its name
 * @param column a column's name or its number from 1; null for the first one
 * @param separator what parts the fields of a text; null to tell by the first line
 * @param header whether the first line of a text names columns; null to tell by what stands there
 * @param skip what is passed over, and counted, where a number is expected; anything else is an
 *     error
 * @param compensated whether sums, and means with them, are as exact as if they were rounded once
 */
public record ReductionSettings(
        List<Aggregate> operations,
        @Nullable Format format,
        @Nullable String column,
        @Nullable Character separator,
        @Nullable Boolean header,
        Set<NonNumber> skip,
        boolean compensated)
        implements Serializable {

    /** How a file is laid out. */
    public enum Format {
        /** Text in lines, parted by commas or the like. */
        CSV,
        /** Parquet; needs DuckDB's driver on the class path. */
        PARQUET,
        /** An array that NumPy has saved. */
        NPY,
        /** Doubles of eight bytes, the lowest first. */
        F64,
        /** Doubles of eight bytes, the highest first. */
        F64BE;

        /** The word for it on a command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The parts of this record. */
    public ReductionSettings {
        operations = List.copyOf(operations);
        skip = Set.copyOf(skip);
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("no operation is asked for; such as sum or q99");
        }
        if (separator != null
                && (separator > 0x7f
                        || separator == '"'
                        || separator == '\n'
                        || separator == '\r')) {
            throw new IllegalArgumentException(
                    "the separator '%s': expected one ASCII character that is neither a quote nor a line break"
                            .formatted(separator));
        }
    }

    /** The first column of a file, reduced to operations such as {@code sum,mean,q99}. */
    public static ReductionSettings of(String operations) {
        return new ReductionSettings(
                Aggregate.listOf(operations), null, null, null, null, Set.of(), false);
    }

    /** The same for a format. */
    public ReductionSettings format(Format other) {
        return new ReductionSettings(
                operations, other, column, separator, header, skip, compensated);
    }

    /** The same for a column of this name or number. */
    public ReductionSettings column(String other) {
        return new ReductionSettings(
                operations, format, other, separator, header, skip, compensated);
    }

    /** The same for fields that are parted so. */
    public ReductionSettings separator(char other) {
        return new ReductionSettings(operations, format, column, other, header, skip, compensated);
    }

    /** The same for a text whose first line does, or does not, name columns. */
    public ReductionSettings header(boolean there) {
        return new ReductionSettings(
                operations, format, column, separator, there, skip, compensated);
    }

    /** The same, which passes over these. */
    public ReductionSettings skip(Set<NonNumber> others) {
        return new ReductionSettings(
                operations, format, column, separator, header, others, compensated);
    }

    /** The same with sums that keep what each addition loses. */
    public ReductionSettings withCompensation() {
        return new ReductionSettings(operations, format, column, separator, header, skip, true);
    }
}
