package dev.hocket.queue.jdbc;

import dev.hocket.queue.JobState;
import dev.hocket.queue.Submission;
import dev.hocket.queue.store.ClaimedJob;
import dev.hocket.queue.store.JobFinish;
import dev.hocket.queue.store.JobReturn;
import dev.hocket.queue.store.NewJob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of jobs and outcomes: a job is inserted, claimed under a new lease number, and moved to
 * the outcomes under that number. Each method is a part of the caller's transaction.
 */
final class JobRows {
    /** Workers that die under a job before it runs alone. */
    private static final int SUSPECT_CRASHES = 2;

    /** Workers that die under a job before it is not run any more. */
    private static final int MOST_CRASHES = 3;

    private static final int PROMOTED = 1000;
    private static final int TRIES = 100;

    private static final String INSERT =
            """
            INSERT INTO hocket_job (id, state, queue, priority, name, payload, unique_key, due,
              expires, submitted, waits)
            SELECT ?, CASE WHEN ? > 0 THEN 2 WHEN d > n THEN 1 ELSE 0 END, ?, ?, ?, ?, ?, d,
              d + ?, n, ?
            FROM (SELECT n, COALESCE(?, n + ?) AS d FROM (SELECT {now} AS n) AS clock) AS times
            WHERE true
            ON CONFLICT (unique_key) WHERE unique_key IS NOT NULL DO NOTHING\
            """;

    private static final String OUTCOME =
            """
            INSERT INTO hocket_outcome (id, state, queue, priority, name, due, payload, attempts,
              submitted, worker, started, ended, nanos, result, error)
            SELECT id, ?, queue, priority, name, due, CASE WHEN ? = 4 THEN NULL ELSE payload END,
              attempts, submitted,
              (SELECT host || ':' || pid FROM hocket_worker AS w WHERE w.id = worker),
              ?, {now}, ?, ?, ?\
            """;

    private final Dialect dialect;
    private final String insert;
    private final String outcome;
    private final String promote;
    private final String giveBack;

    JobRows(Dialect dialect) {
        this.dialect = dialect;
        this.insert = typed(INSERT.replace("{now}", dialect.now()));
        this.outcome = typedOutcome(OUTCOME.replace("{now}", dialect.now()));
        this.promote =
                "UPDATE hocket_job SET state = 0 WHERE id IN (SELECT id FROM hocket_job"
                        + " WHERE state = 1 AND due <= "
                        + dialect.now()
                        + " ORDER BY due LIMIT "
                        + PROMOTED
                        + dialect.skipLocked()
                        + ")";
        this.giveBack =
                "UPDATE hocket_job SET state = CASE WHEN ? > 0 THEN 1 ELSE 0 END, due = CASE WHEN ?"
                        + " > 0 THEN "
                        + dialect.now()
                        + " + ? ELSE due END, attempts = attempts - 1, worker = NULL, claimed ="
                        + " NULL WHERE id = ? AND fence = ? AND worker = ?";
    }

    /** PostgreSQL wants to know the types of parameters in a SELECT. */
    private String typed(String sql) {
        return dialect == Dialect.SQLITE
                ? sql
                : sql.replace(
                                "SELECT ?, CASE WHEN ? > 0",
                                "SELECT CAST(? AS BIGINT), CASE WHEN CAST(? AS INTEGER) > 0")
                        .replace(
                                "END, ?, ?, ?, ?, ?, d,",
                                "END, CAST(? AS TEXT), CAST(? AS SMALLINT), CAST(? AS TEXT),"
                                        + " CAST(? AS BYTEA), CAST(? AS TEXT), d,")
                        .replace("d + ?, n, ?", "d + CAST(? AS BIGINT), n, CAST(? AS INTEGER)")
                        .replace(
                                "COALESCE(?, n + ?)",
                                "COALESCE(CAST(? AS BIGINT), n + CAST(? AS BIGINT))");
    }

    private String typedOutcome(String sql) {
        return dialect == Dialect.SQLITE
                ? sql
                : sql.replace("SELECT id, ?,", "SELECT id, CAST(? AS SMALLINT),")
                        .replace("CASE WHEN ? = 4", "CASE WHEN CAST(? AS INTEGER) = 4")
                        .replace("  ?, CAST(extract", "  CAST(? AS BIGINT), CAST(extract")
                        .replace(
                                ", ?, ?, ?",
                                ", CAST(? AS BIGINT), CAST(? AS BYTEA), CAST(? AS TEXT)");
    }

    // --- submit ---

    List<Long> submit(Connection connection, List<NewJob> jobs) throws SQLException {
        List<Long> ids = new ArrayList<>(dialect.numbers(connection, jobs.size()));
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            boolean batched = false;
            for (int i = 0; i < jobs.size(); i++) {
                NewJob job = jobs.get(i);
                if (job.how().key() == null && job.how().after().isEmpty()) {
                    bind(statement, ids.get(i), job, 0);
                    statement.addBatch();
                    batched = true;
                }
            }
            if (batched) {
                int[] _ = statement.executeBatch();
            }
            for (int i = 0; i < jobs.size(); i++) {
                NewJob job = jobs.get(i);
                if (job.how().key() != null || !job.how().after().isEmpty()) {
                    ids.set(i, submitOne(connection, statement, ids.get(i), job));
                }
            }
        }
        return ids;
    }

    private long submitOne(Connection connection, PreparedStatement statement, long id, NewJob job)
            throws SQLException {
        List<Long> open = new ArrayList<>();
        String failed = null;
        for (long other : job.how().after()) {
            switch (state(connection, other)) {
                case DONE -> {}
                case READY, SCHEDULED, BLOCKED, RUNNING -> open.add(other);
                case null ->
                        throw new SQLException(
                                "job " + other + ", which the job is to wait for, does not exist");
                default -> failed = notDone(other);
            }
        }
        for (int i = 0; i < TRIES; i++) {
            bind(statement, id, job, open.size());
            if (statement.executeUpdate() > 0) {
                for (long other : open) {
                    int _ =
                            Rows.update(
                                    connection,
                                    "INSERT INTO hocket_after (other, job) VALUES (?, ?)",
                                    other,
                                    id);
                }
                if (failed != null) {
                    end(connection, id, JobState.CANCELLED, failed);
                }
                return id;
            }
            List<Long> earlier =
                    Rows.query(
                            connection,
                            "SELECT id FROM hocket_job WHERE unique_key = ?",
                            row -> row.getLong(1),
                            job.how().key());
            if (!earlier.isEmpty()) {
                return earlier.getFirst();
            }
        }
        throw new SQLException(
                "the key '" + job.how().key() + "' is in use by another transaction");
    }

    private static String notDone(long other) {
        return StoredError.text(
                "job " + other + ", which it waits for, did not end with an output");
    }

    /** The state of a job, locked against its end. */
    private @Nullable JobState state(Connection connection, long id) throws SQLException {
        String lock = dialect == Dialect.SQLITE ? "" : " FOR KEY SHARE";
        List<JobState> found =
                Rows.query(
                        connection,
                        "SELECT state FROM hocket_job WHERE id = ?" + lock,
                        row -> StateCodes.state(row.getInt(1)),
                        id);
        if (found.isEmpty()) {
            found =
                    Rows.query(
                            connection,
                            "SELECT state FROM hocket_outcome WHERE id = ?",
                            row -> StateCodes.state(row.getInt(1)),
                            id);
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    private static void bind(PreparedStatement statement, long id, NewJob job, int waits)
            throws SQLException {
        Submission how = job.how();
        Instant at = how.at();
        Rows.bind(
                statement,
                id,
                waits,
                how.queue(),
                how.priority(),
                job.name(),
                job.payload(),
                how.key(),
                how.timeToLive() == null ? null : (Long) how.timeToLive().toMillis(),
                waits,
                at == null ? null : (Long) at.toEpochMilli(),
                how.delay().toMillis());
    }

    // --- claim ---

    void promote(Connection connection) throws SQLException {
        int _ = Rows.update(connection, promote);
    }

    /** Gives out jobs of a queue, the first by priority and number. */
    List<ClaimedJob> claim(
            Connection connection,
            long worker,
            String queue,
            List<String> names,
            int most,
            boolean suspect)
            throws SQLException {
        String crashes = suspect ? "crashes >= " : "crashes < ";
        String sql =
                "UPDATE hocket_job SET state = 3, worker = ?, claimed = "
                        + dialect.now()
                        + ", fence = fence + 1, attempts = attempts + 1 WHERE id IN (SELECT id FROM"
                        + " hocket_job WHERE state = 0 AND queue = ? AND name IN ("
                        + Rows.marks(names.size())
                        + ") AND "
                        + crashes
                        + SUSPECT_CRASHES
                        + " AND (expires IS NULL OR expires > "
                        + dialect.now()
                        + ") ORDER BY priority, id LIMIT "
                        + most
                        + dialect.skipLocked()
                        + ") RETURNING id, fence, name, payload, attempts, crashes, priority";
        List<@Nullable Object> values = new ArrayList<>(List.of(worker, queue));
        values.addAll(names);
        record Prioritised(int priority, ClaimedJob job) {}
        return Rows.query(
                        connection,
                        sql,
                        row ->
                                new Prioritised(
                                        row.getInt(7),
                                        new ClaimedJob(
                                                row.getLong(1),
                                                row.getLong(2),
                                                row.getString(3),
                                                row.getBytes(4),
                                                row.getInt(5),
                                                row.getInt(6) >= SUSPECT_CRASHES)),
                        values.toArray())
                .stream()
                .sorted(
                        Comparator.comparingInt(Prioritised::priority)
                                .thenComparingLong(one -> one.job().id()))
                .map(Prioritised::job)
                .toList();
    }

    /** Whether a suspect waits in a queue. */
    boolean hasSuspect(Connection connection, String queue, List<String> names)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(List.of(queue));
        values.addAll(names);
        return !Rows.query(
                        connection,
                        "SELECT 1 FROM hocket_job WHERE crashes > 1 AND queue = ? AND state = 0"
                                + " AND name IN ("
                                + Rows.marks(names.size())
                                + ") LIMIT 1",
                        row -> row.getInt(1),
                        values.toArray())
                .isEmpty();
    }

    // --- finish ---

    /** Records outcomes; returns the jobs whose leases were not valid any more. */
    List<Long> finish(Connection connection, long worker, List<JobFinish> finished)
            throws SQLException {
        List<String> statements = dialect.finish(outcome, "id = ? AND fence = ? AND worker = ?");
        int[] counts = new int[0];
        for (int i = 0; i < statements.size(); i++) {
            try (PreparedStatement statement = connection.prepareStatement(statements.get(i))) {
                boolean inserts = i == statements.size() - 1 && dialect == Dialect.POSTGRESQL;
                for (JobFinish finish : finished) {
                    bind(statement, finish, worker, inserts, i == 0);
                    statement.addBatch();
                }
                counts = statement.executeBatch();
            }
        }
        List<Long> stale = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            (counts[i] == 0 ? stale : ended).add(finished.get(i).id());
        }
        if (!ended.isEmpty() && hasDependents(connection)) {
            for (JobFinish finish : finished) {
                if (ended.contains(finish.id())) {
                    settle(connection, finish.id(), finish.state() == JobState.DONE);
                }
            }
        }
        return stale;
    }

    /** In PostgreSQL the condition comes first, in SQLite last. */
    private static void bind(
            PreparedStatement statement,
            JobFinish finish,
            long worker,
            boolean conditionFirst,
            boolean withOutcome)
            throws SQLException {
        List<@Nullable Object> condition = List.of(finish.id(), finish.lease(), worker);
        List<@Nullable Object> values = new ArrayList<>();
        if (withOutcome) {
            values.addAll(
                    Arrays.asList(
                            StateCodes.of(finish.state()),
                            StateCodes.of(finish.state()),
                            finish.started().toEpochMilli(),
                            finish.nanos(),
                            finish.result(),
                            finish.error()));
        }
        values.addAll(conditionFirst ? 0 : values.size(), condition);
        Rows.bind(statement, values.toArray());
    }

    private static boolean hasDependents(Connection connection) throws SQLException {
        return !Rows.query(connection, "SELECT 1 FROM hocket_after LIMIT 1", row -> 1).isEmpty();
    }

    /** A job has ended: those that wait for it go on, or are cancelled. */
    private void settle(Connection connection, long id, boolean done) throws SQLException {
        ArrayDeque<Long> ends = new ArrayDeque<>(List.of(id));
        boolean output = done;
        for (Long other = ends.poll(); other != null; other = ends.poll()) {
            List<Long> dependents =
                    Rows.query(
                            connection,
                            "DELETE FROM hocket_after WHERE other = ? RETURNING job",
                            row -> row.getLong(1),
                            other);
            for (Long job : dependents) {
                if (output) {
                    int _ =
                            Rows.update(
                                    connection,
                                    "UPDATE hocket_job SET state = CASE WHEN waits > 1 THEN 2 WHEN"
                                            + " due > "
                                            + dialect.now()
                                            + " THEN 1 ELSE 0 END, waits = waits - 1 WHERE id = ?"
                                            + " AND state = 2",
                                    job);
                } else if (move(connection, job, JobState.CANCELLED, notDone(other))) {
                    ends.add(job);
                }
            }
            output = false; // what is left has been cancelled
        }
    }

    /** Ends a job that no worker has, and those that wait for it. */
    boolean end(Connection connection, long id, JobState state, String error) throws SQLException {
        boolean moved = move(connection, id, state, error);
        if (moved) {
            settle(connection, id, false);
        }
        return moved;
    }

    private boolean move(Connection connection, long id, JobState state, String error)
            throws SQLException {
        int count = 0;
        List<@Nullable Object> values =
                Arrays.asList(StateCodes.of(state), StateCodes.of(state), null, 0L, null, error);
        List<String> statements = dialect.finish(outcome, "id = ? AND state <> 3");
        for (int i = 0; i < statements.size(); i++) {
            List<@Nullable Object> all = new ArrayList<>(i == 0 ? values : List.of());
            all.add(dialect == Dialect.POSTGRESQL ? 0 : all.size(), id);
            count = Rows.update(connection, statements.get(i), all.toArray());
        }
        return count > 0;
    }

    // --- back ---

    void giveBack(Connection connection, long worker, List<JobReturn> returned)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(giveBack)) {
            for (JobReturn back : returned) {
                long delay = back.delay().toMillis();
                Rows.bind(statement, delay, delay, delay, back.id(), back.lease(), worker);
                statement.addBatch();
            }
            int[] _ = statement.executeBatch();
        }
        for (JobReturn back : returned) {
            endIfCancelled(connection, back.id());
        }
    }

    /** A job that was to be cancelled while it ran, and came back instead. */
    private void endIfCancelled(Connection connection, long id) throws SQLException {
        List<Integer> cancelled =
                Rows.query(
                        connection,
                        "SELECT 1 FROM hocket_job WHERE id = ? AND cancel = 1 AND state <> 3",
                        row -> 1,
                        id);
        if (!cancelled.isEmpty()) {
            boolean _ = end(connection, id, JobState.CANCELLED, StoredError.text("cancelled"));
        }
    }

    /** Takes back what a dead worker held; its last jobs may be the reason. */
    void reap(Connection connection, long worker, String name) throws SQLException {
        List<Long> held =
                Rows.query(
                        connection,
                        "UPDATE hocket_job SET state = 0, crashes = crashes + 1, worker = NULL,"
                                + " claimed = NULL WHERE worker = ? AND state = 3 RETURNING id",
                        row -> row.getLong(1),
                        worker);
        for (Long id : held) {
            endIfCancelled(connection, id);
        }
        List<Long> poison =
                Rows.query(
                        connection,
                        "SELECT id FROM hocket_job WHERE crashes >= "
                                + MOST_CRASHES
                                + " AND crashes > 1 AND state = 0",
                        row -> row.getLong(1));
        for (Long id : poison) {
            boolean _ =
                    end(
                            connection,
                            id,
                            JobState.QUARANTINED,
                            StoredError.text(
                                    MOST_CRASHES
                                            + " workers died while they held it, the last one "
                                            + name));
        }
    }

    /** Ends what was not started in its time. */
    void expire(Connection connection) throws SQLException {
        List<Long> late =
                Rows.query(
                        connection,
                        "SELECT id FROM hocket_job WHERE expires IS NOT NULL AND expires <= "
                                + dialect.now()
                                + " AND state <> 3 LIMIT "
                                + PROMOTED,
                        row -> row.getLong(1));
        for (Long id : late) {
            boolean _ =
                    end(
                            connection,
                            id,
                            JobState.EXPIRED,
                            StoredError.text("its time to live was over before it started"));
        }
    }
}
