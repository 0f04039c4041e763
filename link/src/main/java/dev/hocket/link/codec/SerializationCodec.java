package dev.hocket.link.codec;

import dev.hocket.link.MessageReader;
import dev.hocket.link.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.SerializedLambda;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by Java serialization, with short forms for the usual ones. Paths of the default file
 * system travel as text, also within other objects, though they are not serializable.
 */
public final class SerializationCodec implements ValueCodec {
    private static final int SMALL_TEXT = 1_000;
    private static final byte NULL = 0;
    private static final byte OBJECT = 1;
    private static final byte LONG = 2;
    private static final byte INTEGER = 3;
    private static final byte DOUBLE = 4;
    private static final byte TRUE = 5;
    private static final byte FALSE = 6;
    private static final byte LATIN = 7;
    private static final byte TEXT = 8;
    private static final byte BYTES = 9;
    private static final byte DOUBLES = 10;
    private static final byte LONGS = 11;
    private static final byte PATH = 12;
    private static final byte LOCATOR = 13;
    private static final byte INTS = 14;
    private static final byte FLOATS = 15;
    private static final byte LAMBDA = 16;
    private static final int SMALL_CAPTURE = 16;

    /** Makes one; it keeps nothing of what it writes and reads. */
    public SerializationCodec() {}

    // No switches over types here: to link one takes milliseconds of a worker's start.

    private static boolean isPlain(@Nullable Object value) {
        return value == null
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof String
                || value instanceof URI
                || isPlainArray(value)
                || (value instanceof Path path && ValueOutput.isDefault(path));
    }

    private static boolean isPlainArray(Object value) {
        return value instanceof byte[]
                || value instanceof double[]
                || value instanceof long[]
                || value instanceof int[]
                || value instanceof float[];
    }

    @Override
    public Ready ready(@Nullable Object value) throws IOException {
        return value == null || isPlain(value)
                ? new Ready(value, null)
                : serialized(value, type -> {});
    }

    @Override
    public boolean isSmall(@Nullable Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Double
                || value instanceof Boolean
                || (value instanceof String text && text.length() <= SMALL_TEXT)
                || (value instanceof LambdaRecipe text
                        && text.captured().size() <= SMALL_CAPTURE
                        && text.captured().stream().allMatch(this::isSmall));
    }

    @Override
    public Ready output(@Nullable Object value) throws IOException {
        return value == null || isPlain(value)
                ? new Ready(value, null)
                : new Ready(null, bytes(value, false, Map.of(), type -> {}));
    }

    @Override
    public Ready task(Object task, Consumer<Class<?>> classes) throws IOException {
        return serialized(task, classes);
    }

    private static Ready serialized(Object value, Consumer<Class<?>> classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        SerializedLambda lambda = write(value, bytes, true, Map.of(), classes);
        LambdaRecipe recipe =
                lambda == null
                        ? null
                        : LambdaRecipe.of(lambda, value.getClass(), SerializationCodec::isPlain);
        return recipe == null ? new Ready(null, bytes.toByteArray()) : new Ready(recipe, null);
    }

    private static byte[] bytes(
            Object value,
            boolean refusesShared,
            Map<Throwable, WorkerException> standIns,
            Consumer<Class<?>> classes)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        var _ = write(value, bytes, refusesShared, standIns, classes);
        return bytes.toByteArray();
    }

    /** Writes a value; its own methods may throw anything. */
    private static @Nullable SerializedLambda write(
            Object value,
            ByteArrayOutputStream to,
            boolean refusesShared,
            Map<Throwable, WorkerException> standIns,
            Consumer<Class<?>> classes)
            throws IOException {
        try (ValueOutput out = new ValueOutput(to, refusesShared, standIns, classes)) {
            out.writeObject(value);
            return out.lambda;
        } catch (NotSerializableException missing) {
            NotSerializableException said =
                    new NotSerializableException(
                            "%s is not serializable, so it cannot be sent to another process; make it implement java.io.Serializable, or do not send it"
                                    .formatted(missing.getMessage()));
            said.initCause(missing);
            throw said;
        } catch (RuntimeException | Error failed) {
            throw failure("serialization", failed);
        }
    }

    /** What to throw for what a value's own methods threw; no memory is no fault of the value. */
    private static IOException failure(String what, Throwable failed) {
        if (failed instanceof OutOfMemoryError full) {
            throw full;
        }
        return new IOException(what + " failed: " + WorkerException.text(failed), failed);
    }

    @Override
    public Ready thrown(Throwable thrown, ClassLoader loader) {
        try {
            byte[] whole = bytes(thrown, false, Map.of(), type -> {});
            if (isSimple(thrown) || reads(whole, loader)) {
                return new Ready(null, whole);
            }
        } catch (Throwable _) {
            // a part of it cannot
        }
        try {
            var standIns =
                    new ThrowableParts((each, known) -> travels(each, known, loader))
                            .standIns(thrown);
            return new Ready(null, bytes(thrown, false, standIns, type -> {}));
        } catch (Throwable _) {
            return new Ready(null, null); // its text has to do
        }
    }

    /** Whether an exception is of the JDK alone, so that it can be read everywhere. */
    private static boolean isSimple(Throwable thrown) {
        return thrown.getClass().getClassLoader() == null
                && thrown.getCause() == null
                && thrown.getSuppressed().length == 0;
    }

    private static boolean travels(
            Throwable thrown, Map<Throwable, WorkerException> standIns, ClassLoader loader) {
        try {
            return reads(bytes(thrown, false, standIns, type -> {}), loader);
        } catch (Throwable _) {
            return false;
        }
    }

    private static boolean reads(byte[] bytes, ClassLoader loader) throws Exception {
        try (ValueInput in = new ValueInput(bytes, loader)) {
            return in.readObject() instanceof Throwable;
        }
    }

    @Override
    public void write(MessageWriter out, Ready ready) throws IOException {
        byte[] bytes = ready.bytes();
        if (bytes != null) {
            block(out, OBJECT, bytes);
            return;
        }
        Object value = ready.value();
        if (value == null) {
            out.put(NULL);
        } else if (value instanceof Long number) {
            out.put(LONG, number);
        } else if (value instanceof Integer number) {
            out.put(INTEGER).putInt(number);
        } else if (value instanceof Double number) {
            out.put(DOUBLE, Double.doubleToRawLongBits(number));
        } else if (value instanceof Boolean truth) {
            out.put(truth ? TRUE : FALSE);
        } else if (value instanceof String text) {
            text(out, text);
        } else if (value instanceof Path path) {
            text(out.put(PATH), path.toString());
        } else if (value instanceof URI uri) {
            text(out.put(LOCATOR), uri.toString());
        } else if (value instanceof LambdaRecipe lambda) {
            lambda(out, lambda);
        } else {
            array(out, value);
        }
    }

    private void lambda(MessageWriter out, LambdaRecipe lambda) throws IOException {
        out.put(LAMBDA).putInt(lambda.kind());
        for (String name : lambda.names()) {
            text(out, name);
        }
        out.putInt(lambda.captured().size());
        for (Object each : lambda.captured()) {
            write(out, new Ready(each, null));
        }
    }

    private LambdaRecipe lambda(MessageReader in) throws IOException {
        int kind = in.getInt();
        List<String> names = new ArrayList<>();
        while (names.size() < LambdaRecipe.NAMES) {
            names.add(text(in, in.get()));
        }
        List<@Nullable Object> captured = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            captured.add(read(in).value());
        }
        return new LambdaRecipe(names, kind, captured);
    }

    private static void array(MessageWriter out, Object value) throws IOException {
        if (value instanceof byte[] array) {
            block(out, BYTES, array);
        } else if (value instanceof double[] array) {
            array(out, DOUBLES, array.length, MemorySegment.ofArray(array));
        } else if (value instanceof long[] array) {
            array(out, LONGS, array.length, MemorySegment.ofArray(array));
        } else if (value instanceof int[] array) {
            array(out, INTS, array.length, MemorySegment.ofArray(array));
        } else if (value instanceof float[] array) {
            array(out, FLOATS, array.length, MemorySegment.ofArray(array));
        } else {
            throw new AssertionError("no plain value: " + value.getClass());
        }
    }

    private static void block(MessageWriter out, byte tag, byte[] bytes) throws IOException {
        array(out, tag, bytes.length, MemorySegment.ofArray(bytes));
    }

    private static void array(MessageWriter out, byte tag, int length, MemorySegment values)
            throws IOException {
        out.put(tag).putInt(length).put(values);
    }

    /** Latin text byte by byte; other text char by char, so that unpaired surrogates survive. */
    private static void text(MessageWriter out, String text) throws IOException {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) > 0xFF) {
                out.put(TEXT).putInt(length).putChars(text);
                return;
            }
        }
        out.put(LATIN).putInt(length).putLatin(text);
    }

    @Override
    public Ready read(MessageReader in) throws IOException {
        byte tag = in.get();
        return switch (tag) {
            case NULL -> new Ready(null, null);
            case OBJECT -> new Ready(null, in.getBytes(in.getInt()));
            case LONG -> new Ready(in.getLong(), null);
            case INTEGER -> new Ready(in.getInt(), null);
            case DOUBLE -> new Ready(Double.longBitsToDouble(in.getLong()), null);
            case TRUE -> new Ready(true, null);
            case FALSE -> new Ready(false, null);
            case LATIN, TEXT -> new Ready(text(in, tag), null);
            case BYTES -> new Ready(in.getBytes(in.getInt()), null);
            case DOUBLES -> new Ready(doubles(in), null);
            case LONGS -> new Ready(longs(in), null);
            case INTS -> new Ready(ints(in), null);
            case FLOATS -> new Ready(floats(in), null);
            case PATH -> new Ready(Path.of(text(in, in.get())), null);
            case LAMBDA -> new Ready(lambda(in), null);
            case LOCATOR -> new Ready(URI.create(text(in, in.get())), null);
            default ->
                    throw new InvalidObjectException("the link is damaged: a value of kind " + tag);
        };
    }

    private static double[] doubles(MessageReader in) throws IOException {
        double[] array = new double[in.getInt()];
        in.get(MemorySegment.ofArray(array));
        return array;
    }

    private static long[] longs(MessageReader in) throws IOException {
        long[] array = new long[in.getInt()];
        in.get(MemorySegment.ofArray(array));
        return array;
    }

    private static int[] ints(MessageReader in) throws IOException {
        int[] array = new int[in.getInt()];
        in.get(MemorySegment.ofArray(array));
        return array;
    }

    private static float[] floats(MessageReader in) throws IOException {
        float[] array = new float[in.getInt()];
        in.get(MemorySegment.ofArray(array));
        return array;
    }

    private static String text(MessageReader in, byte tag) throws IOException {
        int length = in.getInt();
        if (tag == LATIN) {
            return new String(in.getBytes(length), StandardCharsets.ISO_8859_1);
        }
        char[] chars = new char[length];
        in.get(MemorySegment.ofArray(chars));
        return new String(chars);
    }

    @Override
    public @Nullable Object value(Ready ready, ClassLoader loader)
            throws IOException, ClassNotFoundException {
        byte[] bytes = ready.bytes();
        if (bytes == null) {
            Object value = ready.value();
            return value instanceof LambdaRecipe text ? text.lambda(loader) : value;
        }
        try (ValueInput in = new ValueInput(bytes, loader)) {
            return in.readObject();
        } catch (RuntimeException | Error failed) {
            throw failure("deserialization", failed);
        }
    }
}
