package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The exported API of each published module stands in {@code arch/api}, so that a change of it is
 * seen in the commit that makes it. {@code script/api} writes it anew.
 */
class ApiTest {
    private static final Path FOLDER = Path.of("").toAbsolutePath().resolve("api");

    /** What javap writes before each type. */
    private static final Pattern TYPE = Pattern.compile("(?m)^Compiled from .*\n");

    private static final Pattern EXPORT = Pattern.compile("exports ([a-z.]+);");

    @Test
    void theApiIsTheOneThatIsWrittenDown() throws IOException {
        boolean write = Boolean.getBoolean("hocket.api.write");
        Map<String, String> found = new TreeMap<>();
        Map<String, String> written = new TreeMap<>();
        for (Published module : Published.modules()) {
            if (module.hasJar()) {
                String api = api(module.folder());
                if (api.isEmpty()) { // the command line
                    continue;
                }
                Path file = FOLDER.resolve(module.artifact() + ".txt");
                if (write) {
                    Files.createDirectories(FOLDER);
                    Files.writeString(file, api);
                }
                found.put(file.getFileName().toString(), api);
            }
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                written.put(file.getFileName().toString(), House.read(file));
            }
        }
        assertTrue(found.size() > 10, found.keySet()::toString);
        assertEquals(written.keySet(), found.keySet(), "files of arch/api; script/api writes them");
        List<String> changes = new ArrayList<>();
        found.forEach((name, api) ->
                changes.addAll(difference(name, written.getOrDefault(name, ""), api)));
        assertEquals(
                List.of(),
                changes,
                "the exported API has changed: if that is meant, run script/api, and say so in"
                        + " CHANGELOG.md");
    }

    @Test
    void aChangeIsSeen() {
        assertEquals(List.of("m.txt: - b", "m.txt: + c"), difference("m.txt", "a\nb\n", "a\nc\n"));
        assertEquals(List.of(), difference("m.txt", "a\n", "a\n"));
    }

    private static List<String> difference(String name, String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        List<String> changes = new ArrayList<>();
        old.stream()
                .filter(line -> !now.contains(line))
                .forEach(line -> changes.add(name + ": - " + line));
        now.stream()
                .filter(line -> !old.contains(line))
                .forEach(line -> changes.add(name + ": + " + line));
        return changes;
    }

    /** One line for each exported type and each of its members; empty if nothing is exported. */
    private static String api(Path module) throws IOException {
        List<String> files = new ArrayList<>();
        Matcher export =
                EXPORT.matcher(House.read(module.resolve("src/main/java/module-info.java")));
        while (export.find()) {
            Path folder = module.resolve("target/classes", export.group(1).replace('.', '/'));
            try (Stream<Path> classes = Files.list(folder)) {
                classes.map(Path::toString)
                        .filter(file -> file.endsWith(".class"))
                        .filter(file -> !file.endsWith("package-info.class"))
                        .filter(file -> !file.matches(".*\\$\\d.*"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        List<String> lines = new ArrayList<>();
        if (!files.isEmpty()) {
            for (String shown : TYPE.split(javap(files), -1)) {
                if (!shown.isBlank()) {
                    lines.addAll(members(shown));
                }
            }
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** The members of a public type, each with the type before it. */
    private static List<String> members(String shown) {
        List<String> lines = shown.lines().toList();
        String header = lines.getFirst().replace(" {", "");
        if (!header.startsWith("public ")) {
            return List.of();
        }
        List<String> members = new ArrayList<>(List.of(header));
        String type = header.replaceAll("^.*?(?:class|interface) ([\\w.$]+).*$", "$1");
        lines.stream()
                .skip(1)
                .map(String::strip)
                .filter(line -> line.endsWith(";") && !line.contains("$values"))
                .map(line -> type + ": " + line.substring(0, line.length() - 1))
                .sorted()
                .forEach(members::add);
        return members;
    }

    private static String javap(List<String> files) {
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> words = new ArrayList<>(List.of("-protected"));
        words.addAll(files);
        int status =
                javap.run(new PrintWriter(out), new PrintWriter(err), words.toArray(new String[0]));
        assertEquals("0 ", status + " " + err, words::toString);
        return out.toString();
    }
}
