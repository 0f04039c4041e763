package dev.hocket.check.corpus.library;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/** Correct programs with HikariCP and Commons Pool 2, but for one that meets a fault. */
public final class PoolsUse {
    private static HikariDataSource connections() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(
                FakeDatabase.fake(
                        DataSource.class,
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "getConnection" -> FakeDatabase.connect();
                                    case "getLoginTimeout" -> 0;
                                    case "toString" -> "source";
                                    default -> null;
                                }));
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    private static void use(DataSource source) {
        try (Connection connection = source.getConnection()) {
            connection.createStatement().close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two threads use one connection. */
    public void connectionsAreShared() throws InterruptedException {
        try (HikariDataSource source = connections()) {
            Thread other = new Thread(() -> use(source));
            other.start();
            use(source);
            other.join();
        }
    }

    /** A connection that is old is replaced. */
    public void connectionsAreReplaced() throws InterruptedException {
        try (HikariDataSource source = connections()) {
            use(source);
            Thread other = new Thread(() -> source.getHikariPoolMXBean().softEvictConnections());
            other.start();
            use(source);
            other.join();
            use(source);
        }
    }

    private static final class Numbers extends BasePooledObjectFactory<Integer> {
        private final AtomicInteger last = new AtomicInteger();

        @Override
        public Integer create() {
            return last.incrementAndGet();
        }

        @Override
        public PooledObject<Integer> wrap(Integer number) {
            return new DefaultPooledObject<>(number);
        }
    }

    private static void use(GenericObjectPool<Integer> pool) {
        try {
            pool.returnObject(pool.borrowObject());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two threads use one object. */
    public void objectsAreShared() throws InterruptedException {
        GenericObjectPoolConfig<Integer> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(1);
        try (GenericObjectPool<Integer> pool = new GenericObjectPool<>(new Numbers(), config)) {
            Thread other = new Thread(() -> use(pool));
            other.start();
            use(pool);
            other.join();
        }
    }

    /** An object that was idle for long is destroyed, while another thread uses the pool. */
    public void objectsAreEvicted() throws Exception {
        evict(2);
    }

    /** If there can be no other, who waits meanwhile waits forever. */
    @Bug(kinds = FindingKind.MISSED_SIGNAL, switches = 3)
    @Library(faulty = "commons-pool2-2.12.1")
    public void onlyObjectIsEvicted() throws Exception {
        evict(1);
    }

    private static void evict(int most) throws Exception {
        GenericObjectPoolConfig<Integer> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(most);
        config.setJmxEnabled(false);
        config.setMinEvictableIdleDuration(Duration.ofSeconds(1));
        try (GenericObjectPool<Integer> pool = new GenericObjectPool<>(new Numbers(), config)) {
            use(pool);
            Thread.sleep(Duration.ofMinutes(1));
            Thread other = new Thread(() -> use(pool));
            other.start();
            pool.evict();
            other.join();
        }
    }

    /** A thread that waits for an object is interrupted, and another one gets it. */
    public void waitingIsInterrupted() throws Exception {
        GenericObjectPoolConfig<Integer> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(1);
        config.setJmxEnabled(false);
        try (GenericObjectPool<Integer> pool = new GenericObjectPool<>(new Numbers(), config)) {
            Integer mine = pool.borrowObject();
            Thread other =
                    new Thread(() -> {
                        try {
                            pool.returnObject(pool.borrowObject());
                        } catch (InterruptedException e) {
                            // as it should be
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
            other.start();
            other.interrupt();
            other.join();
            pool.returnObject(mine);
            use(pool);
        }
    }
}
