package dev.hocket.jobs.reduce.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with several readers. */
class ReopeningFileTest {
    @TempDir private Path folder;

    private Path raw(double... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return Files.write(folder.resolve("data.f64"), bytes.array());
    }

    @Test
    void anInterruptedReaderDisturbsNoOther() throws Exception {
        Path file = raw(1, 2, 3);
        try (ReopeningFile shared = new ReopeningFile(file)) {
            ByteBuffer buffer = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
            Thread.currentThread().interrupt();
            assertThrows(ClosedByInterruptException.class, () -> shared.read(buffer, 0));
            assertTrue(Thread.interrupted());
            shared.read(buffer.clear(), 0);
            assertEquals(3, buffer.getDouble(16));
        }
    }

    @Test
    void aFileThatWasClosedStaysClosed() throws Exception {
        ReopeningFile shared = new ReopeningFile(raw(1));
        shared.close();
        assertThrows(ClosedChannelException.class, () -> shared.read(ByteBuffer.allocate(8), 0));
    }
}
