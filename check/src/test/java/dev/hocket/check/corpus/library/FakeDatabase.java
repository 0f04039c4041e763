package dev.hocket.check.corpus.library;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/** Connections without a database. */
final class FakeDatabase {
    private FakeDatabase() {}

    static Connection connect() {
        AtomicBoolean closed = new AtomicBoolean();
        return fake(
                Connection.class,
                (proxy, method, arguments) ->
                        switch (method.getName()) {
                            case "close" -> {
                                closed.set(true);
                                yield null;
                            }
                            case "isClosed" -> closed.get();
                            case "getAutoCommit", "isValid" -> true;
                            case "createStatement", "prepareStatement" -> statement();
                            default -> usual(proxy, method, arguments);
                        });
    }

    private static Statement statement() {
        return fake(
                java.sql.PreparedStatement.class,
                (proxy, method, arguments) ->
                        method.getName().equals("executeQuery")
                                ? fake(ResultSet.class, FakeDatabase::row)
                                : usual(proxy, method, arguments));
    }

    private static @Nullable Object row(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return method.getName().equals("next") ? true : usual(proxy, method, arguments);
    }

    /** A source whose connections are not pooled by it. */
    static ConnectionPoolDataSource source() {
        return fake(
                ConnectionPoolDataSource.class,
                (proxy, method, arguments) ->
                        method.getName().equals("getPooledConnection")
                                ? pooled()
                                : usual(proxy, method, arguments));
    }

    private static PooledConnection pooled() {
        return fake(
                PooledConnection.class,
                (proxy, method, arguments) ->
                        method.getName().equals("getConnection")
                                ? connect()
                                : usual(proxy, method, arguments));
    }

    @SuppressWarnings("unchecked")
    static <T> T fake(Class<T> face, InvocationHandler handler) {
        return (T)
                Proxy.newProxyInstance(
                        face.getClassLoader() == null
                                ? FakeDatabase.class.getClassLoader()
                                : face.getClassLoader(),
                        new Class<?>[] {face},
                        handler);
    }

    @SuppressWarnings("ReferenceEquality") // identity is the point here
    private static @Nullable Object usual(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        if (method.getName().equals("hashCode")) {
            return 1;
        }
        if (method.getName().equals("equals")) {
            return arguments != null && proxy == arguments[0];
        }
        if (method.getName().equals("toString")) {
            return method.getDeclaringClass().getSimpleName();
        }
        Class<?> type = method.getReturnType();
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? (Object) 0 : null;
    }
}
