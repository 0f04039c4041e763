package dev.hocket.bench;

import dev.hocket.link.FrameLink;
import dev.hocket.link.FrameLinks;
import dev.hocket.link.LinkOffer;
import dev.hocket.link.memory.SharedMemoryFolder;
import dev.hocket.link.ring.RingOffer;
import dev.hocket.link.shared.SharedDoubles;
import dev.hocket.link.socket.SocketOffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Round trips over the link to a child JVM, to measure them: by shared memory or by socket. */
final class LinkRounds implements AutoCloseable {
    private static final byte ECHO = 0;
    private static final byte VALUES = 1;
    private static final byte ARRAY = 2;
    private static final long LONG = TimeUnit.SECONDS.toNanos(60);
    private final Process child;
    private final FrameLink link;

    private LinkRounds(Process child, FrameLink link) {
        this.child = child;
        this.link = link;
    }

    /** By two rings in shared memory. */
    public static LinkRounds ring() throws IOException {
        return start(RingOffer.open(SharedMemoryFolder.standard()));
    }

    /** By a Unix domain socket in a folder. */
    public static LinkRounds socket(Path folder) throws IOException {
        return start(SocketOffer.open(folder.resolve("link.sock")));
    }

    private static LinkRounds start(LinkOffer host) throws IOException {
        try (host) {
            Process child =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-Xms1g",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    LinkRounds.class.getName(),
                                    host.address())
                            .inheritIO()
                            .start();
            return new LinkRounds(child, host.accept(child::isAlive));
        }
    }

    /** Sends so many bytes and waits until they are back, again and again. */
    public long echo(int count, int bytes) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(bytes);
        long sum = 0;
        for (int i = 0; i < count; i++) {
            link.write(frame.clear());
            link.flush();
            sum += next(link).remaining();
        }
        return sum;
    }

    /** Sends numbers by copying them; the child has them in an array when this returns. */
    public long send(double[] values) throws IOException {
        link.write(ByteBuffer.allocate(9).put(VALUES).putLong(values.length).flip());
        int most = link.largest() / Double.BYTES;
        ByteBuffer frame =
                ByteBuffer.allocateDirect(most * Double.BYTES).order(ByteOrder.nativeOrder());
        for (int done = 0; done < values.length; ) {
            int count = Math.min(most, values.length - done);
            frame.clear().asDoubleBuffer().put(values, done, count);
            link.write(frame.limit(count * Double.BYTES));
            done += count;
        }
        link.flush();
        return next(link).remaining();
    }

    /** Sends an array by its name; the child has seen its first and last element. */
    public double share(SharedDoubles array) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ARRAY);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(array);
        }
        link.write(ByteBuffer.wrap(bytes.toByteArray()));
        link.flush();
        return next(link).getDouble();
    }

    private static ByteBuffer next(FrameLink link) throws IOException {
        ByteBuffer frame = link.read(LONG);
        while (frame == null) {
            if (link.ended()) {
                throw new IOException("the other end has closed");
            }
            frame = link.read(LONG);
        }
        return frame;
    }

    @Override
    public void close() {
        link.close();
        child.destroyForcibly();
    }

    /** The child. */
    public static void main(String[] args) throws Exception {
        FrameLink link = FrameLinks.open(args[0]);
        double[] values = new double[0];
        while (!link.ended()) {
            ByteBuffer frame = link.read(LONG);
            if (frame == null) {
                continue;
            }
            switch (frame.get(0)) {
                case ECHO -> link.write(frame);
                case VALUES -> {
                    int length = (int) frame.getLong(1);
                    values = values.length == length ? values : new double[length];
                    receive(link, values);
                    link.write(ByteBuffer.allocate(1));
                }
                default -> link.write(look(frame));
            }
            link.flush();
        }
    }

    private static void receive(FrameLink link, double[] values) throws IOException {
        for (int done = 0; done < values.length; ) {
            var part = next(link).order(ByteOrder.nativeOrder()).asDoubleBuffer();
            int count = part.remaining();
            part.get(values, done, count);
            done += count;
        }
    }

    private static ByteBuffer look(ByteBuffer frame) throws Exception {
        byte[] handle = new byte[frame.remaining() - 1];
        frame.get(1, handle);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(handle))) {
            SharedDoubles array = (SharedDoubles) in.readObject();
            double sum = array.get(0) + array.get(array.length() - 1);
            return ByteBuffer.allocate(Double.BYTES).putDouble(0, sum);
        }
    }

    /** Whether this machine has rings. */
    public static boolean ringOffered() {
        return RingOffer.offered();
    }
}
