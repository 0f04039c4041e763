package dev.hocket.queue.jdbc;

import dev.hocket.queue.store.Beat;
import dev.hocket.queue.store.JobReturn;
import dev.hocket.queue.store.KnownWorker;
import dev.hocket.queue.store.Registration;
import dev.hocket.text.Json;
import dev.hocket.text.JsonReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of workers: each is updated by its worker's beats, and removed by others when none came
 * for long. Each method is a part of the caller's transaction.
 */
final class WorkerRows {
    /** Milliseconds between beats; only tests that kill workers set it. */
    private static final String BEAT_PROPERTY = "hocket.queue.beat";

    static final Duration BEAT = Duration.ofMillis(Integer.getInteger(BEAT_PROPERTY, 4000));

    /** A worker that is silent for so long is taken for dead: three beats and a second. */
    static final Duration SILENCE = BEAT.multipliedBy(3).plusSeconds(1);

    private final Dialect dialect;
    private final JobRows jobs;

    WorkerRows(Dialect dialect, JobRows jobs) {
        this.dialect = dialect;
        this.jobs = jobs;
    }

    long register(Connection connection, Registration worker) throws SQLException {
        long id = dialect.numbers(connection, 1).getFirst();
        int _ =
                Rows.update(
                        connection,
                        "INSERT INTO hocket_worker (id, host, pid, queues, names, width, seen)"
                                + " VALUES (?, ?, ?, ?, ?, ?, "
                                + dialect.now()
                                + ")",
                        id,
                        worker.host(),
                        worker.pid(),
                        Json.text(worker.queues()),
                        Json.text(worker.names()),
                        worker.width());
        return id;
    }

    /**
     * Whether the worker was not taken for dead, and is not until the transaction ends: what it
     * claimed afterwards would belong to nobody.
     */
    boolean isKnown(Connection connection, long worker) throws SQLException {
        String lock = dialect == Dialect.SQLITE ? "" : " FOR KEY SHARE";
        return !Rows.query(
                        connection,
                        "SELECT 1 FROM hocket_worker WHERE id = ?" + lock,
                        row -> row.getInt(1),
                        worker)
                .isEmpty();
    }

    /** The worker's registration, or empty if it was taken for dead. */
    Optional<Registration> registration(Connection connection, long worker) throws SQLException {
        return Rows.query(
                        connection,
                        "SELECT host, pid, queues, names, width FROM hocket_worker WHERE id = ?",
                        WorkerRows::read,
                        worker)
                .stream()
                .findFirst();
    }

    private static Registration read(ResultSet row) throws SQLException {
        Map<String, Integer> queues = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        try {
            if (Json.parse(row.getString(3)) instanceof Map<?, ?> map) {
                map.forEach((name, weight) -> {
                    int value = weight instanceof Long number ? number.intValue() : 1;
                    queues.put(String.valueOf(name), Math.max(1, value));
                });
            }
            if (Json.parse(row.getString(4)) instanceof List<?> list) {
                list.forEach(name -> names.add(String.valueOf(name)));
            }
        } catch (JsonReader.Malformed malformed) {
            throw new SQLException("a row of hocket_worker: " + malformed.getMessage(), malformed);
        }
        return new Registration(row.getString(1), row.getLong(2), queues, names, row.getInt(5));
    }

    Beat beat(Connection connection, long worker, Map<Long, Long> leases, boolean unserved)
            throws SQLException {
        int known =
                Rows.update(
                        connection,
                        "UPDATE hocket_worker SET seen = " + dialect.now() + " WHERE id = ?",
                        worker);
        reap(connection, worker);
        jobs.expire(connection);
        if (known == 0) {
            return new Beat(true, List.copyOf(leases.keySet()), List.of(), List.of());
        }
        record Held(long id, long lease, boolean cancel) {}
        List<Held> held =
                Rows.query(
                        connection,
                        "SELECT id, fence, cancel FROM hocket_job WHERE worker = ? AND state = 3",
                        row -> new Held(row.getLong(1), row.getLong(2), row.getInt(3) != 0),
                        worker);
        Map<Long, Long> lost = new HashMap<>(leases);
        List<JobReturn> unknown = new ArrayList<>();
        List<Long> cancelled = new ArrayList<>();
        for (Held one : held) {
            if (lost.remove(one.id(), one.lease())) {
                if (one.cancel()) {
                    cancelled.add(one.id());
                }
            } else {
                unknown.add(new JobReturn(one.id(), one.lease(), Duration.ZERO));
            }
        }
        jobs.giveBack(connection, worker, unknown);
        List<String> names = unserved ? unserved(connection, worker) : List.of();
        return new Beat(false, List.copyOf(lost.keySet()), cancelled, names);
    }

    /** Takes back what silent workers hold. */
    private void reap(Connection connection, long except) throws SQLException {
        record Silent(long id, String name) {}
        List<Silent> silent =
                Rows.query(
                        connection,
                        "SELECT id, host, pid FROM hocket_worker WHERE seen < "
                                + dialect.now()
                                + " - ? AND id <> ? "
                                + dialect.skipLocked(),
                        row -> new Silent(row.getLong(1), row.getString(2) + ":" + row.getLong(3)),
                        SILENCE.toMillis(),
                        except);
        for (Silent one : silent) {
            jobs.reap(connection, one.id(), one.name());
            int _ = Rows.update(connection, "DELETE FROM hocket_worker WHERE id = ?", one.id());
        }
    }

    /** Names that wait in the worker's queues and that no worker runs there. */
    private List<String> unserved(Connection connection, long worker) throws SQLException {
        Registration own = registration(connection, worker).orElseThrow();
        Set<String> names = new HashSet<>();
        for (String queue : own.queues().keySet()) {
            Set<String> waiting =
                    new HashSet<>(
                            Rows.query(
                                    connection,
                                    "SELECT DISTINCT name FROM hocket_job WHERE state = 0 AND"
                                            + " queue = ?",
                                    row -> row.getString(1),
                                    queue));
            for (KnownWorker other : workers(connection)) {
                if (other.as().queues().containsKey(queue)) {
                    other.as().names().forEach(waiting::remove);
                }
            }
            names.addAll(waiting);
        }
        return List.copyOf(names);
    }

    void leave(Connection connection, long worker) throws SQLException {
        List<JobReturn> held =
                Rows.query(
                        connection,
                        "SELECT id, fence FROM hocket_job WHERE worker = ? AND state = 3",
                        row -> new JobReturn(row.getLong(1), row.getLong(2), Duration.ZERO),
                        worker);
        jobs.giveBack(connection, worker, held);
        int _ = Rows.update(connection, "DELETE FROM hocket_worker WHERE id = ?", worker);
    }

    List<KnownWorker> workers(Connection connection) throws SQLException {
        return Rows.query(
                connection,
                "SELECT host, pid, queues, names, width, id, "
                        + dialect.now()
                        + " - seen, (SELECT count(*) FROM hocket_job AS j WHERE j.worker = w.id AND"
                        + " j.state = 3) FROM hocket_worker AS w WHERE seen >= "
                        + dialect.now()
                        + " - ? ORDER BY id",
                row ->
                        new KnownWorker(
                                row.getLong(6),
                                read(row),
                                Duration.ofMillis(Math.max(0, row.getLong(7))),
                                row.getLong(8)),
                SILENCE.toMillis());
    }
}
