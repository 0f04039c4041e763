package dev.hocket.cli.command;

import dev.hocket.check.Schedule;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Wording;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A file with one schedule, and a line that says of what. */
final class ScheduleFile {
    /** What is kept for the user, and is of no use to version control. */
    private static final String FOLDER = ".hocket";

    private ScheduleFile() {}

    /**
     * Where the schedule of a test is kept: in a folder beside its source file, or in the current
     * one where it has none.
     *
     * @param name the test's name, as part of a file's
     */
    static Path beside(@Nullable Path source, String name) {
        Path folder = source == null ? null : source.getParent();
        Path kept = folder == null ? Path.of(FOLDER) : folder.resolve(FOLDER);
        return kept.resolve(name + ".schedule");
    }

    static void write(Path file, String test, Schedule schedule) throws IOException {
        Path folder = file.getParent();
        if (folder != null && folder.endsWith(FOLDER) && !Files.exists(folder)) {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(".gitignore"), "*\n");
        }
        Files.writeString(file, "# " + test + "\n" + schedule.text() + "\n");
    }

    /**
     * What a file holds.
     *
     * @param test what was checked when it was written, or empty
     * @param schedule what it replays
     */
    record Kept(String test, Schedule schedule) {}

    static Kept read(Path file) throws SetUpException {
        try {
            List<String> lines = Files.readAllLines(file);
            String text =
                    lines.stream()
                            .filter(line -> !line.startsWith("#"))
                            .collect(Collectors.joining(" "))
                            .strip();
            if (text.isEmpty()) {
                throw new SetUpException("--replay '%s': it contains no schedule".formatted(file));
            }
            String first = lines.getFirst();
            String test = first.startsWith("# ") ? first.substring(2).strip() : "";
            return new Kept(test, Schedule.parse(text));
        } catch (NoSuchFileException missing) {
            throw new SetUpException(
                    "--replay '%s': there is no such file; a check that finds something writes one"
                            .formatted(file),
                    missing);
        } catch (CharacterCodingException binary) {
            throw new SetUpException(
                    "--replay '%s': not a schedule: not a text file".formatted(file), binary);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SetUpException(
                    "--replay '%s': not a schedule: %s"
                            .formatted(file, Wording.problem(unreadable)),
                    unreadable);
        }
    }

    /** Whether two words name the same test, whatever folder it is in. */
    static boolean same(String one, String other) {
        return one.isEmpty() || withoutFolder(one).equals(withoutFolder(other));
    }

    private static String withoutFolder(String test) {
        return test.substring(test.lastIndexOf('/') + 1);
    }
}
