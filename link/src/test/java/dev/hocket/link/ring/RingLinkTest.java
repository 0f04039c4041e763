package dev.hocket.link.ring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.link.FrameLinkContract;
import dev.hocket.link.LinkOffer;
import dev.hocket.link.memory.SharedMemoryFolder;
import java.io.IOException;
import java.nio.file.Path;

/** Two rings in shared memory. */
class RingLinkTest extends FrameLinkContract {
    @Override
    protected LinkOffer host(Path folder) throws IOException {
        assumeTrue(RingOffer.offered(), "this machine has no futex");
        return RingOffer.open(new SharedMemoryFolder(folder));
    }
}
