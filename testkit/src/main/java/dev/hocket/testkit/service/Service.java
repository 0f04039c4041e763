package dev.hocket.testkit.service;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that runs for a test, in a temporary folder and on a free port of the loopback address,
 * and never outlives the test's JVM.
 *
 * <p>Beside it runs a guard: a shell in a session of its own that waits for the end of a pipe,
 * whose other end only this JVM holds. However the JVM ends, by SIGKILL too, the kernel closes the
 * pipe; the guard then asks the service to end, kills what is left of it, whatever sessions its
 * children have made, and removes the folder. Where somebody kills the guard as well, the next
 * service that is started on this machine does what it had to do.
 */
public final class Service implements AutoCloseable {
    private static final int PORTS = 5;
    private static final long GLANCE_MILLIS = 20;
    private static final int SHOWN = 2_000;

    private final ServiceRecipe recipe;
    private final GuardedFolder folder;
    private final ServicePlace place;
    private final Process guard;

    private Service(ServiceRecipe recipe, GuardedFolder folder, ServicePlace place, Process guard) {
        this.recipe = recipe;
        this.folder = folder;
        this.place = place;
        this.guard = guard;
    }

    /** Tries a few ports: between being found free and being used, one may be taken. */
    static Service start(ServiceRecipe recipe) throws IOException, InterruptedException {
        needsLinux();
        GuardedFolder.reclaim();
        for (int port = 1; port < PORTS; port++) {
            Service service = launch(recipe);
            if (service.becomesReady()) {
                return service;
            }
            boolean taken = Readiness.accepts(service.place.port());
            IllegalStateException failed = service.failure("ended before it was ready");
            service.close();
            if (!taken) {
                throw failed;
            }
        }
        throw new IllegalStateException(
                "%s was not started: each of %d ports was taken by another program"
                        .formatted(recipe.name(), PORTS));
    }

    private static Service launch(ServiceRecipe recipe) throws IOException, InterruptedException {
        GuardedFolder folder = GuardedFolder.create(recipe.name(), recipe.account());
        boolean launched = false;
        try {
            ServicePlace place = new ServicePlace(folder.home(), freePort());
            for (var step : recipe.steps()) {
                prepare(recipe, folder, step.apply(place));
            }
            List<String> words = new ArrayList<>(folder.guard("run"));
            words.add(recipe.signal());
            words.add(Long.toString(Math.max(1, recipe.grace().toSeconds())));
            words.addAll(recipe.account().command(recipe.command().apply(place)));
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.redirectOutput(folder.output().toFile());
            folder.surround(builder, recipe.environment());
            Service service = new Service(recipe, folder, place, builder.start());
            launched = true;
            return service;
        } finally {
            if (!launched) {
                folder.sweep();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void prepare(ServiceRecipe recipe, GuardedFolder folder, List<String> step)
            throws IOException, InterruptedException {
        CommandEnd result = run(recipe, folder, step);
        if (result.status() != 0) {
            throw new IllegalStateException(
                    "%s was not started: %s ended with status %d and wrote: %s"
                            .formatted(
                                    recipe.name(),
                                    step.getFirst(),
                                    result.status(),
                                    end(result.output())));
        }
    }

    /** Waits until it is ready or has ended, whichever is first; true when it is ready. */
    private boolean becomesReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + recipe.patience().toNanos();
        boolean done = false;
        try {
            while (!recipe.readiness().isReady(this)) {
                if (hasEnded()) {
                    done = true;
                    return false;
                }
                if (System.nanoTime() - end > 0) {
                    throw failure("was not ready after " + recipe.patience());
                }
                glance();
            }
            done = true;
            return true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private IllegalStateException failure(String what) throws IOException {
        String status = hasEnded() ? " (status " + status() + ")" : "";
        return new IllegalStateException(
                "%s %s%s; it wrote: %s".formatted(recipe.name(), what, status, end(output())));
    }

    private static String end(String output) {
        return output.isBlank()
                ? "nothing"
                : output.substring(Math.max(0, output.length() - SHOWN)).strip();
    }

    private boolean hasEnded() {
        return Files.exists(folder.status()) || !guard.isAlive();
    }

    private String status() throws IOException {
        return Files.exists(folder.status())
                ? Files.readString(folder.status()).strip()
                : "unknown, its guard was killed";
    }

    /** Waits for a moment, less when the guard ends. */
    private void glance() throws InterruptedException {
        guard.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Where it lives. */
    public ServicePlace place() {
        return place;
    }

    /** What it has written so far, to standard output and standard error. */
    public String output() throws IOException {
        return Files.exists(folder.output()) ? Files.readString(folder.output()) : "";
    }

    /** Runs a command to its end, in the folder of the service and as its account. */
    public CommandEnd run(List<String> command) throws IOException, InterruptedException {
        return run(recipe, folder, command);
    }

    private static CommandEnd run(ServiceRecipe recipe, GuardedFolder folder, List<String> words)
            throws IOException, InterruptedException {
        return folder.run(
                recipe.account().command(words),
                recipe.environment(),
                recipe.patience().toMillis());
    }

    /** The ids of its processes: the one that was started, those that it started, and so on. */
    public List<Long> processes() throws IOException {
        return folder.service()
                .map(first -> Stream.concat(Stream.of(first), first.descendants()))
                .orElseGet(Stream::empty)
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Skips the test where the guard cannot work: it reads what Linux says of processes. */
    public static void needsLinux() {
        assumeTrue(
                Files.isReadable(Path.of("/proc/self/stat")),
                "services for tests need /proc, which only Linux has");
    }

    /** Waits until it ends by itself, and says how it did: for a command such as mpirun. */
    public CommandEnd await() throws IOException, InterruptedException {
        while (!hasEnded()) {
            glance();
        }
        return new CommandEnd(
                Files.exists(folder.status()) ? Integer.parseInt(status()) : -1, output());
    }

    /** Ends it, and waits until nothing is left of it: no process, no folder. */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            // the guard is gone
        }
        long millis = recipe.grace().multipliedBy(2).plusSeconds(10).toMillis();
        try {
            if (!guard.waitFor(millis, TimeUnit.MILLISECONDS)) {
                guard.destroyForcibly().waitFor();
            }
            folder.sweep();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt(); // the guard does the rest
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clean up after " + recipe.name(), e);
        }
    }
}
