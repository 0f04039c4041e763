package dev.hocket.jobs.run;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loader of a user's classes: those compiled in memory, then those on the class path, then the
 * application's. The user's come first, so that a task sees the version of a library that it was
 * given and not the one this program happens to bring. Java's own and Hocket's classes are always
 * shared.
 */
final class TaskClassLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> compiled;
    private final @Nullable ProtectionDomain domain;

    /**
     * @param compiled class files by the binary names of the classes
     * @param source where these come from, for stack traces and the like
     */
    TaskClassLoader(
            ClassPath classPath,
            Map<String, byte[]> compiled,
            @Nullable URL source,
            ClassLoader parent) {
        super("task", classPath.urls(), parent);
        this.compiled = Map.copyOf(compiled);
        this.domain =
                source == null
                        ? null
                        : new ProtectionDomain(
                                new CodeSource(source, (Certificate[]) null), null, this, null);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.") || name.startsWith("dev.hocket.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = findOwn(name);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    private @Nullable Class<?> findOwn(String name) {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = compiled.get(name);
        return bytes == null
                ? super.findClass(name)
                : defineClass(name, bytes, 0, bytes.length, domain);
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Map<String, URL> found = new LinkedHashMap<>();
        for (Enumeration<URL> all : List.of(findResources(name), super.getResources(name))) {
            while (all.hasMoreElements()) {
                URL url = all.nextElement();
                found.putIfAbsent(url.toExternalForm(), url);
            }
        }
        return Collections.enumeration(found.values());
    }
}
