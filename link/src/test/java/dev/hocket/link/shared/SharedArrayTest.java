package dev.hocket.link.shared;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.link.memory.SharedMemoryFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shared arrays within one JVM. */
class SharedArrayTest {

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(SharedMemoryFolder.standard().path())) {
            String own = "-" + ProcessHandle.current().pid() + "-";
            return files.filter(
                            file -> SharedMemoryFolder.named(file) && file.toString().contains(own))
                    .toList();
        }
    }

    @Test
    void doublesAreWhatWasWritten() {
        try (SharedDoubles array = SharedDoubles.allocate(1000)) {
            assertEquals(1000, array.length());
            assertEquals(0.0, array.get(999));
            array.fill(2.5);
            array.set(3, Math.PI);
            assertEquals(2.5, array.get(0));
            assertEquals(Math.PI, array.get(3));
            array.copyFrom(10, new double[] {9, 8, 7, 6}, 1, 2);
            double[] part = new double[4];
            array.copyTo(9, part, 0, 4);
            assertArrayEquals(new double[] {2.5, 8, 7, 2.5}, part);
            assertEquals(Math.PI, array.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, 3));
            assertEquals(8000, array.segment().byteSize());
        }
    }

    @Test
    void longsAreWhatWasWrittenAndCount() throws Exception {
        try (SharedLongs array = SharedLongs.copyOf(1, 2, Long.MIN_VALUE);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            assertArrayEquals(new long[] {1, 2, Long.MIN_VALUE}, array.toArray());
            List<Future<?>> adding = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                adding.add(
                        threads.submit(() -> {
                            for (int i = 0; i < 50_000; i++) {
                                array.getAndAdd(1, 3);
                            }
                        }));
            }
            for (Future<?> done : adding) {
                done.get();
            }
            assertEquals(300_002, array.get(1));
            array.fill(-1);
            assertArrayEquals(new long[] {-1, -1, -1}, array.toArray());
            array.set(0, 7);
            long[] first = new long[1];
            array.copyTo(first);
            assertEquals(7, first[0]);
        }
    }

    @Test
    void bytesAreWhatWasWritten() {
        try (SharedBytes array = SharedBytes.copyOf((byte) 1, (byte) -2, (byte) 3)) {
            array.set(2, (byte) 127);
            assertArrayEquals(new byte[] {1, -2, 127}, array.toArray());
            array.asSlice(1, 2).fill((byte) 5);
            assertArrayEquals(new byte[] {1, 5, 5}, array.toArray());
            assertEquals(5, array.get(1));
        }
    }

    @Test
    void anArrayMayBeEmpty() throws Exception {
        try (SharedBytes array = SharedBytes.allocate(0)) {
            assertEquals(0, array.toArray().length);
            assertEquals(0, copy(array).length());
        }
    }

    @Test
    void aSliceIsTheSameMemory() {
        try (SharedDoubles array = SharedDoubles.allocate(100)) {
            SharedDoubles slice = array.asSlice(10, 20).asSlice(5, 5);
            slice.fill(1);
            array.set(16, 3);
            assertEquals(5, slice.length());
            assertEquals(3, slice.get(1));
            assertEquals(0, array.get(14));
            assertEquals(1, array.get(15));
            assertEquals(1, array.get(19));
            assertEquals(0, array.get(20));
            slice.close();
            assertEquals(3, array.get(16), "closing a slice closes nothing");
            assertEquals("SharedDoubles[15..20]", slice.toString());
        }
    }

    @Test
    void rangesAreChecked() {
        try (SharedLongs array = SharedLongs.allocate(10)) {
            List<Consumer<SharedLongs>> wrong =
                    List.of(
                            it -> it.get(10),
                            it -> it.get(-1),
                            it -> it.set(10, 1),
                            it -> it.asSlice(5, 6),
                            it -> it.asSlice(-1, 2),
                            it -> it.asSlice(0, -1),
                            it -> it.asSlice(Long.MAX_VALUE, 1),
                            it -> it.copyFrom(new long[11]),
                            it -> it.copyTo(new long[11]),
                            it -> it.copyTo(1, new long[5], 3, 3),
                            it -> it.asSlice(2, 3).get(3));
            for (int i = 0; i < wrong.size(); i++) {
                Consumer<SharedLongs> use = wrong.get(i);
                assertThrows(IndexOutOfBoundsException.class, () -> use.accept(array), "use " + i);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> SharedLongs.allocate(-1));
        assertThrows(IllegalArgumentException.class, () -> SharedLongs.allocate(Long.MAX_VALUE));
    }

    @Test
    void aUseAfterTheCloseSaysWhatToDo() throws Exception {
        SharedDoubles array = SharedDoubles.allocate(10);
        SharedDoubles slice = array.asSlice(1, 2);
        SharedDoubles copy = copy(array);
        array.close();
        array.close();
        List<Consumer<SharedDoubles>> uses =
                List.of(
                        it -> it.get(0),
                        it -> it.set(0, 1),
                        it -> it.fill(1),
                        it -> it.copyFrom(new double[1]),
                        it -> it.copyTo(new double[1]),
                        it -> it.toArray(),
                        it -> it.segment(),
                        it -> it.asSlice(0, 1));
        for (Consumer<SharedDoubles> use : uses) {
            for (SharedDoubles closed : List.of(array, slice, copy)) {
                String said =
                        assertThrows(IllegalStateException.class, () -> use.accept(closed))
                                .getMessage();
                assertEquals(
                        closed
                                + " is closed; close a shared array after the last task that uses"
                                + " it has ended",
                        said);
            }
        }
        assertThrows(IllegalStateException.class, () -> bytes(array));
    }

    @Test
    void aCopyOfTheHandleIsTheSameMemoryAndDoesNotOwnIt() throws Exception {
        try (SharedLongs array = SharedLongs.copyOf(1, 2, 3, 4)) {
            SharedLongs same = copy(array);
            SharedLongs part = copy(array.asSlice(1, 2));
            same.close();
            part.set(0, 20);
            assertEquals(20, array.get(1));
            assertArrayEquals(new long[] {20, 3}, part.toArray());
            assertTrue(bytes(array).length < 400, "only the name travels");
        }
    }

    @Test
    void aHandleOfAClosedArrayIsAnError() throws Exception {
        SharedLongs array = SharedLongs.allocate(4);
        byte[] handle = bytes(array);
        array.close();
        String said =
                String.valueOf(
                        assertThrows(InvalidObjectException.class, () -> object(handle))
                                .getMessage());
        assertTrue(said.contains("was closed"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "/dev/shm/hocket", "../x"})
    void aHandleOfAnotherFileIsRefused(String file) {
        SharedArrayHandle handle = new SharedArrayHandle("SharedBytes", file, 4, 0, 4);
        assertThrows(InvalidObjectException.class, () -> object(bytes(handle)));
    }

    @Test
    void aHandleThatReachesTooFarIsRefused() throws Exception {
        try (SharedLongs array = SharedLongs.allocate(4)) {
            String name = files().getFirst().toString();
            for (SharedArrayHandle handle :
                    List.of(
                            new SharedArrayHandle("SharedLongs", name, 32, 1, 4),
                            new SharedArrayHandle("SharedLongs", name, 32, -1, 4),
                            new SharedArrayHandle("SharedLongs", name, 40, 0, 5),
                            new SharedArrayHandle("SharedLongs", name, 32, 0, -1),
                            new SharedArrayHandle("Runnable", name, 32, 0, 4))) {
                assertThrows(InvalidObjectException.class, () -> object(bytes(handle)));
            }
            assertEquals(4, array.length());
        }
    }

    @Test
    void onlyTheOwnerMayOpenItAndAClosedOneLeavesNothing() throws Exception {
        assertEquals(List.of(), files());
        try (SharedBytes array = SharedBytes.allocate(100)) {
            Path file = files().getFirst();
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertFalse(array.toString().contains(file.toString()));
        }
        assertEquals(List.of(), files());
    }

    static byte[] bytes(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object object(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T object) throws IOException, ClassNotFoundException {
        return (T) object(bytes(object));
    }
}
