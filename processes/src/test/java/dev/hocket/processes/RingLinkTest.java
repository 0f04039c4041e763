package dev.hocket.processes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** Two rings in shared memory. */
class RingLinkTest extends FrameLinkContract {
    @Override
    LinkOffer host(Path folder) throws IOException {
        assumeTrue(RingOffer.offered(), "this machine has no futex");
        return RingOffer.open(new SharedMemoryFolder(folder));
    }
}
