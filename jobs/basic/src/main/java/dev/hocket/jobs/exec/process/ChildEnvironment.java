package dev.hocket.jobs.exec.process;

import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How the variables that commands see differ from those of this JVM. All others are passed on byte
 * by byte.
 *
 * <p>Commands see the user's environment: what the launcher replaced for this JVM it has put into
 * variables named {@code HOCKET_USER_...}, and here they get their names back. {@code
 * HOCKET_USER_LC_ALL} holds the user's {@code LC_ALL}, empty where there was none.
 *
 * @param set the variables that are set
 * @param removed the variables that are not passed on
 */
public record ChildEnvironment(Map<String, String> set, Set<String> removed)
        implements Serializable {
    private static final String SAVED = "HOCKET_USER_";

    public ChildEnvironment {
        set = Map.copyOf(set);
        removed = Set.copyOf(removed);
    }

    /**
     * The user's environment.
     *
     * @param own the environment of this JVM
     */
    public static ChildEnvironment ofUser(Map<String, String> own) {
        Map<String, String> set = new HashMap<>();
        Set<String> removed = new HashSet<>();
        own.forEach((name, value) -> {
            if (name.equals(CommandNumbers.SEQUENCE) || name.equals(CommandNumbers.SLOT)) {
                removed.add(name); // those of a command that runs this JVM
            } else if (name.startsWith(SAVED)) {
                removed.add(name);
                String original = name.substring(SAVED.length());
                if (value.isEmpty()) {
                    removed.add(original);
                } else {
                    set.put(original, value);
                }
            }
        });
        return new ChildEnvironment(set, removed);
    }

    /** The same with further variables, which replace those of the same name. */
    ChildEnvironment with(Map<String, String> more) {
        more.forEach(ChildEnvironment::check);
        Map<String, String> all = new HashMap<>(set);
        all.putAll(more);
        return new ChildEnvironment(all, removed);
    }

    private static void check(String name, String value) {
        if (name.isEmpty()
                || name.indexOf('=') >= 0
                || name.indexOf('\0') >= 0
                || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "the variable \""
                            + name
                            + "\" cannot be set: a name is not empty and has no =, and neither a"
                            + " name nor a value has a NUL");
        }
    }

    /** Whether a variable of the JVM's environment is passed on as it is. */
    boolean passes(String name) {
        return !set.containsKey(name) && !removed.contains(name);
    }

    /** Where programs are looked for: the variable PATH, or where a shell looks without one. */
    String searchPath() {
        String path = set.get("PATH");
        if (path == null) {
            path = removed.contains("PATH") ? null : System.getenv("PATH");
        }
        return path == null ? "/usr/bin:/bin" : path;
    }

    /** Changes {@code environment}, the JVM's own, to this one. */
    void applyTo(Map<String, String> environment) {
        environment.keySet().removeAll(removed);
        environment.putAll(set);
    }
}
