package dev.hocket.link.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;

/** Reads what a {@link ValueOutput} wrote, with the classes of a loader. */
final class ValueInput extends ObjectInputStream {
    private final ClassLoader loader;

    ValueInput(byte[] bytes, ClassLoader loader) throws IOException {
        super(new ByteArrayInputStream(bytes));
        this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
            throws IOException, ClassNotFoundException {
        try {
            return Class.forName(description.getName(), false, loader);
        } catch (ClassNotFoundException _) {
            return super.resolveClass(description); // also those of primitives
        }
    }
}
