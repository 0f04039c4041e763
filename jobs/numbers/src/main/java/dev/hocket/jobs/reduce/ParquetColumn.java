package dev.hocket.jobs.reduce;

import dev.hocket.Inputs;
import java.io.IOException;
import java.io.UncheckedIOException;
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
final class ParquetColumn implements NumberColumn {
    /** What a Parquet file begins with. */
    static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    private static final String DRIVER = "org.duckdb.DuckDBDriver";
    private static final int VALUES = 1 << 15;

    private final String name;
    private final Set<NonNumber> skip;
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;

    ParquetColumn(Path path, @Nullable String column, Set<NonNumber> skip) throws IOException {
        this.name = path.toString();
        this.skip = skip;
        try {
            connection = connect();
        } catch (SQLException failed) {
            throw failed(failed);
        }
        try {
            String chosen = choose(column);
            statement =
                    connection.prepareStatement(
                            "SELECT CAST(\"%s\" AS DOUBLE) FROM read_parquet(?)"
                                    .formatted(chosen.replace("\"", "\"\"")));
            statement.setString(1, name);
            rows = statement.executeQuery();
        } catch (SQLException failed) {
            close();
            throw failed(failed);
        } catch (IOException failed) {
            close();
            throw failed;
        }
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
        return new ReductionException(name + ": " + message.lines().findFirst().orElse(""), failed);
    }

    /** The column's own name; checks that it has numbers. */
    private String choose(@Nullable String column) throws SQLException, IOException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT * FROM read_parquet(?) LIMIT 0")) {
            query.setString(1, name);
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
                                    .formatted(name, column, String.join(", ", names)));
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
                    throw new UncheckedIOException(failed(failed));
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
            return count == 0 ? null : new ColumnPart.Numbers(index++, values);
        }

        private void take(ColumnValues values, long row) throws SQLException {
            double value = rows.getDouble(1);
            if (rows.wasNull()) {
                values.unfit(NonNumber.BLANK, row, "");
            } else if (Double.isNaN(value)) {
                values.unfit(NonNumber.NAN, row, "nan");
            } else {
                values.add(value);
            }
        }
    }

    @Override
    public ColumnPartReader reader() {
        return (chunk, result) -> result.add(((ColumnPart.Numbers) chunk).values);
    }

    @Override
    public String place(ColumnPart chunk, long at) {
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
