package dev.hocket.cli.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files below a root in which a system tells about itself. Reading never fails: what is
 * missing, unreadable or not as expected is empty.
 */
record SystemFiles(Path root) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final int MOST_CORES = 1 << 16;

    /** The bytes of a file, empty ones included. */
    Optional<byte[]> bytes(String path) {
        try {
            return Optional.of(Files.readAllBytes(root.resolve(path)));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A file's text without white space around it; empty when there is none. */
    Optional<String> text(String path) {
        return bytes(path)
                .map(b -> new String(b, StandardCharsets.UTF_8).replace('\0', ' ').strip())
                .filter(t -> !t.isEmpty());
    }

    List<String> lines(String path) {
        return text(path).map(t -> t.lines().toList()).orElse(List.of());
    }

    /** The number that is all of a file. */
    OptionalLong number(String path) {
        return text(path).map(SystemFiles::numberIn).orElse(OptionalLong.empty());
    }

    OptionalInt smallNumber(String path) {
        OptionalLong number = number(path);
        return number.isPresent() && number.getAsLong() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    /** The names in a folder that match, in the order of the numbers in them. */
    List<String> names(String folder, String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(f -> String.valueOf(f.getFileName()))
                    .filter(name -> wanted.matcher(name).matches())
                    .sorted(Comparator.comparingInt(String::length).thenComparing(n -> n))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A size as the kernel writes it: {@code 32K}, {@code 5335252 kB}, {@code 4096}. */
    static OptionalLong size(String text) {
        String digits = text.strip().replaceFirst("\\D.*", "");
        OptionalLong number = numberIn(digits);
        String unit = text.strip().substring(digits.length()).strip();
        int shift =
                switch (unit.isEmpty() ? ' ' : Character.toUpperCase(unit.charAt(0))) {
                    case 'K' -> 10;
                    case 'M' -> 20;
                    case 'G' -> 30;
                    default -> 0;
                };
        return number.isPresent() && number.getAsLong() <= Long.MAX_VALUE >> shift
                ? OptionalLong.of(number.getAsLong() << shift)
                : OptionalLong.empty();
    }

    /** The numbers in a list as the kernel writes it: {@code 0-3,8-11}. */
    static Set<Integer> list(String text) {
        Set<Integer> numbers = new TreeSet<>();
        for (String part : text.strip().split(",", -1)) {
            String[] ends = part.strip().split("-", 2);
            OptionalLong from = numberIn(ends[0]);
            OptionalLong to = numberIn(ends[ends.length - 1]);
            if (from.isPresent() && to.isPresent() && to.getAsLong() < MOST_CORES) {
                for (long i = from.getAsLong(); i <= to.getAsLong(); i++) {
                    numbers.add((int) i);
                }
            }
        }
        return numbers;
    }

    static OptionalLong numberIn(String text) {
        String digits = text.strip();
        return NUMBER.matcher(digits).matches()
                ? OptionalLong.of(Long.parseLong(digits))
                : OptionalLong.empty();
    }
}
