package dev.hocket.check.corpus.library;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import java.lang.reflect.Field;
import java.sql.SQLException;
import java.util.ArrayList;
import org.apache.derby.client.ClientPooledConnection;
import org.apache.derby.client.am.Connection;
import org.apache.derby.client.am.LogicalConnection;
import org.objenesis.ObjenesisStd;

/** Faults of Derby 10.8's client, with connections that never were connected. */
public final class DerbyFaults {
    private static <T> T unconnected(Class<T> type) {
        return new ObjenesisStd().newInstance(type);
    }

    private static void set(Class<?> type, Object object, String name, Object value)
            throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        field.set(object, value);
    }

    private static Connection connection() throws ReflectiveOperationException {
        Class<?> type = Class.forName("org.apache.derby.client.net.NetConnection40");
        Connection connection = (Connection) unconnected(type);
        Class<?> agent = Class.forName("org.apache.derby.client.net.NetAgent");
        set(Connection.class, connection, "agent_", unconnected(agent));
        return connection;
    }

    /** Whether a connection is closed is asked without the lock under which it is. */
    @Bug(
            kinds = {FindingKind.FAILURE, FindingKind.DATA_RACE},
            switches = 2)
    @Library(faulty = "derbyclient-10.8.2.2")
    public void askedWhileClosed() throws Exception {
        LogicalConnection connection =
                new LogicalConnection(connection(), unconnected(ClientPooledConnection.class));
        Thread other = new Thread(connection::nullPhysicalConnection);
        other.start();
        connection.isClosed();
        other.join();
    }

    /** Closing both the logical connection and the pooled one locks them both ways (DERBY-5560). */
    @Bug(kinds = FindingKind.DEADLOCK, switches = 2)
    @Library(faulty = "derbyclient-10.8.2.2")
    public void closedFromBothSides() throws Exception {
        ClientPooledConnection pooled = unconnected(ClientPooledConnection.class);
        LogicalConnection logical = new LogicalConnection(connection(), pooled);
        set(ClientPooledConnection.class, pooled, "logicalConnection_", logical);
        set(ClientPooledConnection.class, pooled, "listeners_", new ArrayList<>());
        Thread other = new Thread(() -> close(logical));
        other.start();
        pooled.close();
        other.join();
    }

    private static void close(LogicalConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
