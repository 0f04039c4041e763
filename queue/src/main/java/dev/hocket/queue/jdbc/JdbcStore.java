package dev.hocket.queue.jdbc;

import dev.hocket.queue.JobState;
import dev.hocket.queue.store.Beat;
import dev.hocket.queue.store.ClaimedJob;
import dev.hocket.queue.store.JobFinish;
import dev.hocket.queue.store.JobReturn;
import dev.hocket.queue.store.KnownWorker;
import dev.hocket.queue.store.NewJob;
import dev.hocket.queue.store.QueueCounts;
import dev.hocket.queue.store.QueueStore;
import dev.hocket.queue.store.Registration;
import dev.hocket.queue.store.StoreException;
import dev.hocket.queue.store.StoredJob;
import dev.hocket.queue.store.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** A store in a database that JDBC reaches. */
public final class JdbcStore implements QueueStore {
    /** A worker asks so often which jobs nobody runs; the first time with its first beat. */
    private static final int UNSERVED_BEATS = 15;

    private final Connections connections;
    private final Changes changes;
    private final Dialect dialect;
    private final JobRows jobs;
    private final WorkerRows workers;
    private final QueueRows queues;
    private final SplittableRandom random = new SplittableRandom();

    /** What a worker said of itself, and its beats so far. Guarded by this. */
    private final Map<Long, Registration> registered = new HashMap<>();

    private final Map<Long, Integer> beats = new HashMap<>();

    private JdbcStore(Connections connections, Changes changes, Dialect dialect) {
        this.connections = connections;
        this.changes = changes;
        this.dialect = dialect;
        this.jobs = new JobRows(dialect);
        this.workers = new WorkerRows(dialect, jobs);
        this.queues = new QueueRows(dialect, jobs);
    }

    /** Opens a store, and brings its tables up to date. */
    public static JdbcStore open(Connections connections) throws StoreException {
        Dialect dialect =
                connections.write(connection -> {
                    Dialect of = Dialect.of(connection);
                    Schema.migrate(connection, of);
                    return of;
                });
        return new JdbcStore(connections, Changes.of(connections, dialect), dialect);
    }

    @Override
    public List<Long> submit(List<NewJob> added) throws StoreException {
        if (added.isEmpty()) {
            return List.of();
        }
        List<Long> ids = connections.write(connection -> jobs.submit(connection, added));
        changes.changed();
        return ids;
    }

    @Override
    public List<Long> submit(Connection transaction, List<NewJob> added) throws StoreException {
        try {
            List<Long> ids = jobs.submit(transaction, added);
            return ids;
        } catch (SQLException failed) {
            throw Connections.exception(failed);
        }
    }

    @Override
    public long register(Registration worker) throws StoreException {
        long id = connections.write(connection -> workers.register(connection, worker));
        synchronized (this) {
            registered.put(id, worker);
        }
        return id;
    }

    private synchronized Registration registration(long worker) {
        Registration own = registered.get(worker);
        if (own == null) {
            throw new IllegalStateException("worker " + worker + " is not registered here");
        }
        return own;
    }

    @Override
    public Turn turn(
            long worker,
            List<JobFinish> finished,
            List<JobReturn> returned,
            int claim,
            boolean holding)
            throws StoreException {
        Registration own = registration(worker);
        Turn turn =
                connections.write(connection -> {
                    List<Long> stale =
                            finished.isEmpty()
                                    ? List.of()
                                    : jobs.finish(connection, worker, finished);
                    if (!returned.isEmpty()) {
                        jobs.giveBack(connection, worker, returned);
                    }
                    if (claim == 0) {
                        return new Turn(List.of(), stale, false, false);
                    }
                    return claim(connection, worker, own, stale, claim, holding);
                });
        if (finished.size() + returned.size() > 0) {
            changes.changed();
        }
        return turn;
    }

    private Turn claim(
            Connection connection,
            long worker,
            Registration own,
            List<Long> stale,
            int most,
            boolean holding)
            throws SQLException {
        if (!workers.isKnown(connection, worker)) {
            return new Turn(List.of(), stale, true, false);
        }
        jobs.promote(connection);
        Set<String> paused = queues.paused(connection).keySet();
        List<ClaimedJob> claimed = new ArrayList<>();
        boolean suspects = false;
        for (String queue : inOrder(own.queues())) {
            if (paused.contains(queue) || claimed.size() >= most) {
                continue;
            }
            boolean here = jobs.hasSuspect(connection, queue, own.names());
            suspects |= here;
            if (here && !holding && claimed.isEmpty()) {
                claimed.addAll(jobs.claim(connection, worker, queue, own.names(), 1, true));
                if (!claimed.isEmpty()) {
                    break;
                }
            }
            claimed.addAll(
                    jobs.claim(
                            connection, worker, queue, own.names(), most - claimed.size(), false));
        }
        return new Turn(claimed, stale, false, suspects);
    }

    /** The queues in an order in which each comes first as often as its weight says. */
    private synchronized List<String> inOrder(Map<String, Integer> weights) {
        if (weights.size() == 1) {
            return List.copyOf(weights.keySet());
        }
        Map<String, Integer> left = new HashMap<>(weights);
        List<String> order = new ArrayList<>();
        while (!left.isEmpty()) {
            int all = left.values().stream().mapToInt(Integer::intValue).sum();
            int at = random.nextInt(all);
            for (Map.Entry<String, Integer> entry : left.entrySet()) {
                at -= entry.getValue();
                if (at < 0) {
                    order.add(entry.getKey());
                    break;
                }
            }
            left.remove(order.getLast());
        }
        return order;
    }

    @Override
    public boolean finish(Connection transaction, long worker, JobFinish finish)
            throws StoreException {
        try {
            return jobs.finish(transaction, worker, List.of(finish)).isEmpty();
        } catch (SQLException failed) {
            throw Connections.exception(failed);
        }
    }

    @Override
    public Connection connect() throws StoreException {
        return connections.connect();
    }

    @Override
    public Beat beat(long worker, Map<Long, Long> leases) throws StoreException {
        int count;
        synchronized (this) {
            count = beats.merge(worker, 1, Integer::sum);
        }
        boolean unserved = count % UNSERVED_BEATS == 1;
        return connections.write(connection -> workers.beat(connection, worker, leases, unserved));
    }

    @Override
    public Duration beatInterval() {
        return WorkerRows.BEAT;
    }

    @Override
    public void leave(long worker) throws StoreException {
        connections.run(connection -> workers.leave(connection, worker));
        synchronized (this) {
            registered.remove(worker);
            beats.remove(worker);
        }
        changes.changed();
    }

    @Override
    public long awaitChange(long seen, Duration time) throws StoreException {
        return changes.await(seen, time);
    }

    @Override
    public void wake() {
        changes.changed();
    }

    @Override
    public Optional<StoredJob> find(long id) throws StoreException {
        return connections.read(connection -> queues.find(connection, id));
    }

    @Override
    public List<StoredJob> ended(Collection<Long> ids) throws StoreException {
        return connections.read(connection -> queues.ended(connection, ids));
    }

    @Override
    public List<StoredJob> list(String queue, Optional<JobState> state, int most)
            throws StoreException {
        return connections.read(connection -> queues.list(connection, queue, state, most));
    }

    @Override
    public List<QueueCounts> queues() throws StoreException {
        return connections.read(queues::queues);
    }

    @Override
    public List<KnownWorker> workers() throws StoreException {
        return connections.read(workers::workers);
    }

    @Override
    public void pause(String queue, Duration time) throws StoreException {
        connections.run(connection -> queues.pause(connection, queue, time));
    }

    @Override
    public boolean resume(String queue) throws StoreException {
        boolean was = connections.write(connection -> queues.resume(connection, queue));
        changes.changed();
        return was;
    }

    @Override
    public boolean cancel(long id) throws StoreException {
        boolean was = connections.write(connection -> queues.cancel(connection, id));
        changes.changed();
        return was;
    }

    @Override
    public boolean retry(long id) throws StoreException {
        boolean was = connections.write(connection -> queues.retry(connection, id));
        changes.changed();
        return was;
    }

    @Override
    public long purge(Duration age) throws StoreException {
        return connections.write(connection -> queues.purge(connection, age));
    }

    @Override
    public boolean isShared() {
        return dialect != Dialect.SQLITE;
    }

    @Override
    public void close() {
        changes.close();
        connections.close();
    }
}
