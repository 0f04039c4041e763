package dev.hocket.jobs.exec.process;

import java.io.File;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds programs as a shell does: by PATH, unless a name holds a slash. Safe for use by many
 * threads.
 */
public final class SearchPath {
    private final String path;
    private final Map<String, String> found = new ConcurrentHashMap<>();

    /**
     * The programs in some folders.
     *
     * @param path folders as in the variable PATH
     */
    public SearchPath(String path) {
        this.path = path;
    }

    /**
     * The file to run for {@code name}. What was found is remembered, as a shell does.
     *
     * @throws Spawner.NotStarted if there is none, or it may not be run
     */
    public String find(String name) throws Spawner.NotStarted {
        if (name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0) {
            return name;
        }
        String known = found.get(name);
        if (known != null) {
            return known;
        }
        String file = search(name);
        found.put(name, file);
        return file;
    }

    private String search(String name) throws Spawner.NotStarted {
        File unusable = null;
        if (!name.isEmpty()) {
            for (String folder : path.split(File.pathSeparator, -1)) {
                File file = new File(folder.isEmpty() ? "." : folder, name);
                if (file.isFile()) {
                    if (file.canExecute()) {
                        return file.getPath();
                    }
                    unusable = file;
                }
            }
        }
        throw unusable == null ? notFound(name, path) : denied(unusable.getPath());
    }

    static Spawner.NotStarted notFound(String name, String path) {
        if (name.indexOf('/') >= 0) {
            return new Spawner.NotStarted(127, "no such program: " + name);
        }
        return new Spawner.NotStarted(
                127,
                "command not found: "
                        + (name.isEmpty() ? "''" : name)
                        + "; it is in none of the folders of PATH ("
                        + path
                        + "): install it, or write its full path");
    }

    static Spawner.NotStarted denied(String file) {
        return new Spawner.NotStarted(
                126,
                new File(file).isDirectory()
                        ? file + " is a folder, not a program"
                        : "not allowed to run " + file + ": make it executable (chmod +x)");
    }
}
