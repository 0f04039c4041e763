package dev.hocket.link.shared;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;
import java.util.Locale;

/** A {@link SharedArray} on its way to another process. */
record SharedArrayHandle(String kind, String name, long bytes, long offset, long length)
        implements Serializable {

    @Serial
    private Object readResolve() throws InvalidObjectException {
        int size =
                switch (kind) {
                    case "SharedDoubles", "SharedLongs" -> Long.BYTES;
                    case "SharedBytes" -> Byte.BYTES;
                    default -> throw new InvalidObjectException("no shared array: " + kind);
                };
        if (bytes < 0 || offset < 0 || length < 0 || length > bytes / size - offset) {
            throw new InvalidObjectException(
                    String.format(
                            Locale.ROOT,
                            "elements %d to %d of a shared array of %d bytes",
                            offset,
                            offset + length,
                            bytes));
        }
        SharedArrayMemory mapping = mapping();
        return switch (kind) {
            case "SharedDoubles" -> new SharedDoubles(mapping, offset, length, false);
            case "SharedLongs" -> new SharedLongs(mapping, offset, length, false);
            default -> new SharedBytes(mapping, offset, length, false);
        };
    }

    private SharedArrayMemory mapping() throws InvalidObjectException {
        try {
            SharedArrayMemory mapping = SharedArrayMemory.of(name, bytes);
            if (mapping.bytes() != bytes) {
                throw new InvalidObjectException(
                        name + " has " + mapping.bytes() + " bytes, and should have " + bytes);
            }
            return mapping;
        } catch (InvalidObjectException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidObjectException(
                    "the shared array was closed, or the process that made it has ended, before it"
                            + " was used here: "
                            + e,
                    e);
        }
    }
}
