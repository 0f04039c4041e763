package dev.hocket.queue.json;

import dev.hocket.queue.PayloadException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A record's components, with access to read them and to create the record.
 *
 * @param type the record
 */
record RecordShape(Class<?> type, List<Field> fields, Constructor<?> constructor) {

    /** The field that names the record where a sealed interface was declared. */
    static final String TYPE = "type";

    /** One component. */
    record Field(String name, Type type, Method accessor) {}

    /** Types that are written as their text, with what reads it. */
    static final Map<Class<?>, Function<String, Object>> TEXTS =
            Map.ofEntries(
                    Map.entry(BigDecimal.class, BigDecimal::new),
                    Map.entry(BigInteger.class, BigInteger::new),
                    Map.entry(UUID.class, UUID::fromString),
                    Map.entry(URI.class, URI::create),
                    Map.entry(Path.class, Path::of),
                    Map.entry(Instant.class, Instant::parse),
                    Map.entry(Duration.class, Duration::parse),
                    Map.entry(LocalDate.class, LocalDate::parse),
                    Map.entry(LocalTime.class, LocalTime::parse),
                    Map.entry(LocalDateTime.class, LocalDateTime::parse),
                    Map.entry(OffsetDateTime.class, OffsetDateTime::parse),
                    Map.entry(ZonedDateTime.class, ZonedDateTime::parse));

    private static final ClassValue<RecordShape> SHAPES =
            new ClassValue<>() {
                @Override
                protected RecordShape computeValue(Class<?> type) {
                    return read(type);
                }
            };

    static RecordShape of(Class<?> record) {
        return SHAPES.get(record);
    }

    private static RecordShape read(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            Method accessor = component.getAccessor();
            open(accessor, type);
            fields.add(new Field(component.getName(), component.getGenericType(), accessor));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            open(constructor, type);
            return new RecordShape(type, List.copyOf(fields), constructor);
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible); // every record has it
        }
    }

    private static void open(java.lang.reflect.AccessibleObject member, Class<?> type) {
        if (!member.trySetAccessible()) {
            throw new IllegalArgumentException(
                    "%s cannot be read by the queue: add 'opens %s;' to the module %s"
                            .formatted(
                                    type.getName(),
                                    type.getPackageName(),
                                    type.getModule().getName()));
        }
    }

    /** Refuses a type of which it is known that it cannot be represented. */
    static void check(Class<?> type) {
        if (type.isRecord()) {
            RecordShape _ = of(type);
        } else if (type.isSealed() && type.isInterface()) {
            Map<String, Class<?>> _ = permitted(type);
        } else if (!isScalar(type)
                && !type.isArray()
                && !List.class.isAssignableFrom(type)
                && !Set.class.isAssignableFrom(type)
                && !Map.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " has no form in JSON here: use a record, a sealed interface of"
                            + " records, a text or a number, or a PayloadCodec of your own");
        }
    }

    static boolean isScalar(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type == String.class
                || type == Character.class
                || type == Boolean.class
                || type == Void.class
                || isNumber(type)
                || TEXTS.containsKey(type);
    }

    private static boolean isNumber(Class<?> type) {
        return type == Integer.class
                || type == Long.class
                || type == Short.class
                || type == Byte.class
                || type == Double.class
                || type == Float.class;
    }

    /** The records of a sealed interface, by their simple names. */
    static Map<String, Class<?>> permitted(Class<?> sealed) {
        return leaves(sealed).stream()
                .collect(
                        Collectors.toMap(
                                Class::getSimpleName,
                                Function.identity(),
                                (one, other) -> {
                                    throw new IllegalArgumentException(
                                            "%s and %s have the same simple name, which tells them apart in JSON; rename one"
                                                    .formatted(one.getName(), other.getName()));
                                }));
    }

    private static Set<Class<?>> leaves(Class<?> sealed) {
        Set<Class<?>> leaves = new java.util.LinkedHashSet<>();
        for (Class<?> each : sealed.getPermittedSubclasses()) {
            if (each.isRecord()) {
                leaves.add(each);
            } else if (each.isSealed()) {
                leaves.addAll(leaves(each));
            } else {
                throw new IllegalArgumentException(
                        "%s permits %s, which is not a record"
                                .formatted(sealed.getName(), each.getName()));
            }
        }
        return leaves;
    }

    /** The value of a component. */
    @Nullable Object get(Field field, Object record, String path) throws PayloadException {
        try {
            return field.accessor().invoke(record);
        } catch (InvocationTargetException thrown) {
            throw new PayloadException(
                    path + ": its accessor threw " + thrown.getCause(), thrown);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible); // made accessible
        }
    }

    /** A record of these values. */
    Object create(@Nullable Object[] values, String path) throws PayloadException {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException thrown) {
            throw new PayloadException(
                    "%s: %s refused its values: %s"
                            .formatted(shown(path), type.getSimpleName(), thrown.getCause()),
                    thrown);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible); // a record's constructor, made accessible
        }
    }

    /** A path in messages. */
    static String shown(String path) {
        return path.isEmpty() ? "the value" : path;
    }
}
