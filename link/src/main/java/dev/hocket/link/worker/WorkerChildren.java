package dev.hocket.link.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processes that a worker's tasks have started; they end with the worker. Each inherits an
 * environment variable with the worker's address, so it can be identified even if its own parent is
 * dead.
 */
public final class WorkerChildren {
    /** The variable, which has the address of the worker's link. */
    public static final String VARIABLE = "HOCKET_WORKER";

    private static final Path PROCESSES = Path.of("/proc");

    /** Who starts processes while these are killed is looked at again, so often at most. */
    private static final int MOST_ROUNDS = 10;

    private WorkerChildren() {}

    /**
     * Kills them, where the system shows the environment of processes.
     *
     * @param address the worker's address
     * @param worker the process of the worker, which is left alone
     */
    public static void kill(String address, long worker) {
        byte[] mark = (VARIABLE + "=" + address).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < MOST_ROUNDS && killOnce(mark, worker); round++) {
            Thread.onSpinWait();
        }
    }

    private static boolean killOnce(byte[] mark, long worker) {
        boolean any = false;
        long own = ProcessHandle.current().pid();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path each : all) {
                long pid = Long.parseLong(String.valueOf(each.getFileName()));
                if (pid != worker && pid != own && isMarked(each, mark)) {
                    any |=
                            ProcessHandle.of(pid)
                                    .filter(ProcessHandle::isAlive)
                                    .map(ProcessHandle::destroyForcibly)
                                    .orElse(false);
                }
            }
        } catch (IOException | RuntimeException _) {
            // No such folder here, or it changes while it is read.
        }
        return any;
    }

    private static boolean isMarked(Path process, byte[] mark) {
        try {
            byte[] all = Files.readAllBytes(process.resolve("environ"));
            for (int start = 0; start < all.length; ) {
                int end = start;
                while (end < all.length && all[end] != 0) {
                    end++;
                }
                if (java.util.Arrays.equals(all, start, end, mark, 0, mark.length)) {
                    return true;
                }
                start = end + 1;
            }
        } catch (IOException | RuntimeException _) {
            // Another user's, or gone.
        }
        return false;
    }
}
