package dev.hocket.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A Unix domain socket to a child JVM with nothing around it. The child sends messages of {@link
 * #SMALL} bytes back, and of larger ones, which follow their length, a byte.
 */
final class RawSocket implements AutoCloseable {
    static final int SMALL = 32;
    private static final int PIECE = 256 << 10;
    private final Process child;
    private final SocketChannel channel;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(PIECE).order(ByteOrder.nativeOrder());

    private RawSocket(Process child, SocketChannel channel) {
        this.child = child;
        this.channel = channel;
    }

    static RawSocket start(Path folder) throws IOException {
        Path path = folder.resolve("raw.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Process child =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xms1g",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    RawSocket.class.getName(),
                                    path.toString())
                            .inheritIO()
                            .start();
            return new RawSocket(child, server.accept());
        }
    }

    long echo(int count) throws IOException {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            buffer.clear().limit(SMALL).putLong(0, 0);
            writeAll(channel, buffer);
            buffer.clear().limit(SMALL);
            readAll(channel, buffer);
            sum += buffer.limit();
        }
        return sum;
    }

    long send(double[] values) throws IOException {
        buffer.clear().limit(SMALL).putLong(0, values.length);
        writeAll(channel, buffer);
        int most = PIECE / Double.BYTES;
        for (int done = 0; done < values.length; ) {
            int count = Math.min(most, values.length - done);
            buffer.clear().asDoubleBuffer().put(values, done, count);
            writeAll(channel, buffer.limit(count * Double.BYTES));
            done += count;
        }
        buffer.clear().limit(SMALL);
        readAll(channel, buffer);
        return buffer.limit();
    }

    private static void writeAll(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static void readAll(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        child.destroyForcibly();
    }

    /** The child. */
    public static void main(String[] args) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]));
        ByteBuffer small = ByteBuffer.allocateDirect(SMALL).order(ByteOrder.nativeOrder());
        ByteBuffer large = ByteBuffer.allocateDirect(PIECE).order(ByteOrder.nativeOrder());
        double[] values = new double[0];
        try (channel) {
            while (true) {
                readAll(channel, small.clear());
                int length = (int) small.getLong(0);
                if (length > 0) {
                    values = values.length == length ? values : new double[length];
                    receive(channel, large, values);
                }
                writeAll(channel, small.flip());
            }
        } catch (EOFException _) {
            // The parent has what it wanted.
        }
    }

    private static void receive(SocketChannel channel, ByteBuffer large, double[] values)
            throws IOException {
        for (int done = 0; done < values.length; ) {
            int count = Math.min(PIECE / Double.BYTES, values.length - done);
            large.clear().limit(count * Double.BYTES);
            readAll(channel, large);
            large.flip().asDoubleBuffer().get(values, done, count);
            done += count;
        }
    }
}
