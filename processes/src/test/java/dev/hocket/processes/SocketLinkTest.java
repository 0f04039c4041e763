package dev.hocket.processes;

import java.io.IOException;
import java.nio.file.Path;

/** The Unix domain socket. */
class SocketLinkTest extends FrameLinkContract {
    @Override
    LinkOffer host(Path folder) throws IOException {
        return SocketOffer.open(folder.resolve("link.sock"));
    }
}
