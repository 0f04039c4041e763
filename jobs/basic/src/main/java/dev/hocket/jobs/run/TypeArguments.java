package dev.hocket.jobs.run;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads what a class has put in for the type parameters of a generic type that it extends. */
final class TypeArguments {
    private TypeArguments() {}

    /**
     * The type arguments of {@code target} as seen from {@code type}, through superclasses and
     * generic interfaces. What was left open is the type variable's own; a raw use gives the
     * target's variables.
     *
     * @return empty when {@code type} is not a subtype of {@code target}
     */
    static Optional<List<Type>> of(Class<?> type, Class<?> target) {
        return find(type, target, new HashMap<>());
    }

    /** The type of what a stage completes with, as seen from the type of the stage. */
    static Type ofStage(Type stage) {
        return find(stage, CompletionStage.class, new HashMap<>()).orElseThrow().getFirst();
    }

    private static Optional<List<Type>> find(
            Type from, Class<?> target, Map<TypeVariable<?>, Type> bindings) {
        Class<?> raw = raw(from);
        if (!target.isAssignableFrom(raw)) {
            return Optional.empty();
        }
        if (from instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                bindings.put(variables[i], bound(arguments[i], bindings));
            }
        }
        if (raw == target) {
            return Optional.of(
                    List.of(target.getTypeParameters()).stream()
                            .map(v -> bound(v, bindings))
                            .toList());
        }
        Type superclass = raw.getGenericSuperclass();
        if (superclass != null) {
            Optional<List<Type>> found = find(superclass, target, bindings);
            if (found.isPresent()) {
                return found;
            }
        }
        for (Type parent : raw.getGenericInterfaces()) {
            Optional<List<Type>> found = find(parent, target, bindings);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Type bound(Type type, Map<TypeVariable<?>, Type> bindings) {
        Type known = type instanceof TypeVariable<?> variable ? bindings.get(variable) : null;
        return known == null ? type : known;
    }

    /** The class that remains of a type at run time. */
    static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> raw(generic.getRawType());
            case TypeVariable<?> variable -> raw(variable.getBounds()[0]);
            case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
            case GenericArrayType array -> raw(array.getGenericComponentType()).arrayType();
            default -> Object.class;
        };
    }

    /** {@code Integer} for {@code int}, and so on; other types as they are. */
    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
