package dev.hocket.jobs.exec.process;

import java.io.ByteArrayOutputStream;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that processes get, as pointers to their texts. */
final class PosixEnvironment {

    /** More than any environment has; what is read ends with a zero of its own. */
    private static final int NO_END = 1 << 30;

    private final long[] pointers;

    /** Keeps the variables that are not the JVM's own; null if there are none. */
    private final @Nullable NativeMemory memory;

    private PosixEnvironment(long[] pointers, @Nullable NativeMemory memory) {
        this.pointers = pointers;
        this.memory = memory;
    }

    /** How many variables there are. */
    int count() {
        return pointers.length;
    }

    /** Writes where each of them lies. */
    void writeTo(NativeMemory array) {
        try {
            for (int i = 0; i < pointers.length; i++) {
                array.bytes().putLong(8 * i, pointers[i]);
            }
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /** The variables of this JVM, the very same bytes, but for those that differ. */
    static PosixEnvironment of(ChildEnvironment environment) {
        long own = NativeMemory.at(Libc.function("environ").address(), 8).bytes().getLong(0);
        long[] passed = passedOn(environment, own);
        if (environment.set().isEmpty()) {
            return new PosixEnvironment(passed, null);
        }
        List<Integer> offsets = new ArrayList<>();
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        for (Map.Entry<String, String> variable : environment.set().entrySet()) {
            offsets.add(strings.size());
            String text = variable.getKey() + "=" + variable.getValue() + "\0";
            strings.writeBytes(text.getBytes(SpawnMemory.CHARSET));
        }
        NativeMemory texts = NativeMemory.allocate(strings.size());
        texts.bytes().put(0, strings.toByteArray());
        long[] all = Arrays.copyOf(passed, passed.length + offsets.size());
        for (int i = 0; i < offsets.size(); i++) {
            all[passed.length + i] = texts.address(offsets.get(i));
        }
        return new PosixEnvironment(all, texts);
    }

    private static long[] passedOn(ChildEnvironment environment, long own) {
        long[] pointers = new long[64];
        int count = 0;
        boolean all = environment.set().isEmpty() && environment.removed().isEmpty();
        NativeMemory array = NativeMemory.at(own, NO_END);
        for (int i = 0; array.bytes().getLong(8 * i) != 0; i++) {
            long variable = array.bytes().getLong(8 * i);
            if (all || environment.passes(name(variable))) {
                if (count == pointers.length) {
                    pointers = Arrays.copyOf(pointers, 2 * count);
                }
                pointers[count++] = variable;
            }
        }
        return Arrays.copyOf(pointers, count);
    }

    private static String name(long variable) {
        NativeMemory text = NativeMemory.at(variable, NO_END);
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int i = 0; text.bytes().get(i) != 0 && text.bytes().get(i) != '='; i++) {
            name.write(text.bytes().get(i));
        }
        return name.toString(SpawnMemory.CHARSET);
    }
}
