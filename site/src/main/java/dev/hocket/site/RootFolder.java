package dev.hocket.site;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a site, and nothing outside of it. Where a path leads, through links, is found out
 * by its name; but what was found is opened name by name from a descriptor of the folder, following
 * no link ({@code openat}). A link that is put there meanwhile makes the request fail, and shows
 * nothing. Where the system has no such calls (Windows), files are opened by path. Safe for use by
 * several threads.
 */
final class RootFolder {
    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path root;

    RootFolder(Path folder) throws IOException {
        this.root = folder.toRealPath();
    }

    Path path() {
        return root;
    }

    /** Where a path leads, relative to this folder; null if that is not a file within it. */
    @Nullable Path within(Path file) throws IOException {
        try {
            Path real = file.toRealPath();
            return real.startsWith(root) ? root.relativize(real) : null;
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException other) {
            return unfollowed(file, other);
        }
    }

    /** A file in place of a folder, a loop of links and a name too long are files that are not. */
    private static @Nullable Path unfollowed(Path file, IOException why) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(file)) {
            throw why;
        }
        return null;
    }

    /** What is done with the folder in which a file is, and the file's name in it. */
    private interface Use<T> {
        T in(SecureDirectoryStream<Path> folder, Path name) throws IOException;
    }

    /**
     * The facts of a file.
     *
     * @param relative where it is, by {@link #within}
     * @throws NoSuchFileException if it is no longer there, or a link is
     */
    FileFacts facts(Path relative) throws IOException {
        Path file = root.resolve(relative);
        FileFacts facts = FileFacts.of(file, LinkOption.NOFOLLOW_LINKS);
        boolean same = use(relative, (folder, name) -> facts.isOf(attributes(folder, name)), true);
        if (!same) {
            throw new NoSuchFileException(file.toString(), null, "it was changed meanwhile");
        }
        return facts;
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
            throws IOException {
        return folder.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /**
     * Opens a file.
     *
     * @param relative where it is, by {@link #within}
     * @param facts what it was like; another file, or another state of it, is not opened
     */
    FileChannel open(Path relative, FileFacts facts) throws IOException {
        Path file = root.resolve(relative);
        FileChannel channel =
                use(relative, RootFolder::channel, null) instanceof FileChannel opened
                        ? opened
                        : FileChannel.open(file, READ);
        boolean same = false;
        try {
            same = channel.size() == facts.size() && facts(relative).equals(facts);
        } finally {
            if (!same) {
                channel.close();
            }
        }
        if (!same) {
            throw new NoSuchFileException(file.toString(), null, "it was changed meanwhile");
        }
        return channel;
    }

    private static @Nullable SeekableByteChannel channel(
            SecureDirectoryStream<Path> folder, Path name) throws IOException {
        return folder.newByteChannel(name, READ);
    }

    /** What is made of the names in a folder; the second argument tells which are folders. */
    interface Listing<T> {
        T of(Iterable<Path> names, Predicate<Path> isFolder) throws IOException;
    }

    /**
     * Lists a folder.
     *
     * @param relative where it is, by {@link #within}
     */
    <T> T list(Path relative, Listing<T> lines) throws IOException {
        @Nullable T made = use(relative, (parent, name) -> listed(parent, name, lines), null);
        if (made != null) {
            return made;
        }
        try (DirectoryStream<Path> names = Files.newDirectoryStream(root.resolve(relative))) {
            return lines.of(names, Files::isDirectory);
        }
    }

    private <T> T listed(SecureDirectoryStream<Path> parent, Path name, Listing<T> lines)
            throws IOException {
        try (SecureDirectoryStream<Path> folder =
                parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            return lines.of(folder, each -> isFolder(folder, each));
        }
    }

    private static boolean isFolder(SecureDirectoryStream<Path> folder, Path name) {
        try {
            return folder.getFileAttributeView(name.getFileName(), BasicFileAttributeView.class)
                    .readAttributes()
                    .isDirectory();
        } catch (IOException gone) {
            return false;
        }
    }

    /** Goes to the folder of a file, name by name; gives {@code otherwise} where that cannot be. */
    @SuppressWarnings("StreamResourceLeak") // each is closed when the next one is open
    private <T extends @Nullable Object> T use(Path relative, Use<T> use, T otherwise)
            throws IOException {
        if (relative.toString().isEmpty()) {
            return otherwise;
        }
        DirectoryStream<Path> first = Files.newDirectoryStream(root);
        if (!(first instanceof SecureDirectoryStream<Path> at)) {
            first.close();
            return otherwise;
        }
        try {
            for (int i = 0; i < relative.getNameCount() - 1; i++) {
                SecureDirectoryStream<Path> next =
                        at.newDirectoryStream(relative.getName(i), LinkOption.NOFOLLOW_LINKS);
                at.close();
                at = next;
            }
            return use.in(at, relative.getFileName());
        } catch (AccessDeniedException denied) {
            throw denied;
        } catch (FileSystemException link) { // or a file where a folder was
            throw new NoSuchFileException(relative.toString(), null, link.getReason());
        } finally {
            at.close();
        }
    }
}
