package dev.hocket.jobs.fetch;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives whole files their names, at once: nobody sees a file that is not whole, and no file that is
 * there is lost, also where several processes fetch into one folder.
 */
final class FilePlacement {
    private final Path folder;
    private final ExistingFileRule rule;

    /** The next number of a name that was taken, so that many alike are not tried from 1 on. */
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

    FilePlacement(Path folder, ExistingFileRule rule) {
        this.folder = folder;
        this.rule = rule;
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
                target + ": is there already; overwrite it, or fetch into another folder");
    }

    /**
     * Moves a whole file to its place.
     *
     * @return where it is; null if another file is there and is to stay
     */
    @Nullable Path place(Path part, String name) throws IOException {
        Path target = folder.resolve(name);
        if (rule == ExistingFileRule.OVERWRITE) {
            if (Files.isDirectory(target)) {
                throw new FileAlreadyExistsException(target + ": is a folder; remove it");
            }
            return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
        int number = numbers.getOrDefault(name, 0);
        while (true) {
            Path free = number == 0 ? target : folder.resolve(name + "." + number);
            if (link(part, free)) {
                if (number > 0) {
                    numbers.merge(name, number + 1, Math::max);
                }
                return free;
            }
            if (rule == ExistingFileRule.SKIP) {
                return null;
            }
            if (rule == ExistingFileRule.FAIL) {
                throw exists(free);
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
