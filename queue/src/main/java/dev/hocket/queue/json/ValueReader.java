package dev.hocket.queue.json;

import dev.hocket.queue.PayloadException;
import dev.hocket.text.ErrorText;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of declared types from what JSON holds. */
final class ValueReader {

    /**
     * A value of a type.
     *
     * @param json a map, list, text, number, boolean or null
     * @param declared the type
     * @param path where the value is, for messages
     */
    @Nullable Object value(@Nullable Object json, Type declared, String path)
            throws PayloadException {
        Class<?> type = ValueWriter.raw(declared);
        if (type == null) {
            throw new PayloadException(
                    "%s: its type %s is not known when it is read"
                            .formatted(RecordShape.shown(path), declared));
        }
        if (type == Optional.class) {
            return Optional.ofNullable(value(json, ValueWriter.argument(declared, 0), path));
        }
        if (json == null) {
            if (type.isPrimitive() && type != void.class) {
                throw wrong(path, "a value", "none");
            }
            return null;
        }
        if (type == Object.class) {
            return json;
        }
        if (type.isRecord()) {
            return record(json, type, path);
        }
        if (type.isSealed() && type.isInterface()) {
            return sealed(json, type, path);
        }
        if (Collection.class.isAssignableFrom(type) || type == Iterable.class) {
            return collection(json, declared, type, path);
        }
        if (type == Map.class) {
            return map(json, declared, path);
        }
        if (type == byte[].class) {
            return text(json, "bytes in Base64", path, Base64.getDecoder()::decode);
        }
        return type.isArray() ? array(json, type, path) : scalar(json, type, path);
    }

    private Object record(Object json, Class<?> type, String path) throws PayloadException {
        Map<?, ?> object = object(json, path);
        RecordShape shape = RecordShape.of(type);
        @Nullable Object[] values = new Object[shape.fields().size()];
        for (int i = 0; i < values.length; i++) {
            RecordShape.Field field = shape.fields().get(i);
            String at = path.isEmpty() ? field.name() : path + "." + field.name();
            Object value = object.get(field.name());
            values[i] = value(value == null ? empty(field.type()) : value, field.type(), at);
        }
        return shape.create(values, path);
    }

    /** What a missing field of a collection holds: nothing; other types are null. */
    private static @Nullable Object empty(Type type) {
        Class<?> raw = ValueWriter.raw(type);
        if (raw == List.class || raw == java.util.Set.class || raw == Collection.class) {
            return List.of();
        }
        return raw == Map.class ? Map.of() : null;
    }

    private Object sealed(Object json, Class<?> type, String path) throws PayloadException {
        Map<String, Class<?>> permitted = RecordShape.permitted(type);
        Object name = object(json, path).get(RecordShape.TYPE);
        Class<?> chosen = name instanceof String text ? permitted.get(text) : null;
        if (chosen == null) {
            throw wrong(
                    path.isEmpty() ? RecordShape.TYPE : path + "." + RecordShape.TYPE,
                    "one of " + String.join(", ", new TreeSet<>(permitted.keySet())),
                    shown(name));
        }
        return record(json, chosen, path);
    }

    private Object collection(Object json, Type declared, Class<?> type, String path)
            throws PayloadException {
        Collection<@Nullable Object> values =
                java.util.Set.class.isAssignableFrom(type)
                        ? new LinkedHashSet<>()
                        : new ArrayList<>();
        int i = 0;
        for (Object each : list(json, path)) {
            values.add(value(each, ValueWriter.argument(declared, 0), path + "[" + i++ + "]"));
        }
        if (!type.isInstance(values)) {
            throw new PayloadException(
                    "%s: declare it as a List, a Set or a Collection instead of %s"
                            .formatted(RecordShape.shown(path), type.getName()));
        }
        return values;
    }

    private Object map(Object json, Type declared, String path) throws PayloadException {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : object(json, path).entrySet()) {
            String at = path + "." + entry.getKey();
            Object key = key((String) entry.getKey(), ValueWriter.argument(declared, 0), at);
            map.put(key, value(entry.getValue(), ValueWriter.argument(declared, 1), at));
        }
        return map;
    }

    /** A key, which JSON has as text. */
    private @Nullable Object key(String text, Type declared, String path) throws PayloadException {
        Class<?> type = ValueWriter.raw(declared);
        if (type == Integer.class || type == Long.class) {
            try {
                return scalar(Long.valueOf(text), type, path);
            } catch (NumberFormatException notOne) {
                throw wrong(path, "a whole number as key", shown(text));
            }
        }
        return value(text, declared, path);
    }

    private Object array(Object json, Class<?> type, String path) throws PayloadException {
        List<?> list = list(json, path);
        Object array = Array.newInstance(type.getComponentType(), list.size());
        for (int i = 0; i < list.size(); i++) {
            Array.set(array, i, value(list.get(i), type.getComponentType(), path + "[" + i + "]"));
        }
        return array;
    }

    private static Object scalar(Object json, Class<?> type, String path) throws PayloadException {
        Function<String, Object> parser = RecordShape.TEXTS.get(type);
        if (parser != null) {
            return text(json, "a " + type.getSimpleName() + " as text", path, parser);
        }
        if (type == String.class) {
            return text(json, "a text", path, text -> text);
        }
        if (type == boolean.class || type == Boolean.class) {
            if (json instanceof Boolean) {
                return json;
            }
            throw wrong(path, "true or false", shown(json));
        }
        if (type == char.class || type == Character.class) {
            if (json instanceof String text && text.length() == 1) {
                return text.charAt(0);
            }
            throw wrong(path, "one character", shown(json));
        }
        if (type.isEnum()) {
            return constant(json, type, path);
        }
        if (type == double.class || type == Double.class) {
            return fraction(json, path);
        }
        if (type == float.class || type == Float.class) {
            return (float) fraction(json, path);
        }
        return whole(json, type, path);
    }

    private static Object constant(Object json, Class<?> type, String path)
            throws PayloadException {
        Object[] constants = type.getEnumConstants();
        for (Object each : constants) {
            if (((Enum<?>) each).name().equals(json)) {
                return each;
            }
        }
        List<String> names = Arrays.stream(constants).map(each -> ((Enum<?>) each).name()).toList();
        throw wrong(path, "one of " + String.join(", ", names), shown(json));
    }

    private static double fraction(Object json, String path) throws PayloadException {
        if (json instanceof Number number) {
            return number.doubleValue();
        }
        if (json instanceof String text && List.of("NaN", "Infinity", "-Infinity").contains(text)) {
            return Double.parseDouble(text);
        }
        throw wrong(path, "a number", shown(json));
    }

    private static Object whole(Object json, Class<?> type, String path) throws PayloadException {
        if (!(json instanceof Long number)) {
            throw wrong(path, "a whole number", shown(json));
        }
        long value = number;
        if (type == long.class || type == Long.class) {
            return value;
        }
        if ((type == int.class || type == Integer.class) && value == (int) value) {
            return (int) value;
        }
        if ((type == short.class || type == Short.class) && value == (short) value) {
            return (short) value;
        }
        if ((type == byte.class || type == Byte.class) && value == (byte) value) {
            return (byte) value;
        }
        throw wrong(path, "a value of type " + type.getSimpleName(), shown(json));
    }

    private static Object text(
            Object json, String expected, String path, Function<String, ?> parser)
            throws PayloadException {
        if (!(json instanceof String text)) {
            throw wrong(path, expected, shown(json));
        }
        try {
            return parser.apply(text);
        } catch (RuntimeException unreadable) {
            throw wrong(path, expected, shown(json));
        }
    }

    private static Map<?, ?> object(Object json, String path) throws PayloadException {
        if (json instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(path, "an object", shown(json));
    }

    private static List<?> list(Object json, String path) throws PayloadException {
        if (json instanceof List<?> list) {
            return list;
        }
        throw wrong(path, "a list", shown(json));
    }

    private static String shown(@Nullable Object json) {
        return switch (json) {
            case null -> "nothing";
            case String text -> '"' + ErrorText.shown(text) + '"';
            case Map<?, ?> _ -> "an object";
            case List<?> _ -> "a list";
            default -> json.toString();
        };
    }

    private static PayloadException wrong(String path, String expected, String found) {
        return new PayloadException(
                "%s: expected %s, found %s".formatted(RecordShape.shown(path), expected, found));
    }
}
