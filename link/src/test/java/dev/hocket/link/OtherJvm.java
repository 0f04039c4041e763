package dev.hocket.link;

import dev.hocket.link.memory.SharedMemoryFolder;
import dev.hocket.link.ring.RingOffer;
import dev.hocket.link.shared.SharedDoubles;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A second JVM for tests, which does one of a few things. */
public final class OtherJvm {
    private static final long LONG = TimeUnit.SECONDS.toNanos(10);

    private OtherJvm() {}

    /** What is done with what is sent to {@link #answering}. */
    public interface RemoteWork extends Serializable {
        Object run(Object sent) throws Exception;
    }

    public static Process start(List<String> options, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(OtherJvm.class.getName());
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** Sends work and its arguments, and has the answers. */
    public record Caller(Process process, ObjectOutputStream out, ObjectInputStream in)
            implements AutoCloseable {
        public Object call(Object sent, RemoteWork work)
                throws IOException, ClassNotFoundException {
            out.writeObject(work);
            out.writeObject(sent);
            out.flush();
            Object answer = in.readObject();
            if (answer instanceof Throwable thrown) {
                throw new AssertionError("in the other JVM", thrown);
            }
            return answer;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** A JVM that does the work that it is sent. */
    public static Caller answering() throws IOException {
        Process process = start(List.of(), "answer");
        ObjectOutputStream out = new ObjectOutputStream(process.getOutputStream());
        out.flush();
        return new Caller(process, out, new ObjectInputStream(process.getInputStream()));
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "echo" -> echo(args[1]);
            case "flood" -> flood(args[1]);
            case "answer" -> answer(System.in);
            case "leave" -> leave();
            case "host" -> host(Path.of(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Sends every frame back. */
    private static void echo(String address) throws IOException {
        try (FrameLink link = FrameLinks.open(address)) {
            while (!link.ended()) {
                ByteBuffer frame = link.read(LONG);
                while (frame != null) {
                    link.write(frame);
                    frame = link.poll();
                }
                link.flush();
            }
        }
    }

    /** Counts, until it is killed. */
    private static void flood(String address) throws IOException {
        FrameLink link = FrameLinks.open(address);
        ByteBuffer frame = ByteBuffer.allocate(100);
        for (long i = 0; ; i++) {
            link.write(frame.clear().putLong(0, i));
            link.flush();
        }
    }

    private static void answer(InputStream from) throws Exception {
        ObjectOutputStream out = new ObjectOutputStream(System.out);
        out.flush();
        ObjectInputStream in = new ObjectInputStream(from);
        try {
            while (true) {
                RemoteWork work = (RemoteWork) in.readObject();
                out.writeObject(answer(work, in));
                out.flush();
                out.reset();
            }
        } catch (EOFException _) {
            // Whoever asked has ended.
        }
    }

    private static Object answer(RemoteWork work, ObjectInputStream in) {
        try {
            return work.run(in.readObject());
        } catch (Exception | Error thrown) {
            return thrown;
        }
    }

    /** Makes an array and a link, says so, and waits to be killed. */
    private static void leave() throws Exception {
        SharedDoubles array = SharedDoubles.allocate(1000);
        RingOffer link = RingOffer.open(SharedMemoryFolder.standard());
        System.out.println(array.length() + " " + link.address());
        System.out.flush();
        Thread.sleep(Long.MAX_VALUE);
    }

    /** Has a child that echoes, says its number once it does, and waits to be killed. */
    private static void host(Path folder) throws Exception {
        LinkOffer host = RingOffer.open(new SharedMemoryFolder(folder));
        Process child = start(List.of(), "echo", host.address());
        FrameLink link = host.accept(child::isAlive);
        link.write(ByteBuffer.allocate(8));
        link.flush();
        while (link.read(LONG) == null) {
            // Not yet.
        }
        System.out.println(child.pid());
        System.out.flush();
        Thread.sleep(Long.MAX_VALUE);
    }
}
