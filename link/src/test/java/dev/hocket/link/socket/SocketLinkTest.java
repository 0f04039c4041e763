package dev.hocket.link.socket;

import dev.hocket.link.FrameLinkContract;
import dev.hocket.link.LinkOffer;
import java.io.IOException;
import java.nio.file.Path;

/** The Unix domain socket. */
class SocketLinkTest extends FrameLinkContract {
    @Override
    protected LinkOffer host(Path folder) throws IOException {
        return SocketOffer.open(folder.resolve("link.sock"));
    }
}
