package dev.hocket.http;

import java.io.Serial;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The header fields of a message, in their order. Names are case-insensitive. Immutable. */
public final class Headers implements Serializable {
    @Serial private static final long serialVersionUID = 1;
    private static final Headers NONE = new Headers(List.of());

    @SuppressWarnings("serial") // lists that cannot change are serializable
    private final List<Field> fields;

    /** One field. */
    public record Field(String name, String value) implements Serializable {
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }

    private Headers(List<Field> fields) {
        this.fields = fields;
    }

    /** No field. */
    public static Headers none() {
        return NONE;
    }

    /** These fields. */
    public static Headers of(List<Field> fields) {
        return fields.isEmpty() ? NONE : new Headers(List.copyOf(fields));
    }

    /** The fields. */
    public List<Field> fields() {
        return fields;
    }

    /** The value of the first field of this name, or null. */
    public @Nullable String first(String name) {
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                return field.value;
            }
        }
        return null;
    }

    /**
     * The value of the first field of this name, or null, decoded as UTF-8 if it is valid UTF-8,
     * and otherwise as Latin-1; many servers send UTF-8.
     */
    public @Nullable String text(String name) {
        String value = first(name);
        if (value == null) {
            return null;
        }
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException latin) {
            return value;
        }
    }

    /** The values of all fields of this name, in their order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                values.add(field.value);
            }
        }
        return values;
    }

    /** Whether the list in a field of this name contains {@code token}, ignoring case. */
    public boolean lists(String name, String token) {
        for (String value : all(name)) {
            for (String part : value.split(",", -1)) {
                if (part.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The same with one more field at the end. */
    public Headers with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Headers(List.copyOf(more));
    }

    /** The same without the fields of this name. */
    public Headers without(String name) {
        return of(fields.stream().filter(f -> !f.name.equalsIgnoreCase(name)).toList());
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
