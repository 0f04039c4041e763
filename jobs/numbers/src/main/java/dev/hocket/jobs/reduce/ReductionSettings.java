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

    private ReductionSettings(List<Aggregate> operations) {
        this.operations = operations;
    }

    /** The first column of a file, reduced to operations such as {@code sum,mean,q99}. */
    public static ReductionSettings of(String operations) {
        return of(Aggregate.listOf(operations));
    }

    /**
     * The first column of a file, reduced to some operations.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ReductionSettings of(List<Aggregate> operations) {
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("no operation is asked for; such as sum or q99");
        }
        return new ReductionSettings(List.copyOf(operations));
    }

    /** The same for a format. */
    public ReductionSettings withFormat(Format other) {
        Objects.requireNonNull(other, "other");
        return with(settings -> settings.format = other);
    }

    /** The same for a column of this name or number. */
    public ReductionSettings withColumn(String other) {
        Objects.requireNonNull(other, "other");
        return with(settings -> settings.column = other);
    }

    /**
     * The same for fields that are parted so.
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

    /** The same for a text whose first line does, or does not, name columns. */
    public ReductionSettings withHeader(boolean there) {
        return with(settings -> settings.header = there);
    }

    /** The same, which passes over these and counts them; anything else is an error. */
    public ReductionSettings withSkip(Set<NonNumber> others) {
        Set<NonNumber> copy = Set.copyOf(others);
        return with(settings -> settings.skip = copy);
    }

    /** The same with sums, and means with them, that are rounded once; or not. */
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

    /** What to compute. */
    public List<Aggregate> operations() {
        return operations;
    }

    /** How the file is laid out; null to tell by its first bytes and its name. */
    public @Nullable Format format() {
        return format;
    }

    /** A column's name or its number from 1; null for the first one. */
    public @Nullable String column() {
        return column;
    }

    /** What parts the fields of a text; null to tell by the first line. */
    public @Nullable Character separator() {
        return separator;
    }

    /** Whether the first line of a text names columns; null to tell by what stands there. */
    public @Nullable Boolean header() {
        return header;
    }

    /** What is passed over, and counted, where a number is expected. */
    public Set<NonNumber> skip() {
        return skip;
    }

    /** Whether sums, and means with them, are as exact as if they were rounded once. */
    public boolean compensated() {
        return compensated;
    }
}
