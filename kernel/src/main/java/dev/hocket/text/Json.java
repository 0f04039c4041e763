package dev.hocket.text;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON values as text on one line, and reads them: maps, iterables, texts, numbers,
 * booleans, and optionals of these. {@link JsonReader} and {@link JsonWriter} do the same without
 * creating an object for each value.
 */
public final class Json {
    private static final String HEX = "0123456789abcdef";
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /**
     * The value as JSON. A number that JSON cannot represent, such as infinity, becomes null, and
     * half a surrogate pair an escape.
     */
    public static String text(@Nullable Object value) {
        Json json = new Json();
        json.write(value);
        return json.out.toString();
    }

    /**
     * Parses a value: a map that keeps its order, a list, a text, a {@link Long}, a {@link Double},
     * a {@link Boolean}, or null.
     *
     * @throws JsonReader.Malformed if the text is not a JSON value
     */
    public static @Nullable Object parse(CharSequence text) throws JsonReader.Malformed {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return JsonReader.only(bytes, 0, bytes.length);
    }

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Optional<?> optional -> write(optional.orElse(null));
            case OptionalInt optional -> write(optional.isPresent() ? optional.getAsInt() : null);
            case OptionalLong optional -> write(optional.isPresent() ? optional.getAsLong() : null);
            case OptionalDouble optional ->
                    write(optional.isPresent() ? optional.getAsDouble() : null);
            case Double number when !Double.isFinite(number) -> out.append("null");
            case Float number when !Float.isFinite(number) -> out.append("null");
            case Number _, Boolean _ -> out.append(value);
            case Map<?, ?> map -> object(map);
            case Iterable<?> values -> array(values);
            default -> string(value.toString());
        }
    }

    private void object(Map<?, ?> map) {
        out.append('{');
        String before = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before);
            string(String.valueOf(entry.getKey()));
            out.append(": ");
            write(entry.getValue());
            before = ", ";
        }
        out.append('}');
    }

    private void array(Iterable<?> values) {
        out.append('[');
        String before = "";
        for (Object value : values) {
            out.append(before);
            write(value);
            before = ", ";
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 0xf));
                }
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
