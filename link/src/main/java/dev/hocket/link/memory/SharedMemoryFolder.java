package dev.hocket.link.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder for the files of memory that processes share: {@code /dev/shm} if it exists, otherwise
 * the folder for temporary files, or the folder that the property {@code hocket.shared.folder}
 * names.
 *
 * <p>The name of a file, or of a folder of files, identifies its owner: {@code
 * hocket-NAMESPACE-PID-START-RANDOM}. If a process died without deleting its files, the next JVM of
 * the same user that creates one deletes them. The start time distinguishes the process from a
 * later one with the same number, and the inode of the PID namespace from one in another container,
 * whose process numbers are meaningless here.
 */
public final class SharedMemoryFolder {
    private static final Pattern NAME =
            Pattern.compile("hocket-(\\d{1,20})-(\\d{1,10})-(\\d{1,20})-[0-9a-f]{16}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,20}");

    /** Where the start of a process stands in its line of {@code /proc}, counted after its name. */
    private static final int START_FIELD = 19;

    private final Path path;
    private boolean swept;

    public SharedMemoryFolder(Path path) {
        this.path = path;
    }

    /** The folder of this JVM. */
    public static SharedMemoryFolder standard() {
        return Standard.FOLDER;
    }

    /** Looked for when first needed. */
    private static final class Standard {
        static final SharedMemoryFolder FOLDER = new SharedMemoryFolder(choose());

        private static Path choose() {
            String named = System.getProperty("hocket.shared.folder");
            if (named != null) {
                return Path.of(named);
            }
            Path memory = Path.of("/dev/shm");
            return Files.isDirectory(memory) && Files.isWritable(memory)
                    ? memory
                    : Path.of(System.getProperty("java.io.tmpdir", "."));
        }
    }

    /** What only those need who make files or look for old ones: a worker starts without it. */
    private static final class Here {
        static final SecureRandom RANDOM = new SecureRandom();
        static final String NAMESPACE = namespace();
    }

    public Path path() {
        return path;
    }

    /** A name that nobody has yet. The first time, what the dead have left is deleted. */
    public Path fresh() {
        sweepOnce();
        byte[] random = new byte[8];
        Here.RANDOM.nextBytes(random);
        ProcessHandle here = ProcessHandle.current();
        String owner = "hocket-" + Here.NAMESPACE + "-" + here.pid() + "-" + start(here.pid());
        return path.resolve(owner + "-" + HexFormat.of().formatHex(random));
    }

    /** Whether a file has a name that {@link #fresh} gives. */
    public static boolean named(Path file) {
        Path name = file.getFileName();
        return name != null && NAME.matcher(name.toString()).matches();
    }

    private synchronized void sweepOnce() {
        if (!swept) {
            swept = true;
            sweep();
        }
    }

    /** Deletes the files of dead processes. What cannot be deleted is another user's. */
    public void sweep() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "hocket-*")) {
            for (Path file : files) {
                if (left(file)) {
                    delete(file);
                }
            }
        } catch (IOException | UncheckedIOException | java.nio.file.DirectoryIteratorException _) {
            // A folder that cannot be listed is not swept; making a file in it says why.
        }
    }

    private static boolean left(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches() || !name.group(1).equals(Here.NAMESPACE)) {
            return false;
        }
        long pid = Long.parseLong(name.group(2));
        boolean alive = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        return !alive || !name.group(3).equals(start(pid));
    }

    static void delete(Path file) {
        try {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                empty(file);
            }
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // Not ours, or still mapped where that forbids it: the next sweep finds it.
        }
    }

    /** Deletes what a folder holds, which holds no folders; not for a folder of another user. */
    private static void empty(Path folder) throws IOException {
        if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own()))) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Something that belongs to the user of this process. */
    private static Path own() {
        Path self = Path.of("/proc/self");
        return Files.exists(self) ? self : Path.of(System.getProperty("user.home", "."));
    }

    /** When a process started, in ticks since the machine did; 0 where nobody tells. */
    private static String start(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return NUMBER.matcher(fields[START_FIELD]).matches() ? fields[START_FIELD] : "0";
        } catch (IOException | RuntimeException _) {
            return "0";
        }
    }

    private static String namespace() {
        try {
            Matcher inode =
                    NUMBER.matcher(Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
            return inode.find() ? inode.group() : "0";
        } catch (IOException | RuntimeException _) {
            return "0";
        }
    }
}
