package dev.hocket.processes;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The child process. Its standard input belongs to the parent: when it ends, so does the worker, at
 * once; tasks see an empty one. Its standard output and error are free: nothing of ours is said
 * there.
 */
final class Worker {
    /** The exit code of a worker whose parent is gone. */
    static final int ORPHANED = 70;

    /** The exit code of a worker that cannot go on. */
    static final int BROKEN = 71;

    private static final long SETTLE_NANOS = 60_000_000;
    private static volatile @Nullable Reports reports;
    private static volatile @Nullable Link link;

    private Worker() {}

    public static void main(String[] arguments) throws IOException {
        InputStream commands = new FileInputStream(FileDescriptor.in);
        System.setIn(InputStream.nullInputStream());
        boolean checked = Boolean.parseBoolean(arguments[2]);
        Link link = Links.open(arguments[0]);
        Worker.link = link;
        Slate slate = Slate.open(Path.of(arguments[1]));
        Values values = new Serialized();
        Reports told = new Reports(new WireOut(link, checked), values);
        Work work = new Work(values, slate, told);
        reports = told;
        Thread lifeline =
                new Thread(
                        () -> {
                            work.sign().follow(commands);
                            Runtime.getRuntime().halt(ORPHANED);
                        },
                        "hocket-lifeline");
        lifeline.setDaemon(true);
        lifeline.start();
        told.ready();
        settle(link);
        try {
            work.serve(new WireIn(link, checked));
        } catch (Throwable broken) {
            System.err.println("the worker cannot go on: " + broken);
            Runtime.getRuntime().halt(BROKEN);
        }
        System.exit(0); // shutdown hooks of tasks run
    }

    /** Once the first tasks have had their time. */
    private static void settle(Link link) {
        Thread settling =
                new Thread(
                        () -> {
                            Ring.nap(SETTLE_NANOS);
                            link.settle();
                        },
                        "hocket-settling");
        settling.setDaemon(true);
        settling.start();
    }

    /** Breaks the way to the parent, for tests. */
    static void closeLink() {
        Link open = link;
        if (open != null) {
            open.close();
        }
    }

    /** The way to the parent, in a worker; else null. */
    static @Nullable Reports reports() {
        return reports;
    }
}
