package dev.hocket.jobs.reduce;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to read, and what to reduce it to. Immutable; each {@code with} method gives a changed copy.
 */
@SuppressWarnings("serial") // lists and sets that cannot change are serializable
public final class ReductionSettings implements Cloneable, Serializable {
    @Serial private static final long serialVersionUID = 1;

    private final List<Aggregate> operations;
    private @Nullable Format format;
    private @Nullable String column;
    private @Nullable Character separator;
    private @Nullable Boolean header;
    private Set<NonNumber> skip = Set.of();
    private boolean compensated;

    /** The format of a file. */
    public enum Format {
        /** Text in lines, with fields separated by commas or another character. */
        CSV,
        /** Parquet; needs DuckDB's driver on the class path. */
        PARQUET,
        /** An array saved by NumPy. */
        NPY,
        /** Doubles of eight bytes, little-endian. */
        F64,
        /** Doubles of eight bytes, big-endian. */
        F64BE;

        /** The word for it on a command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private ReductionSettings(List<Aggregate> operations) {
        this.operations = operations;
    }

    /** Settings for the first column of a file and aggregates such as {@code sum,mean,q99}. */
    public static ReductionSettings of(String operations) {
        return of(Aggregate.listOf(operations));
    }

    /**
     * Settings for the first column of a file and some aggregates.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ReductionSettings of(List<Aggregate> operations) {
        if (operations.isEmpty()) {
            throw new IllegalArgumentException(
                    "no operation was given; expected for example sum or q99");
        }
        return new ReductionSettings(List.copyOf(operations));
    }

    /** The same with a format. */
    public ReductionSettings withFormat(Format other) {
        Objects.requireNonNull(other, "other");
        return with(settings -> settings.format = other);
    }

    /** The same with the column of this name or number. */
    public ReductionSettings withColumn(String other) {
        Objects.requireNonNull(other, "other");
        return with(settings -> settings.column = other);
    }

    /**
     * The same with this separator of fields.
     *
     * @throws IllegalArgumentException if it is not an ASCII character, or a quote or line break
     */
    public ReductionSettings withSeparator(char other) {
        if (other > 0x7f || other == '"' || other == '\n' || other == '\r') {
            throw new IllegalArgumentException(
                    "the separator '%s': expected one ASCII character that is neither a quote nor a line break"
                            .formatted(other));
        }
        return with(settings -> settings.separator = other);
    }

    /** The same for a text whose first line names the columns, or does not. */
    public ReductionSettings withHeader(boolean there) {
        return with(settings -> settings.header = there);
    }

    /** The same, which skips and counts values of these kinds; all others are errors. */
    public ReductionSettings withSkip(Set<NonNumber> others) {
        Set<NonNumber> copy = Set.copyOf(others);
        return with(settings -> settings.skip = copy);
    }

    /** The same with sums and means that are rounded only once, or not. */
    public ReductionSettings withCompensation(boolean exact) {
        return with(settings -> settings.compensated = exact);
    }

    private ReductionSettings with(Consumer<ReductionSettings> change) {
        try {
            ReductionSettings changed = (ReductionSettings) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The aggregates to compute. */
    public List<Aggregate> operations() {
        return operations;
    }

    /** The format of the file; null to recognise it by its first bytes and its name. */
    public @Nullable Format format() {
        return format;
    }

    /** A column's name or its number from 1; null for the first one. */
    public @Nullable String column() {
        return column;
    }

    /** The separator of the fields; null to find it from the first line. */
    public @Nullable Character separator() {
        return separator;
    }

    /** Whether the first line of a text names the columns; null to find out from its contents. */
    public @Nullable Boolean header() {
        return header;
    }

    /** The kinds of values that are skipped and counted. */
    public Set<NonNumber> skip() {
        return skip;
    }

    /** Whether sums and means are rounded only once. */
    public boolean compensated() {
        return compensated;
    }
}
