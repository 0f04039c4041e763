package dev.hocket.link.worker;

import dev.hocket.link.FrameLink;
import dev.hocket.link.FrameLinks;
import dev.hocket.link.MessageReader;
import dev.hocket.link.MessageWriter;
import dev.hocket.link.codec.SerializationCodec;
import dev.hocket.link.codec.ValueCodec;
import dev.hocket.link.ring.FrameRing;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The main program of the child process. Its standard input belongs to the parent: when it ends,
 * the worker ends at once; tasks see an empty standard input. Its standard output and error belong
 * to the tasks: Hocket prints nothing there.
 */
public final class WorkerMain {
    /** The exit code of a worker whose parent is gone. */
    static final int ORPHANED = 70;

    /** The exit code of a worker that cannot continue. */
    public static final int BROKEN = 71;

    /** How long an orphan takes at most to end what it started. */
    private static final long LAST_MILLIS = 5_000;

    private static final long SETTLE_NANOS = 60_000_000;
    private static volatile @Nullable WorkerReports reports;
    private static volatile @Nullable FrameLink link;

    private WorkerMain() {}

    public static void main(String[] arguments) throws IOException {
        InputStream commands = new FileInputStream(FileDescriptor.in);
        System.setIn(InputStream.nullInputStream());
        boolean checked = Boolean.parseBoolean(arguments[2]);
        FrameLink link = FrameLinks.open(arguments[0]);
        WorkerMain.link = link;
        AttemptSlate slate = AttemptSlate.open(Path.of(arguments[1]));
        ValueCodec values = new SerializationCodec();
        WorkerReports told = new WorkerReports(new MessageWriter(link, checked), values);
        WorkerLoop work = new WorkerLoop(values, slate, told);
        reports = told;
        Thread lifeline =
                new Thread(
                        () -> {
                            work.sign().follow(commands);
                            end(arguments[0], ORPHANED);
                        },
                        "hocket-lifeline");
        lifeline.setDaemon(true);
        lifeline.start();
        told.ready();
        settle(link);
        try {
            work.serve(new MessageReader(link, checked));
        } catch (Throwable broken) {
            System.err.println("the worker cannot continue: " + broken);
            end(arguments[0], BROKEN);
        }
        if (!work.sign().isFarewell()) {
            end(arguments[0], ORPHANED);
        }
        System.exit(0); // shutdown hooks of tasks run
    }

    /** Ends those processes that its tasks have started, and this one, however busy it is. */
    private static void end(String address, int exit) {
        try {
            Thread killing =
                    new Thread(
                            () -> WorkerChildren.kill(address, ProcessHandle.current().pid()),
                            "hocket-killing");
            killing.setDaemon(true);
            killing.start();
            killing.join(LAST_MILLIS);
        } catch (Throwable _) {
            // No memory, no thread: all the more it ends.
        } finally {
            Runtime.getRuntime().halt(exit);
        }
    }

    /** Once the first tasks have had their time. */
    private static void settle(FrameLink link) {
        Thread settling =
                new Thread(
                        () -> {
                            FrameRing.nap(SETTLE_NANOS);
                            link.settle();
                        },
                        "hocket-settling");
        settling.setDaemon(true);
        settling.start();
    }

    /** Breaks the way to the parent, for tests. */
    public static void closeLink() {
        FrameLink open = link;
        if (open != null) {
            open.close();
        }
    }

    /** The way to the parent, in a worker; else null. */
    static @Nullable WorkerReports reports() {
        return reports;
    }
}
