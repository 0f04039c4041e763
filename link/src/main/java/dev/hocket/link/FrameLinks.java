package dev.hocket.link;

import dev.hocket.link.memory.SharedMemoryFile;
import dev.hocket.link.memory.SharedMemoryFolder;
import dev.hocket.link.ring.RingOffer;
import dev.hocket.link.socket.SocketOffer;
import java.io.IOException;
import java.nio.file.Path;

/** The kinds of {@link FrameLink}. */
public final class FrameLinks {
    private FrameLinks() {}

    /**
     * Prepares the link to a worker: shared memory where the machine has what that takes and there
     * is room, else a socket, which the property {@code hocket.link=socket} asks for.
     *
     * @param folder a folder of the pool, readable by its owner alone, for what the link needs
     * @param name a name that nothing else in the folder has
     * @param sockets whether it must be a socket
     */
    public static LinkOffer host(Path folder, String name, boolean sockets) throws IOException {
        if (!sockets
                && RingOffer.offered()
                && !SocketOffer.KIND.equals(System.getProperty("hocket.link"))) {
            try {
                return RingOffer.open(SharedMemoryFolder.standard());
            } catch (IOException full) {
                System.getLogger(FrameLinks.class.getPackageName())
                        .log(
                                System.Logger.Level.WARNING,
                                "A worker is connected by a socket, which is slower: {0}",
                                full.getMessage());
            }
        }
        return SocketOffer.open(folder.resolve(name + ".sock"));
    }

    /**
     * Makes a folder of this process for what its links need, in the folder for temporary files.
     * Those of processes that were killed are deleted.
     *
     * @throws IOException if it cannot be made
     */
    public static Path folder() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir", "."));
        return SharedMemoryFile.createFolder(new SharedMemoryFolder(parent));
    }

    /** Deletes a {@link #folder} and the files in it. */
    public static void delete(Path folder) {
        SharedMemoryFile.delete(folder);
    }

    /** Opens the worker's end of a link by its {@link LinkOffer#address}. */
    public static FrameLink open(String address) throws IOException {
        int colon = address.indexOf(':');
        String kind = address.substring(0, Math.max(0, colon));
        String rest = address.substring(colon + 1);
        return switch (kind) {
            case RingOffer.KIND -> RingOffer.connect(rest);
            case SocketOffer.KIND -> SocketOffer.connect(Path.of(rest));
            default ->
                    throw new IOException(
                            "the link '%s' is of an unknown kind: the worker runs another version"
                                    .formatted(address));
        };
    }
}
