package dev.hocket.cli;

import dev.hocket.check.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A file with one schedule, and a line that says of what. */
final class ScheduleFile {
    private ScheduleFile() {}

    static void write(Path file, String test, Schedule schedule) throws IOException {
        Files.writeString(file, "# " + test + "\n" + schedule.text() + "\n");
    }

    static Schedule read(Path file) throws SetUpException {
        try {
            String text =
                    Files.readAllLines(file).stream()
                            .filter(line -> !line.startsWith("#"))
                            .collect(Collectors.joining(" "))
                            .strip();
            return Schedule.parse(text);
        } catch (NoSuchFileException missing) {
            throw new SetUpException(
                    "--replay '%s': there is no such file; a check that finds something writes one"
                            .formatted(file),
                    missing);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SetUpException(
                    "--replay '%s': not a schedule: %s".formatted(file, Texts.problem(unreadable)),
                    unreadable);
        }
    }
}
