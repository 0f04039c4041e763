package dev.hocket.check.corpus.library;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.commons.dbcp.AbandonedConfig;
import org.apache.commons.dbcp.AbandonedObjectPool;
import org.apache.commons.dbcp.PoolableConnectionFactory;
import org.apache.commons.dbcp.datasources.PerUserPoolDataSource;
import org.apache.commons.pool.impl.GenericObjectPool;

/** Faults of DBCP 1.2. */
@SuppressWarnings("deprecation") // they are old
public final class DbcpFaults {
    private static final String OLD = "commons-dbcp-1.2.2";

    private static void evict(GenericObjectPool pool) {
        try {
            pool.evict();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The evictor locks the pool and then the connection, who closes it the other way (DBCP-65).
     */
    @Bug(kinds = FindingKind.DEADLOCK, switches = 2)
    @Library(faulty = {OLD, "commons-pool-1.3"})
    public void evictedWhileClosed() throws Exception {
        GenericObjectPool pool = new GenericObjectPool(null, 2);
        pool.setMinEvictableIdleTimeMillis(5);
        new PoolableConnectionFactory(FakeDatabase::connect, pool, null, null, false, true);
        Connection connection = (Connection) pool.borrowObject();
        connection.close();
        Thread.sleep(1000);
        Thread evictor = new Thread(() -> evict(pool));
        evictor.start();
        try {
            connection.close();
        } catch (SQLException e) {
            // It was closed twice, which DBCP 1.2 refuses.
        }
        evictor.join();
    }

    /**
     * The evictor locks the pool and then the driver manager; a thread that asks the driver manager
     * for a connection of the pool locks both in the other order (DBCP-44).
     */
    @Bug(kinds = FindingKind.DEADLOCK, switches = 2)
    @Library(faulty = {OLD, "commons-pool-1.3"})
    public void madeByEvictor() throws Exception {
        GenericObjectPool pool = new GenericObjectPool(null, 2);
        Drivers drivers = new Drivers(pool);
        new PoolableConnectionFactory(drivers::connect, pool, null, null, false, true);
        pool.setMinIdle(1);
        pool.setTimeBetweenEvictionRunsMillis(100);
        Thread.sleep(100);
        drivers.pooled().close();
        pool.close();
    }

    /** What DriverManager was: one lock around drivers and pools. */
    private static final class Drivers {
        private final GenericObjectPool pool;

        Drivers(GenericObjectPool pool) {
            this.pool = pool;
        }

        synchronized Connection connect() {
            return FakeDatabase.connect();
        }

        synchronized Connection pooled() throws Exception {
            return (Connection) pool.borrowObject();
        }
    }

    /** When a connection was last used is written and read without a lock. */
    @Bug(kinds = FindingKind.DATA_RACE, switches = 1)
    @Library(faulty = {OLD, "commons-pool-1.3"})
    public void abandonedOrNot() throws Exception {
        AbandonedConfig config = new AbandonedConfig();
        config.setRemoveAbandoned(true);
        config.setRemoveAbandonedTimeout(60);
        GenericObjectPool pool = new AbandonedObjectPool(null, config);
        pool.setMaxActive(2);
        new PoolableConnectionFactory(FakeDatabase::connect, pool, null, null, false, true, config);
        Connection mine = (Connection) pool.borrowObject();
        Thread other =
                new Thread(() -> {
                    try {
                        ((Connection) pool.borrowObject()).close();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        other.start();
        mine.createStatement();
        other.join();
    }

    /** A source is closed in an unsafe map that all have in common. */
    @Bug(kinds = FindingKind.DATA_RACE, switches = 1)
    @Library(faulty = {OLD, "commons-pool-1.3"})
    public void closedSideBySide() throws Exception {
        PerUserPoolDataSource one = source();
        PerUserPoolDataSource two = source();
        Thread other = new Thread(two::close);
        other.start();
        one.close();
        other.join();
    }

    private static PerUserPoolDataSource source() {
        PerUserPoolDataSource source = new PerUserPoolDataSource();
        source.setConnectionPoolDataSource(FakeDatabase.source());
        return source;
    }

    /** Times are written with one format for all, which is not safe for threads. */
    @Bug(kinds = FindingKind.DATA_RACE, switches = 1)
    @Library(
            faulty = {OLD, "commons-pool-1.3"},
            sound = {"commons-dbcp-1.4", "commons-pool-1.6"})
    public void formatIsShared() throws Exception {
        AbandonedConfig config = new AbandonedConfig();
        config.setLogAbandoned(true);
        GenericObjectPool pool = new AbandonedObjectPool(null, config);
        PoolableConnectionFactory factory =
                new PoolableConnectionFactory(
                        FakeDatabase::connect, pool, null, null, false, true, config);
        var one = (org.apache.commons.dbcp.AbandonedTrace) factory.makeObject();
        var two = (org.apache.commons.dbcp.AbandonedTrace) factory.makeObject();
        Thread other = new Thread(two::printStackTrace);
        other.start();
        one.printStackTrace();
        other.join();
    }
}
