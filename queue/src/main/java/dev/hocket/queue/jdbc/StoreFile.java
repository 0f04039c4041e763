package dev.hocket.queue.jdbc;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/** The file of an embedded store: private to its owner, on a disk of this machine. */
public final class StoreFile {
    /** File systems on which SQLite's locks and shared memory do not work between machines. */
    private static final Set<String> NETWORK =
            Set.of(
                    "nfs",
                    "nfs4",
                    "cifs",
                    "smb",
                    "smb2",
                    "smb3",
                    "smbfs",
                    "afs",
                    "ceph",
                    "9p",
                    "glusterfs",
                    "lustre",
                    "fuse.sshfs",
                    "fuse.glusterfs",
                    "fuse.s3fs");

    private StoreFile() {}

    /** The file, which exists now. */
    public static Path prepared(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        boolean posix = absolute.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (folder != null) {
            Files.createDirectories(folder, attributes(posix, "rwx------"));
            String type = Files.getFileStore(folder).type().toLowerCase(Locale.ROOT);
            if (NETWORK.contains(type)) {
                throw new IOException(
                        "%s is on a network file system (%s), on which SQLite can damage its file; use a local disk, or PostgreSQL for several machines"
                                .formatted(absolute, type));
            }
        }
        try {
            Path _ = Files.createFile(absolute, attributes(posix, "rw-------"));
        } catch (FileAlreadyExistsException known) {
            if (!Files.isRegularFile(absolute)) {
                throw new IOException(
                        absolute + " is not a file; name a file for the queue", known);
            }
        }
        return absolute;
    }

    private static FileAttribute<?>[] attributes(boolean posix, String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
