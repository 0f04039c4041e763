package dev.hocket.jobs.reduce.binary;

import dev.hocket.Inputs;
import dev.hocket.jobs.reduce.ColumnPart;
import dev.hocket.jobs.reduce.NonNumber;
import dev.hocket.jobs.reduce.ReductionException;
import dev.hocket.jobs.reduce.aggregate.ColumnFault;
import dev.hocket.jobs.reduce.aggregate.ColumnTotals;
import dev.hocket.jobs.reduce.aggregate.ColumnValues;
import dev.hocket.jobs.reduce.column.BrokenPart;
import dev.hocket.jobs.reduce.column.ColumnPartReader;
import dev.hocket.jobs.reduce.column.IndexedPart;
import dev.hocket.jobs.reduce.column.NumberColumn;
import dev.hocket.jobs.reduce.column.ValuesPart;
import dev.hocket.jobs.reduce.text.PrintableText;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column of a Parquet file, which DuckDB reads through its JDBC driver, if that is there. The
 * driver reads and unpacks on threads of its own; the lanes get the values.
 */
public final class ParquetColumn implements NumberColumn {
    /** What a Parquet file begins with. */
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    private static final String DRIVER = "org.duckdb.DuckDBDriver";
    private static final int VALUES = 1 << 15;

    private final String name;
    private final Set<NonNumber> skip;
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;

    /** Opens a column of this name or number; the first one if it is null. */
    public ParquetColumn(Path path, @Nullable String column, Set<NonNumber> skip)
            throws IOException {
        this.name = PrintableText.of(path.toString());
        this.skip = skip;
        try {
            connection = connect();
        } catch (SQLException failed) {
            throw failed(failed);
        }
        try {
            String chosen = choose(path, column);
            statement =
                    connection.prepareStatement(
                            "SELECT CAST(\"%s\" AS DOUBLE) FROM read_parquet(?)"
                                    .formatted(chosen.replace("\"", "\"\"")));
            statement.setString(1, path.toString());
            rows = statement.executeQuery();
        } catch (SQLException failed) {
            close();
            throw failed(failed);
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    /** Whether a file that begins so is Parquet, and not a text whose first column is PAR1. */
    public static boolean isParquet(byte[] head) {
        boolean marked =
                head.length >= MAGIC.length
                        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        if (!marked || head.length == MAGIC.length) {
            return marked;
        }
        byte next = head[MAGIC.length];
        return next < ' ' && next != '\n' && next != '\r' && next != '\t';
    }

    private static Connection connect() throws IOException, SQLException {
        try {
            Class<?> driver = Class.forName(DRIVER);
            Properties properties = new Properties();
            properties.setProperty("jdbc_stream_results", "true");
            if (driver.getDeclaredConstructor().newInstance() instanceof Driver found) {
                Connection connection = found.connect("jdbc:duckdb:", properties);
                if (connection != null) {
                    return connection;
                }
            }
            return DriverManager.getConnection("jdbc:duckdb:", properties);
        } catch (ReflectiveOperationException | LinkageError missing) {
            throw new ReductionException(
                    "Parquet is read by DuckDB, whose driver (org.duckdb:duckdb_jdbc) is not on the"
                            + " class path; add it, or convert the file to .csv or .npy",
                    missing);
        }
    }

    private ReductionException failed(SQLException failed) {
        String message = String.valueOf(failed.getMessage());
        return new ReductionException(
                name + ": " + PrintableText.of(message.lines().findFirst().orElse("")), failed);
    }

    /** The column's own name; checks that it has numbers. */
    private String choose(Path path, @Nullable String column) throws SQLException, IOException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT * FROM read_parquet(?) LIMIT 0")) {
            query.setString(1, path.toString());
            try (ResultSet none = query.executeQuery()) {
                ResultSetMetaData described = none.getMetaData();
                List<String> names = new ArrayList<>();
                for (int i = 1; i <= described.getColumnCount(); i++) {
                    names.add(described.getColumnName(i));
                }
                int at = column == null ? 0 : names.indexOf(column);
                if (at < 0 && column != null && column.matches("[1-9]\\d{0,5}")) {
                    at = Integer.parseInt(column) - 1;
                }
                if (at < 0 || at >= names.size()) {
                    throw new ReductionException(
                            "%s has no column '%s'; there are: %s"
                                    .formatted(
                                            name,
                                            PrintableText.of(String.valueOf(column)),
                                            PrintableText.of(String.join(", ", names))));
                }
                checkType(described, at + 1);
                return names.get(at);
            }
        }
    }

    private void checkType(ResultSetMetaData described, int at) throws SQLException, IOException {
        switch (described.getColumnType(at)) {
            case Types.VARCHAR, Types.DATE, Types.TIME, Types.TIMESTAMP, Types.BLOB, Types.ARRAY ->
                    throw new ReductionException(
                            "%s: the column '%s' has values of type %s, and numbers are expected; choose another with --column"
                                    .formatted(
                                            name,
                                            described.getColumnName(at),
                                            described.getColumnTypeName(at)));
            default -> {
                // DuckDB says what it cannot make a double of
            }
        }
    }

    @Override
    public Inputs<ColumnPart> inputs() {
        return Inputs.of(new Batches());
    }

    /** Takes rows as DuckDB hands them out. */
    private final class Batches implements Iterator<ColumnPart> {
        private long index;
        private boolean ended;
        private @Nullable ColumnPart next;

        @Override
        public boolean hasNext() {
            if (next == null && !ended) {
                try {
                    next = fetch();
                } catch (SQLException failed) {
                    ended = true;
                    next = new BrokenPart(index++, String.valueOf(failed(failed).getMessage()));
                }
            }
            return next != null;
        }

        @Override
        public ColumnPart next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            ColumnPart given = next;
            next = null;
            return given;
        }

        private @Nullable ColumnPart fetch() throws SQLException {
            ColumnValues values = new ColumnValues(skip, VALUES);
            int count = 0;
            while (count < VALUES && values.fault() == null) {
                if (!rows.next()) {
                    ended = true;
                    break;
                }
                take(values, index * VALUES + count);
                count++;
            }
            return count == 0 ? null : new ValuesPart(index++, values);
        }

        private void take(ColumnValues values, long row) throws SQLException {
            double value = rows.getDouble(1);
            if (rows.wasNull()) {
                values.unfit(ColumnFault.Kind.BLANK, row, "");
            } else if (Double.isNaN(value)) {
                values.unfit(ColumnFault.Kind.NAN, row, "nan");
            } else {
                values.add(value);
            }
        }
    }

    @Override
    public ColumnPartReader reader() {
        return ParquetColumn::read;
    }

    private static void read(IndexedPart part, ColumnTotals result) {
        result.add(((ValuesPart) part).values());
    }

    @Override
    public String place(IndexedPart part, long at) {
        return "row " + (at + 1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close(); // and with it what was opened on it
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }
}
