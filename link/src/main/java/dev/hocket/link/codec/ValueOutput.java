package dev.hocket.link.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Java serialization in which paths travel as text, and that can replace and refuse objects. */
final class ValueOutput extends ObjectOutputStream {
    private final boolean refusesShared;
    private final Map<Throwable, WorkerException> standIns;
    private final Consumer<Class<?>> classes;
    private boolean begun;

    /** The lambda that the outermost object is. */
    @Nullable SerializedLambda lambda;

    /** A path as text. */
    private record PathText(String text) implements Serializable {
        private Object readResolve() {
            return Path.of(text);
        }
    }

    /**
     * A stream.
     *
     * @param refusesShared whether objects that are only of use when shared are refused
     * @param standIns what to write in the place of exceptions that cannot travel
     * @param classes is given each class that the reader will need
     */
    ValueOutput(
            OutputStream to,
            boolean refusesShared,
            Map<Throwable, WorkerException> standIns,
            Consumer<Class<?>> classes)
            throws IOException {
        super(to);
        this.refusesShared = refusesShared;
        this.standIns = standIns;
        this.classes = classes;
        boolean _ = enableReplaceObject(true);
    }

    static boolean isDefault(Path path) {
        return path.getFileSystem().equals(FileSystems.getDefault());
    }

    @Override
    protected void annotateClass(Class<?> type) {
        classes.accept(type);
    }

    @Override
    protected Object replaceObject(Object object) throws IOException {
        if (object instanceof SerializedLambda made) {
            if (!begun) {
                lambda = made;
            }
        } else if (refusesShared) {
            SharedObjects.check(object);
        }
        begun = true;
        if (object instanceof Path path && isDefault(path)) {
            return new PathText(path.toString());
        }
        if (object instanceof Throwable thrown && !standIns.isEmpty()) {
            WorkerException standIn = standIns.get(thrown);
            return standIn == null ? object : standIn;
        }
        return object;
    }
}
