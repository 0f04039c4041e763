package dev.hocket.choose.measure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number that is the same for equal outputs and, nearly surely, different for others. Arrays,
 * collections and records by what they hold; a path by its text and, where it is a regular file, by
 * the bytes in it; all else by its text.
 */
public final class OutputFingerprints {
    private static final long PRIME = 0x100000001b3L;
    private static final long SEED = 0xcbf29ce484222325L;

    private OutputFingerprints() {}

    public static long of(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case byte[] bytes -> mix(bytes(SEED, bytes, bytes.length));
            case Path path -> mix(text(path.toString()) ^ contents(path));
            case Set<?> set -> unordered(set);
            case Map<?, ?> map -> unordered(map.entrySet());
            case Map.Entry<?, ?> entry -> mix(of(entry.getKey()) * PRIME + of(entry.getValue()));
            case Collection<?> elements -> ordered(elements);
            case Optional<?> optional -> of(optional.orElse(null)) + 1;
            case Record held -> components(held);
            default ->
                    value.getClass().isArray() ? elements(value) : mix(text(String.valueOf(value)));
        };
    }

    private static long unordered(Collection<?> elements) {
        long sum = elements.size();
        for (Object element : elements) {
            sum += of(element);
        }
        return mix(sum);
    }

    private static long ordered(Collection<?> elements) {
        long hash = SEED;
        for (Object element : elements) {
            hash = mix(hash * PRIME + of(element));
        }
        return hash;
    }

    private static long elements(Object array) {
        long hash = SEED;
        for (int i = 0; i < Array.getLength(array); i++) {
            hash = mix(hash * PRIME + of(Array.get(array, i)));
        }
        return hash;
    }

    private static long components(Record held) {
        long hash = SEED;
        try {
            for (RecordComponent component : held.getClass().getRecordComponents()) {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                hash = mix(hash * PRIME + of(accessor.invoke(held)));
            }
            return hash;
        } catch (ReflectiveOperationException | RuntimeException _) {
            return mix(text(held.toString())); // its module keeps its components to itself
        }
    }

    private static long text(String text) {
        long hash = SEED;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    private static long contents(Path path) {
        if (!Files.isRegularFile(path)) {
            return 0;
        }
        byte[] buffer = new byte[65_536];
        long hash = SEED;
        try (InputStream in = Files.newInputStream(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                hash = bytes(hash, buffer, read);
            }
        } catch (IOException _) {
            return 1; // unreadable: not the same as one that can be read
        }
        return hash;
    }

    private static long bytes(long hash, byte[] bytes, int count) {
        long next = hash;
        for (int i = 0; i < count; i++) {
            next = (next ^ bytes[i]) * PRIME;
        }
        return next;
    }

    /** Spreads a change in any bit over all (the finisher of MurmurHash3). */
    private static long mix(long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
