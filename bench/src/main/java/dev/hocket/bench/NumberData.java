package dev.hocket.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Files for the benchmarks, always the same ones, in a folder that {@link #close} removes. */
final class NumberData implements AutoCloseable {
    private static final double SCALE =
            Double.parseDouble(System.getProperty("hocket.bench.scale", "1"));

    private final Path folder;

    NumberData() throws IOException {
        folder = Files.createTempDirectory("hocket-bench");
    }

    Path folder() {
        return folder;
    }

    static int scaled(int count) {
        return (int) (count * SCALE);
    }

    /** Products of two primes of 31 bits, one a line; in two files as well. */
    Path products(int count) throws IOException {
        Random random = new Random(62);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BigInteger p = BigInteger.probablePrime(31, random);
            lines.add(p.multiply(BigInteger.probablePrime(31, random)).toString());
        }
        Files.write(folder.resolve("products.1"), lines.subList(0, count / 2));
        Files.write(folder.resolve("products.2"), lines.subList(count / 2, count));
        return Files.write(folder.resolve("products"), lines);
    }

    /** A table of five columns with so many bytes; one holds quotes. */
    Path table(long bytes) throws IOException {
        Path file = folder.resolve("table.csv");
        Random random = new Random(5);
        long written = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,name,price,quantity,day\n");
            for (int i = 0; written < bytes; i++) {
                String line =
                        i
                                + (i % 5 == 0 ? ",\"item, " : ",item ")
                                + random.nextInt(10_000)
                                + (i % 5 == 0 ? "\"," : ",")
                                + random.nextInt(1_000_000) / 100.0
                                + ","
                                + random.nextInt(50)
                                + ",2025-06-"
                                + (10 + i % 20)
                                + "\n";
                out.write(line);
                written += line.length();
            }
        }
        return file;
    }

    /** Raw doubles, so many; whole numbers, so that every order of adding them gives one sum. */
    Path doubles(int count) throws IOException {
        Path file = folder.resolve("doubles.f64");
        Random random = new Random(8);
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < count; i++) {
                buffer.putDouble(random.nextInt(1_000_000));
                if (!buffer.hasRemaining() || i == count - 1) {
                    out.write(buffer.flip());
                    buffer.clear();
                }
            }
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }
}
