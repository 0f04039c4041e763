package dev.hocket.jobs.run;

import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A class path as {@code java --class-path} takes it: jars and folders of classes, with {@code
 * folder/*} for all jars of a folder.
 */
record ClassPath(List<Path> entries) implements Serializable {
    /**
     * More files than this in a folder of classes, and finding out what changed is not worth it.
     */
    private static final int MOST_FILES = 20_000;

    static final ClassPath EMPTY = new ClassPath(List.of());

    ClassPath {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a class path written with the separator of this system.
     *
     * @throws TaskLoadException if an entry does not exist: a misspelt jar is better named here
     *     than as the class that it would have brought
     */
    static ClassPath parse(String text) throws TaskLoadException {
        ClassPath parsed = lenient(text);
        for (Path entry : parsed.entries) {
            if (!Files.exists(entry)) {
                throw new TaskLoadException(
                        "class path: '"
                                + entry
                                + "' does not exist; entries are jars and folders of classes,"
                                + " separated by '"
                                + File.pathSeparator
                                + "'");
            }
        }
        return parsed;
    }

    /** Reads a class path as Java does, without asking whether its entries exist. */
    static ClassPath lenient(String text) throws TaskLoadException {
        List<Path> entries = new ArrayList<>();
        for (String entry : text.split(File.pathSeparator, -1)) {
            if (entry.equals("*") || entry.endsWith("/*") || entry.endsWith(File.separator + "*")) {
                String folder = entry.substring(0, entry.length() - 1);
                entries.addAll(jars(Path.of(folder.isEmpty() ? "." : folder)));
            } else {
                entries.add(Path.of(entry.isEmpty() ? "." : entry));
            }
        }
        return new ClassPath(entries);
    }

    private static List<Path> jars(Path folder) throws TaskLoadException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f ->
                            f.toString()
                                    .regionMatches(true, f.toString().length() - 4, ".jar", 0, 4))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new TaskLoadException(
                    "class path: '" + folder.resolve("*") + "' is not a folder that can be read",
                    e);
        }
    }

    /**
     * What to say where a class is missing: an entry that is a folder of jars, which Java does not
     * look into.
     */
    String hint() {
        for (Path entry : entries) {
            if (Files.isDirectory(entry) && holdsJars(entry)) {
                return "; '%s' is a folder of jars: write '%s' for all of them"
                        .formatted(entry, entry.resolve("*"));
            }
        }
        return "";
    }

    private static boolean holdsJars(Path folder) {
        try {
            return !jars(folder).isEmpty();
        } catch (TaskLoadException unreadable) {
            return false;
        }
    }

    ClassPath plus(List<Path> more) {
        return new ClassPath(Stream.concat(entries.stream(), more.stream()).toList());
    }

    URL[] urls() {
        URL[] urls = new URL[entries.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = entries.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException("no URL for the file " + entries.get(i), e);
            }
        }
        return urls;
    }

    /** As a user would write it. */
    @Override
    public String toString() {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Writes what tells this class path's contents from others': each file with its size and time
     * of change, those below folders included.
     *
     * @return false if the contents are too many to tell
     */
    boolean describe(DataOutputStream out) throws IOException {
        int left = MOST_FILES;
        for (Path entry : entries) {
            out.writeUTF(entry.toAbsolutePath().toString());
            try (Stream<Path> below = Files.walk(entry)) {
                Iterator<Path> files = below.iterator();
                while (files.hasNext()) {
                    if (--left < 0) {
                        return false;
                    }
                    describe(files.next(), out);
                }
            }
        }
        return true;
    }

    private static void describe(Path file, DataOutputStream out) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isRegularFile()) {
            out.writeUTF(file.toString());
            out.writeLong(attributes.size());
            out.writeLong(attributes.lastModifiedTime().toMillis());
        }
    }
}
