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

/** Finds the pictures in a list of files and folders. Stateless and thread-safe. */
public final class PictureFiles {
    private PictureFiles() {}

    /**
     * Finds the pictures in a fixed order: in the order of the paths, and below a folder in the
     * order of the names, folder by folder. A file is included whatever its name; in a folder, and
     * in all folders below it, files with the extension of a picture are included. Hidden files and
     * folders (with names that start with a dot) and links to folders are skipped.
     *
     * @param paths files and folders
     * @param output a folder that is skipped if it is below one of the paths, so that results of an
     *     earlier run are not processed
     * @throws IOException if a path does not exist, a folder cannot be read, or a folder contains
     *     no picture
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
                            "the folder contains no image with one of the extensions "
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
     * The deepest folder that contains all the paths. A folder contains itself. The result is a
     * suitable {@link ThumbnailSettings#root()}.
     *
     * @throws IllegalArgumentException if there is no path, or no folder contains all of them
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
                    "no folder contains both "
                            + a
                            + " and "
                            + b
                            + "; run them one after the other");
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
