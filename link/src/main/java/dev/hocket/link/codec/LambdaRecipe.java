package dev.hocket.link.codec;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A lambda in the form of the names in its {@link SerializedLambda}. Creating it from them takes a
 * small part of the time of its first deserialization in a JVM, which searches the whole class
 * path.
 *
 * @param names the capturing class and what follows it in SerializedLambda's constructor
 * @param kind the kind of its method
 * @param captured plain values
 */
record LambdaRecipe(List<String> names, int kind, List<@Nullable Object> captured) {
    static final int NAMES = 8;

    private static final MethodType MAKER =
            MethodType.methodType(Object.class, SerializedLambda.class);

    /** Where a lambda can be made again: within the class path, from plain values. */
    static @Nullable LambdaRecipe of(
            SerializedLambda lambda, Class<?> type, Predicate<@Nullable Object> plain) {
        if (type.getModule().isNamed()) {
            return null; // which need not open itself to others
        }
        List<@Nullable Object> captured = new ArrayList<>();
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            captured.add(lambda.getCapturedArg(i));
        }
        return captured.stream().allMatch(plain)
                ? new LambdaRecipe(
                        List.of(
                                lambda.getCapturingClass(),
                                lambda.getFunctionalInterfaceClass(),
                                lambda.getFunctionalInterfaceMethodName(),
                                lambda.getFunctionalInterfaceMethodSignature(),
                                lambda.getImplClass(),
                                lambda.getImplMethodName(),
                                lambda.getImplMethodSignature(),
                                lambda.getInstantiatedMethodType()),
                        lambda.getImplMethodKind(),
                        captured)
                : null;
    }

    /** Makes the lambda. */
    Object lambda(ClassLoader loader) throws IOException, ClassNotFoundException {
        Class<?> capturing = Class.forName(names.get(0).replace('/', '.'), true, loader);
        SerializedLambda form =
                new SerializedLambda(
                        capturing,
                        names.get(1),
                        names.get(2),
                        names.get(3),
                        kind,
                        names.get(4),
                        names.get(5),
                        names.get(6),
                        names.get(7),
                        captured.toArray());
        try {
            // A method handle of this type is there already; reflection would have to make one.
            return MethodHandles.privateLookupIn(capturing, MethodHandles.lookup())
                    .findStatic(capturing, "$deserializeLambda$", MAKER)
                    .invokeExact(form);
        } catch (Throwable failed) {
            throw new IOException(
                    "the lambda of " + capturing.getName() + " cannot be created", failed);
        }
    }
}
