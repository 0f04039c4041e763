package dev.hocket.processes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** Two rings in shared memory. */
class RingLinkTest extends LinkContract {
    @Override
    LinkHost host(Path folder) throws IOException {
        assumeTrue(RingHost.offered(), "this machine has no futex");
        return RingHost.open(new SharedFolder(folder));
    }
}
