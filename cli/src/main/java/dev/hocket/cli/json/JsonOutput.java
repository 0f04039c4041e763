package dev.hocket.cli.json;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes JSON on one line: maps, iterables, texts, numbers, booleans, and optionals of these. */
public final class JsonOutput {
    private final StringBuilder out = new StringBuilder();

    private JsonOutput() {}

    /** The value as JSON. */
    public static String text(@Nullable Object value) {
        JsonOutput json = new JsonOutput();
        json.write(value);
        return json.out.toString();
    }

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Optional<?> optional -> write(optional.orElse(null));
            case OptionalInt optional -> write(optional.isPresent() ? optional.getAsInt() : null);
            case OptionalLong optional -> write(optional.isPresent() ? optional.getAsLong() : null);
            case OptionalDouble optional ->
                    write(optional.isPresent() ? optional.getAsDouble() : null);
            case Number _, Boolean _ -> out.append(value);
            case Map<?, ?> map -> object(map);
            case Iterable<?> values -> array(values);
            default -> string(value.toString());
        }
    }

    private void object(Map<?, ?> map) {
        String before = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before);
            string(String.valueOf(entry.getKey()));
            out.append(": ");
            write(entry.getValue());
            before = ", ";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private void array(Iterable<?> values) {
        String before = "[";
        for (Object value : values) {
            out.append(before);
            write(value);
            before = ", ";
        }
        out.append(before.equals("[") ? "[]" : "]");
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
