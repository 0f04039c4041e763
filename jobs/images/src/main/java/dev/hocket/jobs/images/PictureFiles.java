package dev.hocket.jobs.images;

import dev.hocket.jobs.images.structure.PictureFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the pictures that a list of files and folders means. Thread-safe: holds no state. */
public final class PictureFiles {
    private PictureFiles() {}

    /**
     * The pictures that the paths mean, in a fixed order: the paths' own order, and below a folder
     * the order of the names, folder by folder. A file is taken as it is, whatever its name; in a
     * folder, and in all folders below it, the files with a picture's extension are taken. Hidden
     * files and folders (their names start with a dot) are passed over, and so are links to
     * folders.
     *
     * @param paths files and folders
     * @param output a folder passed over when it lies below one of the paths, so that results of an
     *     earlier run are not taken for pictures
     * @throws IOException if a path does not exist, a folder cannot be read, or a folder holds no
     *     picture
     */
    public static List<Path> find(List<Path> paths, Path output) throws IOException {
        Path passedOver = output.toAbsolutePath().normalize();
        List<Path> found = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                int before = found.size();
                collect(path, passedOver, found);
                if (found.size() == before) {
                    throw ImageException.of(
                            path,
                            "the folder holds no image with an extension of "
                                    + PictureFormat.NAMES
                                    + "; name the files themselves if theirs differ");
                }
            } else if (Files.exists(path)) {
                found.add(path);
            } else {
                throw new NoSuchFileException(path.toString(), null, "no such file or folder");
            }
        }
        return List.copyOf(found);
    }

    /**
     * The deepest folder that holds all the paths: of a folder itself, of a file the folder that it
     * is in. To be used as {@link ThumbnailSettings#root()}.
     *
     * @throws IllegalArgumentException if there is no path, or no folder holds them all
     */
    public static Path commonRoot(List<Path> paths) {
        @Nullable Path root = null;
        for (Path path : paths) {
            Path whole = path.toAbsolutePath().normalize();
            Path folder = Files.isDirectory(whole) ? whole : parent(whole);
            root = root == null ? folder : common(root, folder);
        }
        if (root == null) {
            throw new IllegalArgumentException("no image and no folder was given");
        }
        return root;
    }

    private static Path common(Path a, Path b) {
        @Nullable Path shared = a;
        while (shared != null && !b.startsWith(shared)) {
            shared = shared.getParent();
        }
        if (shared == null) {
            throw new IllegalArgumentException(
                    "no folder holds both " + a + " and " + b + "; run them one after the other");
        }
        return shared;
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static void collect(Path folder, Path passedOver, List<Path> found) throws IOException {
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.sorted(PictureFiles::byName).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            if (name.startsWith(".")) {
                continue;
            }
            if (Files.isDirectory(entry)) {
                boolean results = entry.toAbsolutePath().normalize().equals(passedOver);
                if (!results && !Files.isSymbolicLink(entry)) {
                    collect(entry, passedOver, found);
                }
            } else if (PictureFormat.nameLooksLikePicture(name)) {
                found.add(entry);
            }
        }
    }

    /** By the names' characters, which is the same order on every platform. */
    private static int byName(Path a, Path b) {
        return String.valueOf(a.getFileName()).compareTo(String.valueOf(b.getFileName()));
    }
}
