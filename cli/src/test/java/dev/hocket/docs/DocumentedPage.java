package dev.hocket.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The console examples of a page in Markdown, and what the page says about running them. A command
 * begins with {@code $ } and continues after a backslash at the end of a line; its output follows.
 * A Java example whose first line ends in {@code // NAME.java} is the content of that file. In
 * comments, {@code <!-- setup} to {@code -->} is a shell script that makes the files of the page,
 * {@code <!-- site: DIR -->} is a folder that is served at 127.0.0.1:8000, and {@code <!-- skip:
 * REASON -->} is why the next example is not run.
 *
 * @param files the Java files, by their names
 * @param setup the script, empty if there is none
 * @param site the folder that is served, empty if there is none
 * @param examples the examples in their order
 */
record DocumentedPage(
        String name, Map<String, String> files, String setup, String site, List<Example> examples) {
    private static final String SETUP = "<!-- setup";
    private static final String SITE = "<!-- site:";
    private static final String SKIP = "<!-- skip:";
    private static final String END = "-->";
    private static final String FENCE = "```";
    private static final String PROMPT = "$ ";
    private static final Pattern FILE = Pattern.compile(".*// (\\w+\\.java)");

    /**
     * One block.
     *
     * @param skipped why it is not run, empty if it is
     */
    record Example(int line, String skipped, List<Command> commands) {}

    /** One command and the lines that the page shows after it. */
    record Command(int line, String text, List<String> output) {}

    static DocumentedPage read(Path file) throws IOException {
        return of(file.getFileName().toString(), Files.readString(file));
    }

    static DocumentedPage of(String name, String text) {
        return new Reader(name, text.lines().toList()).page();
    }

    /** The examples that are run. */
    List<Example> run() {
        return examples.stream().filter(example -> example.skipped().isEmpty()).toList();
    }

    /** Whether a command or the setup contains this text. */
    boolean mentions(String text) {
        return setup.contains(text)
                || run().stream()
                        .flatMap(example -> example.commands().stream())
                        .anyMatch(command -> command.text().contains(text));
    }

    /** Reads a page line by line. */
    private static final class Reader {
        private final String name;
        private final Iterator<String> lines;
        private final List<Example> examples = new ArrayList<>();
        private final Map<String, String> files = new TreeMap<>();
        private String setup = "";
        private String site = "";
        private String skip = "";
        private int number;

        Reader(String name, List<String> lines) {
            this.name = name;
            this.lines = lines.iterator();
        }

        DocumentedPage page() {
            while (lines.hasNext()) {
                String line = next();
                if (line.equals(SETUP)) {
                    setup = String.join("\n", until(END)) + "\n";
                } else if (line.startsWith(SITE)) {
                    site = inside(line, SITE);
                } else if (line.startsWith(SKIP)) {
                    skip = inside(line, SKIP);
                } else if (line.equals(FENCE + "console")) {
                    int first = number;
                    examples.add(new Example(first, skip, commands(first, until(FENCE))));
                    skip = "";
                } else if (line.startsWith(FENCE)) {
                    file(until(FENCE));
                }
            }
            return new DocumentedPage(name, files, setup, site, List.copyOf(examples));
        }

        private void file(List<String> block) {
            Matcher first = FILE.matcher(block.isEmpty() ? "" : block.getFirst());
            if (first.matches()) {
                files.put(first.group(1), String.join("\n", block) + "\n");
            }
        }

        private String next() {
            number++;
            return lines.next();
        }

        private List<String> until(String end) {
            int first = number;
            List<String> inside = new ArrayList<>();
            while (lines.hasNext()) {
                String line = next();
                if (line.equals(end)) {
                    return inside;
                }
                inside.add(line);
            }
            throw new IllegalArgumentException(
                    "%s:%d: no line '%s' ends what begins here".formatted(name, first, end));
        }

        private String inside(String line, String begin) {
            if (!line.endsWith(END)) {
                throw new IllegalArgumentException(
                        "%s:%d: the comment does not end on its line".formatted(name, number));
            }
            String text = line.substring(begin.length(), line.length() - END.length()).strip();
            if (text.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s:%d: '%s' says nothing".formatted(name, number, begin));
            }
            return text;
        }

        private List<Command> commands(int fence, List<String> block) {
            List<Command> commands = new ArrayList<>();
            for (int i = 0; i < block.size(); i++) {
                String line = block.get(i);
                int at = fence + 1 + i;
                if (line.startsWith(PROMPT)) {
                    StringBuilder text = new StringBuilder(line.substring(PROMPT.length()));
                    while (text.toString().endsWith("\\")) {
                        i++;
                        text.append('\n').append(block.get(i));
                    }
                    commands.add(new Command(at, text.toString(), new ArrayList<>()));
                } else if (commands.isEmpty()) {
                    throw new IllegalArgumentException(
                            "%s:%d: a console example begins with '$ '".formatted(name, at));
                } else {
                    commands.getLast().output().add(line);
                }
            }
            return commands;
        }
    }
}
