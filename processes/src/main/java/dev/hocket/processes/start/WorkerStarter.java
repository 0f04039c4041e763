package dev.hocket.processes.start;

import dev.hocket.link.LinkOffer;
import dev.hocket.link.worker.AttemptSlate;
import java.io.IOException;
import java.nio.file.Path;

/** Starts the process of a worker. */
public interface WorkerStarter {

    /**
     * Starts one.
     *
     * @param folder the pool's own folder
     * @param address the {@link LinkOffer#address} of its link
     * @param slate the file of its {@link AttemptSlate}
     */
    Process start(Path folder, String address, Path slate) throws IOException;

    /** Ends one hard. Unlike {@link Process#destroyForcibly} it leaves what it said to be read. */
    default void kill(Process process) {
        boolean _ = process.toHandle().destroyForcibly();
    }
}
