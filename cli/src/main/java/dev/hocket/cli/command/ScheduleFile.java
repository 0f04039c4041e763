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

/** A file with one schedule, and a line that says of what. */
final class ScheduleFile {
    private ScheduleFile() {}

    static void write(Path file, String test, Schedule schedule) throws IOException {
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
                throw new SetUpException(
                        "--replay '%s': there is no schedule in it".formatted(file));
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
                    "--replay '%s': not a schedule: it is no text".formatted(file), binary);
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
