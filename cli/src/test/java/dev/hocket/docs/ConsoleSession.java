package dev.hocket.docs;

import dev.hocket.docs.DocumentedPage.Command;
import dev.hocket.docs.DocumentedPage.Example;
import dev.hocket.site.Site;
import dev.hocket.site.SiteServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Runs the examples of a page in one shell, in a folder of the page's own, with the launcher on the
 * path, and compares.
 */
final class ConsoleSession {
    private static final Path REPOSITORY =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
    private static final String SHOWN_SITE = "127.0.0.1:8000";
    private static final String STATUS = "echo $?";
    private static final long LIMIT_SECONDS = 180;

    /** What separates the outputs of two commands: a control character that no example prints. */
    private static final String MARK = "\u0001";

    private final DocumentedPage page;
    private final Path folder;
    private final Path home;

    /** A session in a folder, which is made, beside the folder of all pages' home. */
    ConsoleSession(DocumentedPage page, Path folder) throws IOException {
        this.page = page;
        this.folder = Files.createDirectories(folder);
        this.home = Files.createDirectories(folder.resolveSibling("home"));
        Path programs = Files.createDirectories(home.resolve(".local/bin"));
        Files.deleteIfExists(programs.resolve("hocket"));
        for (String needed : List.of("hocket", "examples")) {
            if (page.mentions("./" + needed) || page.mentions(" " + needed + "/")) {
                Files.createSymbolicLink(folder.resolve(needed), REPOSITORY.resolve(needed));
            }
        }
        Path link = Files.createDirectories(folder.resolveSibling("bin")).resolve("hocket");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, REPOSITORY.resolve("hocket"));
        }
    }

    /** Runs all examples; what differs from the page, in sentences. */
    List<String> differences() throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : page.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        if (!page.setup().isEmpty()) {
            String said = shell("set -e\n" + page.setup());
            if (!said.isEmpty()) {
                throw new IllegalStateException(page.name() + ": the setup prints " + said);
            }
        }
        if (page.site().isEmpty()) {
            return compare(SHOWN_SITE);
        }
        try (SiteServer server = Site.of(folder.resolve(page.site())).withPort(0).start()) {
            return compare("127.0.0.1:" + server.uri().getPort());
        }
    }

    private List<String> compare(String site) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder();
        for (Command command : commands()) {
            script.append(command.text().replace(SHOWN_SITE, site)).append('\n');
            script.append("status=$?; printf '\\n").append(MARK).append("%d\\n' $status; ");
            script.append("(exit $status)\n");
        }
        if (!site.equals(SHOWN_SITE)) {
            replaceInFiles(site);
        }
        String[] outputs = shell(script.toString()).replace(site, SHOWN_SITE).split(MARK, -1);
        List<String> differences = new ArrayList<>();
        int at = 0;
        for (Example example : page.run()) {
            for (Command command : example.commands()) {
                if (at + 1 >= outputs.length) {
                    differences.add(where(command) + " was not reached");
                    return differences;
                }
                // an output begins after the line with the status of the one before
                List<String> printed = lines(at == 0 ? outputs[0] : afterLine(outputs[at]));
                int status = Integer.parseInt(outputs[at + 1].lines().findFirst().orElse(""));
                at++;
                if (!ShownOutput.matches(command.output(), printed)) {
                    differences.add(
                            "%s prints\n%s\nbut the page shows\n%s"
                                    .formatted(
                                            where(command),
                                            String.join("\n", printed),
                                            String.join("\n", command.output())));
                } else if (status != 0 && !tellsStatus(example, command)) {
                    differences.add(
                            "%s ends with %d, and the page does not show it by '%s'"
                                    .formatted(where(command), status, STATUS));
                }
            }
        }
        return differences;
    }

    private List<Command> commands() {
        return page.run().stream().flatMap(example -> example.commands().stream()).toList();
    }

    private String where(Command command) {
        return "%s:%d: '%s'".formatted(page.name(), command.line(), command.text());
    }

    /** Whether the command after this one shows how it ended. */
    private static boolean tellsStatus(Example example, Command command) {
        int next = example.commands().indexOf(command) + 1;
        return next < example.commands().size()
                && example.commands().get(next).text().equals(STATUS);
    }

    /** Lists of URLs that the setup made lead to the server as it is now. */
    private void replaceInFiles(String site) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (text.contains(SHOWN_SITE)) {
                    Files.writeString(
                            file, text.replace(SHOWN_SITE, site), StandardCharsets.ISO_8859_1);
                }
            }
        }
    }

    private static String afterLine(String text) {
        return text.substring(text.indexOf('\n') + 1);
    }

    /** The lines without the break that comes before a mark. */
    private static List<String> lines(String text) {
        String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return whole.lines().toList();
    }

    private String shell(String script) throws IOException, InterruptedException {
        Path file = Files.createTempFile(folder.getParent(), page.name(), ".sh");
        Path said = Files.createTempFile(folder.getParent(), page.name(), ".out");
        Files.writeString(file, script);
        ProcessBuilder builder =
                new ProcessBuilder("sh", file.toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(said.toFile());
        builder.environment()
                .put(
                        "PATH",
                        folder.resolveSibling("bin")
                                + ":"
                                + home.resolve(".local/bin")
                                + ":"
                                + System.getenv("PATH"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
        builder.environment().remove("HOCKET_OPTS");
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException(
                    "%s: still running after %d s, having printed %s"
                            .formatted(page.name(), LIMIT_SECONDS, Files.readString(said)));
        }
        return Files.readString(said);
    }
}
