package dev.hocket.processes;

import dev.hocket.link.FrameLink;
import dev.hocket.link.FrameLinks;
import dev.hocket.link.MessageReader;
import dev.hocket.link.MessageWriter;
import dev.hocket.link.codec.ValueCodec;
import dev.hocket.link.worker.AttemptInterrupter;
import dev.hocket.link.worker.AttemptSlate;
import dev.hocket.link.worker.WorkerLoop;
import dev.hocket.link.worker.WorkerMain;
import dev.hocket.link.worker.WorkerReports;
import dev.hocket.processes.start.WorkerStarter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Workers that are threads of this JVM; to kill one is to cut its link and interrupt it. */
final class ThreadWorkerStarter implements WorkerStarter {
    static final String THREADS = "hocket-loop-";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Override
    public Process start(Path folder, String address, Path slate) throws IOException {
        return new Looped(FrameLinks.open(address), AttemptSlate.open(slate));
    }

    @Override
    public void kill(Process process) {
        ((Looped) process).kill();
    }

    private static final class Looped extends Process {
        private final int number = NUMBERS.incrementAndGet();
        private final FrameLink link;
        private final Pipe commands = Pipe.open();
        private final OutputStream toCommands = Channels.newOutputStream(commands.sink());
        private final CompletableFuture<Integer> exit = new CompletableFuture<>();
        private final Thread thread;
        private volatile @Nullable AttemptInterrupter sign;

        Looped(FrameLink link, AttemptSlate slate) throws IOException {
            this.link = link;
            this.thread =
                    Thread.ofPlatform().daemon().name(THREADS + number).start(() -> work(slate));
        }

        private void work(AttemptSlate slate) {
            ValueCodec values = new ByReferenceCodec();
            WorkerReports reports =
                    new WorkerReports(new MessageWriter(link, MessageWriter.CHECKED), values);
            WorkerLoop work = new WorkerLoop(values, slate, reports);
            sign = work.sign();
            Thread follower =
                    Thread.ofPlatform()
                            .daemon()
                            .start(() ->
                                    work.sign().follow(Channels.newInputStream(commands.source())));
            try {
                reports.ready();
                work.serve(new MessageReader(link, MessageWriter.CHECKED));
                exit.complete(0);
            } catch (IOException | RuntimeException cut) {
                exit.complete(WorkerMain.BROKEN);
            } finally {
                link.close();
                follower.interrupt();
            }
        }

        void kill() {
            AttemptInterrupter given = sign;
            if (given != null) {
                given.hold(Long.MAX_VALUE); // a dead process would begin nothing more
            }
            exit.complete(137);
            link.close();
            thread.interrupt();
        }

        @Override
        public OutputStream getOutputStream() {
            return toCommands;
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() {
            return exit.join();
        }

        @Override
        public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
            try {
                Integer _ = exit.get(timeout, unit);
                return true;
            } catch (TimeoutException late) {
                return false;
            } catch (ExecutionException impossible) {
                throw new AssertionError(impossible);
            }
        }

        @Override
        public int exitValue() {
            return exit.join();
        }

        @Override
        public boolean isAlive() {
            return !exit.isDone();
        }

        @Override
        public long pid() {
            return number;
        }

        @Override
        public CompletableFuture<Process> onExit() {
            return exit.thenApply(code -> this);
        }

        @Override
        public void destroy() {
            kill();
        }
    }
}
