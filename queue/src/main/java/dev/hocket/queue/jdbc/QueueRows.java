package dev.hocket.queue.jdbc;

import dev.hocket.queue.JobState;
import dev.hocket.queue.store.QueueCounts;
import dev.hocket.queue.store.StoredJob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What users ask of the queues, and how they steer them. */
final class QueueRows {
    private static final int TOGETHER = 500;

    private static final String OPEN_JOBS =
            """
            SELECT id, queue, name, priority, state, attempts, submitted, due,
              (SELECT host || ':' || pid FROM hocket_worker AS w WHERE w.id = worker), claimed,
              CAST(NULL AS BIGINT) AS ended, CAST(0 AS BIGINT) AS nanos, payload,
              CAST(NULL AS {bytes}) AS result, CAST(NULL AS TEXT) AS error
            FROM hocket_job\
            """;

    private static final String ENDED =
            """
            SELECT id, queue, name, priority, state, attempts, submitted, due, worker, started,
              ended, nanos, payload, result, error
            FROM hocket_outcome\
            """;

    private final Dialect dialect;
    private final JobRows jobs;
    private final String open;

    QueueRows(Dialect dialect, JobRows jobs) {
        this.dialect = dialect;
        this.open = OPEN_JOBS.replace("{bytes}", dialect.bytes());
        this.jobs = jobs;
    }

    private static StoredJob read(ResultSet row) throws SQLException {
        return new StoredJob(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                StateCodes.state(row.getInt(5)),
                row.getInt(6),
                Instant.ofEpochMilli(row.getLong(7)),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getString(9),
                time(row, 10),
                time(row, 11),
                row.getLong(12),
                row.getBytes(13),
                row.getBytes(14),
                row.getString(15));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        Long millis = Rows.number(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    Optional<StoredJob> find(Connection connection, long id) throws SQLException {
        // In one statement, as the job may move from one table to the other.
        return Rows.query(
                        connection,
                        open + " WHERE id = ? UNION ALL " + ENDED + " WHERE id = ?",
                        QueueRows::read,
                        id,
                        id)
                .stream()
                .findFirst();
    }

    List<StoredJob> ended(Connection connection, Collection<Long> ids) throws SQLException {
        List<StoredJob> all = new ArrayList<>();
        List<Long> list = List.copyOf(ids);
        for (int from = 0; from < list.size(); from += TOGETHER) {
            List<Long> some = list.subList(from, Math.min(list.size(), from + TOGETHER));
            all.addAll(
                    Rows.query(
                            connection,
                            ENDED + " WHERE id IN (" + Rows.marks(some.size()) + ")",
                            QueueRows::read,
                            some.toArray()));
        }
        return all;
    }

    List<StoredJob> list(Connection connection, String queue, Optional<JobState> state, int most)
            throws SQLException {
        StringBuilder sql = new StringBuilder();
        List<@Nullable Object> values = new ArrayList<>();
        for (String select : List.of(open, ENDED)) {
            sql.append(sql.isEmpty() ? "SELECT * FROM (" : ") AS opened UNION ALL SELECT * FROM (")
                    .append(select)
                    .append(" WHERE 1 = 1");
            if (!queue.isEmpty()) {
                sql.append(" AND queue = ?");
                values.add(queue);
            }
            if (state.isPresent()) {
                sql.append(" AND state = ?");
                values.add(StateCodes.of(state.get()));
            }
            sql.append(" ORDER BY id DESC LIMIT ").append(most);
        }
        sql.append(") AS ended ORDER BY 1 DESC LIMIT ").append(most);
        return Rows.query(connection, sql.toString(), QueueRows::read, values.toArray());
    }

    List<QueueCounts> queues(Connection connection) throws SQLException {
        Map<String, Map<JobState, Long>> counts = new TreeMap<>();
        String some = "SELECT queue, state, count(*) FROM %s GROUP BY queue, state";
        List<Integer> _ =
                Rows.query(
                        connection,
                        some.formatted("hocket_job")
                                + " UNION ALL "
                                + some.formatted("hocket_outcome"),
                        row -> {
                            Map<JobState, Long> of =
                                    counts.computeIfAbsent(
                                            row.getString(1), _ -> new EnumMap<>(JobState.class));
                            Long _ = of.put(StateCodes.state(row.getInt(2)), row.getLong(3));
                            return 0;
                        });
        Map<String, Instant> paused = paused(connection);
        paused.keySet().forEach(queue -> counts.putIfAbsent(queue, Map.of()));
        return counts.entrySet().stream()
                .map(entry ->
                        new QueueCounts(
                                entry.getKey(),
                                entry.getValue(),
                                Optional.ofNullable(paused.get(entry.getKey()))))
                .toList();
    }

    /** The queues that are paused, and until when. */
    Map<String, Instant> paused(Connection connection) throws SQLException {
        Map<String, Instant> paused = new TreeMap<>();
        List<Integer> _ =
                Rows.query(
                        connection,
                        "SELECT queue, until FROM hocket_pause WHERE until > " + dialect.now(),
                        row -> {
                            Instant _ =
                                    paused.put(
                                            row.getString(1), Instant.ofEpochMilli(row.getLong(2)));
                            return 0;
                        });
        return paused;
    }

    void pause(Connection connection, String queue, Duration time) throws SQLException {
        int _ =
                Rows.update(
                        connection,
                        "INSERT INTO hocket_pause (queue, until) VALUES (?, "
                                + dialect.now()
                                + " + ?) ON CONFLICT (queue) DO UPDATE SET until = excluded.until",
                        queue,
                        time.toMillis());
    }

    boolean resume(Connection connection, String queue) throws SQLException {
        boolean was = paused(connection).containsKey(queue);
        int _ = Rows.update(connection, "DELETE FROM hocket_pause WHERE queue = ?", queue);
        return was;
    }

    boolean cancel(Connection connection, long id) throws SQLException {
        return jobs.end(connection, id, JobState.CANCELLED, StoredError.text("cancelled"))
                || Rows.update(
                                connection,
                                "UPDATE hocket_job SET cancel = 1 WHERE id = ? AND state = 3",
                                id)
                        > 0;
    }

    boolean retry(Connection connection, long id) throws SQLException {
        int inserted =
                Rows.update(
                        connection,
                        "INSERT INTO hocket_job (id, state, queue, priority, name, due, payload,"
                                + " submitted, fence) SELECT id, 0, queue, priority, name, "
                                + dialect.now()
                                + ", payload, submitted, "
                                + dialect.now()
                                + " FROM hocket_outcome WHERE id = ? AND payload IS NOT NULL",
                        id);
        if (inserted > 0) {
            int _ = Rows.update(connection, "DELETE FROM hocket_outcome WHERE id = ?", id);
        }
        return inserted > 0;
    }

    long purge(Connection connection, Duration age) throws SQLException {
        return Rows.update(
                connection,
                "DELETE FROM hocket_outcome WHERE ended <= " + dialect.now() + " - ?",
                age.toMillis());
    }
}
