package dev.hocket.jobs.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps compiled sources between runs, one file each, so that the second run of a task does not
 * wait for the compiler.
 *
 * <p>A file's name is a digest of all that went into the compilation: the source text and where it
 * lies, the contents of the class path, the version of Java. The source files that were compiled
 * along are listed inside with their digests. Each file ends in a digest of itself; it is written
 * aside and renamed. Whatever is wrong with the cache, an unwritable folder or a torn file, costs
 * the time of compiling and nothing else. Since classes from here are run, a folder that others own
 * or may write to is not used.
 */
final class CompileCache {
    private static final int MAGIC = 0x484b5401;
    private static final String SUFFIX = ".task";
    private static final int DIGEST_BYTES = 32;

    private final Path folder;
    private final int capacity;

    /**
     * @param folder made when first needed
     * @param capacity how many compiled sources are kept; beyond, those unused for longest go
     */
    CompileCache(Path folder, int capacity) {
        this.folder = folder;
        this.capacity = capacity;
    }

    /**
     * The digest of all that compiling depends on; empty when the class path is too large to tell.
     */
    static Optional<String> key(SourceText source, ClassPath classPath) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeUTF(Runtime.version() + " " + System.getProperty("java.vendor"));
            out.writeUTF(source.file().toAbsolutePath().toString());
            byte[] text = source.text().getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
            if (!SourceCompiler.hocket().describe(out) || !classPath.describe(out)) {
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(HexFormat.of().formatHex(Digests.sha256(bytes.toByteArray())));
    }

    Optional<CompiledSource> find(String key) {
        Path file = folder.resolve(key + SUFFIX);
        try {
            if (!Files.exists(file) || !trusted()) {
                return Optional.empty();
            }
            Optional<CompiledSource> found = decode(Files.readAllBytes(file));
            if (found.isPresent()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            }
            return found;
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    void keep(String key, CompiledSource compiled) {
        try {
            makeFolder();
            if (!trusted()) {
                return;
            }
            Path aside = Files.createTempFile(folder, key, ".new");
            try {
                Files.write(aside, encode(compiled));
                Files.move(
                        aside,
                        folder.resolve(key + SUFFIX),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
            dropOldest();
        } catch (IOException | RuntimeException e) {
            // Without a cache the next run compiles again.
        }
    }

    private void makeFolder() throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (posix()) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private boolean posix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private boolean trusted() throws IOException {
        if (!posix()) {
            return true;
        }
        PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
        Set<PosixFilePermission> granted = attributes.permissions();
        UserPrincipal me =
                folder.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(System.getProperty("user.name", ""));
        return attributes.owner().equals(me)
                && !granted.contains(PosixFilePermission.GROUP_WRITE)
                && !granted.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private void dropOldest() throws IOException {
        List<Path> kept;
        try (Stream<Path> files = Files.list(folder)) {
            kept = files.filter(f -> f.toString().endsWith(SUFFIX)).toList();
        }
        if (kept.size() <= capacity) {
            return;
        }
        Map<Path, FileTime> used = new LinkedHashMap<>();
        for (Path file : kept) {
            used.put(file, Files.getLastModifiedTime(file));
        }
        List<Path> oldest =
                used.entrySet().stream()
                        .sorted(Comparator.comparing(Map.Entry::getValue))
                        .limit(kept.size() - capacity)
                        .map(Map.Entry::getKey)
                        .toList();
        for (Path file : oldest) {
            Files.deleteIfExists(file);
        }
    }

    private static byte[] encode(CompiledSource compiled) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(compiled.others().size());
        for (Path other : compiled.others()) {
            out.writeUTF(other.toString());
            out.write(Digests.sha256(Files.readAllBytes(other)));
        }
        out.writeInt(compiled.own().size());
        for (String name : compiled.own()) {
            out.writeUTF(name);
        }
        out.writeInt(compiled.classes().size());
        for (Map.Entry<String, byte[]> entry : compiled.classes().entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeInt(entry.getValue().length);
            out.write(entry.getValue());
        }
        out.write(Digests.sha256(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    private static Optional<CompiledSource> decode(byte[] bytes) throws IOException {
        int length = bytes.length - DIGEST_BYTES;
        if (length < 0
                || !Arrays.equals(
                        Digests.sha256(Arrays.copyOf(bytes, length)),
                        Arrays.copyOfRange(bytes, length, bytes.length))) {
            return Optional.empty();
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        if (in.readInt() != MAGIC) {
            return Optional.empty();
        }
        List<Path> others = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            Path other = Path.of(in.readUTF());
            byte[] digest = in.readNBytes(DIGEST_BYTES);
            if (!Arrays.equals(digest, Digests.sha256(Files.readAllBytes(other)))) {
                return Optional.empty();
            }
            others.add(other);
        }
        List<String> own = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            own.add(in.readUTF());
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            classes.put(in.readUTF(), in.readNBytes(in.readInt()));
        }
        return Optional.of(new CompiledSource(own, classes, others));
    }
}
