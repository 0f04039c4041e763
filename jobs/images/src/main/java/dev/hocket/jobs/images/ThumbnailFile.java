package dev.hocket.jobs.images;

import dev.hocket.jobs.images.structure.PictureFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a picture's result goes. The place follows from the picture's path alone, so it is the same
 * in every run and on every engine: below the output folder as the picture lies below the root,
 * with the format's extension added to a name that does not end so ({@code a.png} becomes {@code
 * a.png.jpg}).
 */
final class ThumbnailFile {
    private final Path input;
    private final Path place;

    private ThumbnailFile(Path input, Path place) {
        this.input = input;
        this.place = place;
    }

    /**
     * The place for a picture's result.
     *
     * @throws ImageException if the picture is not below the root, lies in the output folder, or
     *     would get the place of another picture
     */
    static ThumbnailFile of(ThumbnailSettings settings, Path input) throws ImageException {
        Path whole = input.toAbsolutePath().normalize();
        if (!whole.startsWith(settings.root()) || whole.equals(settings.root())) {
            throw ImageException.of(
                    input,
                    "the image is not below the root folder %s; give a root that contains it"
                            .formatted(settings.root()));
        }
        if (whole.startsWith(settings.output())) {
            throw ImageException.of(
                    input,
                    "the image is in the output folder, where results are written; choose another"
                            + " output folder");
        }
        Path below = settings.root().relativize(whole);
        String name = String.valueOf(below.getFileName());
        String extension = settings.encoding().format().extension;
        if (name.endsWith(extension)) {
            refuseClash(input, whole, name, extension);
        } else {
            name += extension;
        }
        return new ThumbnailFile(input, settings.output().resolve(below).resolveSibling(name));
    }

    /** {@code a.png.jpg} beside {@code a.png}: both results would be {@code a.png.jpg}. */
    private static void refuseClash(Path input, Path whole, String name, String extension)
            throws ImageException {
        String other = name.substring(0, name.length() - extension.length());
        boolean pictures = PictureFormat.nameLooksLikePicture(other) && !other.endsWith(extension);
        if (pictures && Files.isRegularFile(whole.resolveSibling(other))) {
            throw ImageException.of(
                    input,
                    "the result would be %s, and so would that of %s beside it; rename one of them"
                            .formatted(name, other));
        }
    }

    Path place() {
        return place;
    }

    /**
     * Writes the result: aside first, then renamed, so the place holds a whole file or what was
     * there before. A file from an earlier run is replaced.
     */
    void write(byte[] bytes) throws IOException {
        Path folder = place.getParent() == null ? place : place.getParent();
        Files.createDirectories(folder);
        if (Files.exists(place) && Files.isSameFile(place, input)) {
            throw ImageException.of(
                    input,
                    "the result %s would overwrite the image itself; choose another output folder"
                            .formatted(place));
        }
        long unique = ThreadLocalRandom.current().nextLong();
        String name = String.format(Locale.ROOT, ".%s.%016x.part", place.getFileName(), unique);
        Path aside = folder.resolve(name);
        try {
            Files.write(aside, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
