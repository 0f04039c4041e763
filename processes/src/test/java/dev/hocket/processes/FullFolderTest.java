package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.link.memory.SharedMemoryFolder;
import dev.hocket.link.ring.RingOffer;
import dev.hocket.link.shared.SharedArrayMemory;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder for shared memory that is full: a real one of 512 KiB, where that may be mounted. */
@Timeout(60)
class FullFolderTest {
    @TempDir private Path folder;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", folder.toString()),
                "mounting a small tmpfs needs the rights of root");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", folder.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    @Test
    void isAnErrorThatSaysWhatToDoAndLeavesNothing() throws Exception {
        String said =
                String.valueOf(
                        assertThrows(
                                        IOException.class,
                                        () ->
                                                SharedArrayMemory.create(
                                                        new SharedMemoryFolder(folder), 1 << 20))
                                .getMessage());
        assertTrue(
                said.startsWith(
                        folder
                                + " has no room for 1,052,672 bytes of shared memory:"
                                + " 524,288 are free. Ask for less, make it larger"),
                said);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void hasNoRoomForALink() {
        assumeTrue(RingOffer.offered(), "this machine has no futex");
        assertThrows(IOException.class, () -> RingOffer.open(new SharedMemoryFolder(folder)));
    }

    @Test
    void whatFitsIsUsableToItsEnd() throws Exception {
        SharedArrayMemory mapping =
                SharedArrayMemory.create(new SharedMemoryFolder(folder), 400 << 10);
        mapping.data(0, mapping.bytes()).fill((byte) 1);
        Path rest = folder.resolve("rest");
        assertThrows(IOException.class, () -> Files.write(rest, new byte[200 << 10]));
        mapping.data(0, mapping.bytes()).fill((byte) 2);
        assertEquals(2, mapping.data(mapping.bytes() - 1, 1).toArray(ValueLayout.JAVA_BYTE)[0]);
        mapping.close();
        Files.delete(rest);
    }
}
