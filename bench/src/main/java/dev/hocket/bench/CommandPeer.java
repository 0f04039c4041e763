package dev.hocket.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Programs that run a command for the lines of their input. */
enum CommandPeer {
    HOCKET("./hocket exec -j 4"),
    XARGS("xargs -P4 -n1"),
    PARALLEL("parallel -j4"),
    HOCKET_HUNDREDS("./hocket exec -j 2 -n 100"),
    XARGS_HUNDREDS("xargs -P2 -n100");

    private final String start;

    CommandPeer(String start) {
        this.start = start;
    }

    String text(String command) {
        return start + " " + command;
    }

    /** Runs {@code command} with each number up to {@code count}; the exit status. */
    Object run(String command, int count) throws IOException, InterruptedException {
        Path numbers = Files.createTempFile("hocket-bench", ".txt");
        try {
            Files.writeString(
                    numbers,
                    IntStream.range(0, count)
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining("\n", "", "\n")));
            List<String> line = new ArrayList<>(List.of(start.split(" ")));
            line.add(command);
            int status =
                    new ProcessBuilder(line)
                            .redirectInput(numbers.toFile())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new IllegalStateException(text(command) + " ended with " + status);
            }
            return status;
        } finally {
            Files.delete(numbers);
        }
    }
}
