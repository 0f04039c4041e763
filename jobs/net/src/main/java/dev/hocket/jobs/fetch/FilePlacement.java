package dev.hocket.jobs.fetch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives whole files their names, at once: nobody sees a file that is not whole, and no file that is
 * there is lost, also where several processes fetch into one folder.
 */
final class FilePlacement {
    private final Path folder;
    private final ExistingFileRule rule;
    private final RunClaims claims;
    private final @Nullable Instant since;

    /** The next number of a name that was taken, so that many alike are not tried from 1 on. */
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

    FilePlacement(FetchSettings settings, RunClaims claims) {
        this.folder = settings.folder();
        this.rule = settings.existing();
        this.claims = claims;
        this.since = settings.since();
    }

    /** Where a file of this name is already, if that means that nothing is to be fetched. */
    @Nullable Path there(String name) throws IOException {
        Path target = folder.resolve(name);
        boolean asked = rule == ExistingFileRule.SKIP || rule == ExistingFileRule.FAIL;
        if (!asked || !Files.exists(target)) {
            return null;
        }
        if (rule == ExistingFileRule.FAIL) {
            throw exists(target);
        }
        return target;
    }

    private static IOException exists(Path target) {
        return new FileAlreadyExistsException(
                target + ": already exists; overwrite it, or fetch into another folder");
    }

    /**
     * Moves a whole file to its place.
     *
     * @param url what is in it
     * @return where it is; null if another file is there and is to stay
     */
    @Nullable Path place(Path part, String name, String url) throws IOException {
        Path target = folder.resolve(name);
        if (rule == ExistingFileRule.OVERWRITE) {
            return overwritten(part, name, url);
        }
        if (rule == ExistingFileRule.NUMBER) {
            return numbered(part, name, numbers.getOrDefault(name, 0));
        }
        if (link(part, target)) {
            return target;
        }
        if (rule == ExistingFileRule.FAIL) {
            throw exists(target);
        }
        return null;
    }

    /** Replaces a file, unless another URL of this run has put it there. */
    private Path overwritten(Path part, String name, String url) throws IOException {
        Path target = folder.resolve(name);
        if (Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(target + ": is a folder; remove it");
        }
        if (claims.claim(name, url) && !isOfThisRun(target)) {
            return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return numbered(part, name, 1);
    }

    /** Whether the earlier part of a run that is resumed may have put a file there. */
    private boolean isOfThisRun(Path target) throws IOException {
        if (since == null) {
            return false;
        }
        try {
            Object changed =
                    target.getFileSystem().supportedFileAttributeViews().contains("unix")
                            ? Files.getAttribute(target, "unix:ctime")
                            : Files.getLastModifiedTime(target);
            return !((FileTime) changed).toInstant().isBefore(since);
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    private Path numbered(Path part, String name, int first) throws IOException {
        int number = Math.max(first, numbers.getOrDefault(name, first));
        while (true) {
            Path free = folder.resolve(number == 0 ? name : name + "." + number);
            if (link(part, free)) {
                if (number > 0) {
                    numbers.merge(name, number + 1, Math::max);
                }
                return free;
            }
            number++;
        }
    }

    /** Moves a file where none is; false if there is one. */
    private static boolean link(Path part, Path target) throws IOException {
        try {
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException without) {
            return move(part, target); // a file system without links
        }
        Files.delete(part);
        return true;
    }

    private static boolean move(Path part, Path target) throws IOException {
        try {
            Files.createFile(target);
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }
}
