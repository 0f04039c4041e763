package dev.hocket.processes;

import java.io.IOException;
import java.nio.file.Path;

/** The Unix domain socket. */
class SocketLinkTest extends LinkContract {
    @Override
    LinkHost host(Path folder) throws IOException {
        return SocketHost.open(folder.resolve("link.sock"));
    }
}
