package dev.hocket.queue.json;

import dev.hocket.queue.PayloadException;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values as the maps, lists, texts and numbers of JSON. */
final class ValueWriter {

    /**
     * The JSON of a value.
     *
     * @param declared the type that a reader knows
     * @param path where the value is, for messages
     */
    @Nullable Object json(@Nullable Object value, Type declared, String path)
            throws PayloadException {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Character character -> character.toString();
            case Boolean truth -> truth;
            case Double number when !Double.isFinite(number) -> number.toString();
            case Float number when !Float.isFinite(number) -> number.toString();
            case Enum<?> constant -> constant.name();
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case Optional<?> optional -> json(optional.orElse(null), argument(declared, 0), path);
            case Collection<?> values -> list(values, argument(declared, 0), path);
            case Map<?, ?> map -> map(map, argument(declared, 1), path);
            default -> other(value, declared, path);
        };
    }

    private @Nullable Object other(Object value, Type declared, String path)
            throws PayloadException {
        Class<?> type = value.getClass();
        if (type.isRecord()) {
            return record(value, declared, path);
        }
        if (type.isArray()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                values.add(
                        json(Array.get(value, i), type.getComponentType(), path + "[" + i + "]"));
            }
            return values;
        }
        if (RecordShape.TEXTS.keySet().stream().anyMatch(known -> known.isInstance(value))) {
            return value.toString();
        }
        if (value instanceof Number && RecordShape.isScalar(type)) {
            return value;
        }
        throw new PayloadException(
                "%s: %s has no form in JSON here; use a record, a text, a number or a collection"
                        .formatted(RecordShape.shown(path), type.getName()));
    }

    private Object record(Object value, Type declared, String path) throws PayloadException {
        RecordShape shape = RecordShape.of(value.getClass());
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        Class<?> known = raw(declared);
        if (known != null && known.isInterface() && known.isSealed()) {
            object.put(RecordShape.TYPE, value.getClass().getSimpleName());
        }
        for (RecordShape.Field field : shape.fields()) {
            String at = path.isEmpty() ? field.name() : path + "." + field.name();
            Object json = json(shape.get(field, value, at), field.type(), at);
            if (object.containsKey(field.name())) {
                throw new PayloadException(
                        at + ": the name 'type' tells the records of a sealed interface apart");
            }
            object.put(field.name(), json);
        }
        return object;
    }

    private List<@Nullable Object> list(Collection<?> values, Type element, String path)
            throws PayloadException {
        List<@Nullable Object> list = new ArrayList<>(values.size());
        int i = 0;
        for (Object each : values) {
            list.add(json(each, element, path + "[" + i++ + "]"));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map, Type element, String path)
            throws PayloadException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = String.valueOf(json(entry.getKey(), Object.class, path));
            object.put(key, json(entry.getValue(), element, path + "." + key));
        }
        return object;
    }

    /** An argument of a generic type; {@code Object} if it has none. */
    static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic
                        && generic.getActualTypeArguments().length > index
                ? generic.getActualTypeArguments()[index]
                : Object.class;
    }

    /** The class of a type, or null if it is a variable or a wildcard. */
    static @Nullable Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            case java.lang.reflect.WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
            default -> null;
        };
    }
}
