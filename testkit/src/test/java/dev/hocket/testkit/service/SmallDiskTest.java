package dev.hocket.testkit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SmallDiskTest {
    @Test
    void isFullSoonAndGrowsAndGoes() throws Exception {
        Path folder;
        try (SmallDisk disk = SmallDisk.mount("64k")) {
            folder = disk.folder();
            Path file = folder.resolve("file");
            assertThrows(IOException.class, () -> Files.write(file, new byte[100_000]));
            disk.resize("1m");
            Files.write(file, new byte[100_000]);
            assertEquals(100_000, Files.size(file));
        }
        assertFalse(Files.exists(folder));
        assertFalse(Files.readString(Path.of("/proc/mounts")).contains(folder.toString()));
    }
}
