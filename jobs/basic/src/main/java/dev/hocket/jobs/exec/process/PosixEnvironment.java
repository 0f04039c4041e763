package dev.hocket.jobs.exec.process;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The array of pointers that a process gets its environment from.
 *
 * @param address where it lies
 * @param memory keeps it; null for the JVM's own
 */
record PosixEnvironment(long address, @Nullable NativeMemory memory) {

    /** More than any environment has; what is read ends with a zero of its own. */
    private static final int NO_END = 1 << 30;

    /**
     * The JVM's own where nothing differs, otherwise a copy whose unchanged variables are the very
     * same bytes.
     */
    static PosixEnvironment of(ChildEnvironment environment) {
        long own = NativeMemory.at(Libc.function("environ").address(), 8).bytes().getLong(0);
        if (environment.set().isEmpty() && environment.removed().isEmpty()) {
            return new PosixEnvironment(own, null);
        }
        List<Long> pointers = passedOn(environment, own);
        List<Integer> offsets = new ArrayList<>();
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        for (Map.Entry<String, String> variable : environment.set().entrySet()) {
            offsets.add(strings.size());
            String text = variable.getKey() + "=" + variable.getValue() + "\0";
            strings.writeBytes(text.getBytes(SpawnMemory.CHARSET));
        }
        int first = 8 * (pointers.size() + offsets.size() + 1);
        NativeMemory all = NativeMemory.allocate(first + strings.size());
        offsets.forEach(offset -> pointers.add(all.address(first + offset)));
        for (int i = 0; i < pointers.size(); i++) {
            all.bytes().putLong(8 * i, pointers.get(i));
        }
        all.bytes().put(first, strings.toByteArray());
        return new PosixEnvironment(all.address(0), all);
    }

    private static List<Long> passedOn(ChildEnvironment environment, long own) {
        List<Long> pointers = new ArrayList<>();
        NativeMemory array = NativeMemory.at(own, NO_END);
        for (int i = 0; array.bytes().getLong(8 * i) != 0; i++) {
            long variable = array.bytes().getLong(8 * i);
            if (environment.passes(name(variable))) {
                pointers.add(variable);
            }
        }
        return pointers;
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
