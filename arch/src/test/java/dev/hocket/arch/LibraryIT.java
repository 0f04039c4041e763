package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project outside of this repository, made of nothing but what {@code docs/library.md} shows,
 * against the artifacts as a repository would hold them: on the class path and on the module path.
 */
@Timeout(300)
class LibraryIT {
    private static final String VERSION = "0.1.0";
    private static final Path ROOT = Path.of("").toAbsolutePath().resolveSibling("");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Pattern BLOCK =
            Pattern.compile(
                    "<!-- (file|output|run|modules): (\\S+) -->\n```\\w*\n(.*?)```",
                    Pattern.DOTALL);

    /** What the page writes before it runs a program; the tests have done that. */
    private static final String BUILD = "mvn -q package\n";

    private static final Pattern ROW =
            Pattern.compile("\\| `(hocket-[a-z-]+)` \\| `([a-z.]+)` \\|.*\\| (\\d+) KB \\|");

    /** The command line itself, and what tests of engines use. */
    private static final List<String> INTERNAL = List.of("hocket-cli", "hocket-testkit");

    @TempDir private Path folder;

    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, String> outputs = new LinkedHashMap<>();
    private final Map<String, String> runs = new LinkedHashMap<>();
    private final Map<String, String> modules = new LinkedHashMap<>();

    @BeforeEach
    void readThePage() {
        Matcher block = BLOCK.matcher(House.read(ROOT.resolve("docs/library.md")));
        while (block.find()) {
            Map<String, String> blocks =
                    switch (block.group(1)) {
                        case "file" -> files;
                        case "output" -> outputs;
                        case "run" -> runs;
                        default -> modules;
                    };
            blocks.put(block.group(2), block.group(3));
        }
        assertFalse(outputs.isEmpty(), "docs/library.md shows no program with its output");
        assertEquals(outputs.keySet(), runs.keySet(), "each program is run on the class path");
        assertFalse(modules.isEmpty(), "no program is run on the module path");
    }

    /** The links into the user's own repository go first: nothing follows them. */
    @AfterEach
    void removeTheLinks() throws IOException {
        Path repository = folder.resolve("repository");
        if (Files.isDirectory(repository)) {
            try (Stream<Path> files = Files.walk(repository, 2)) {
                for (Path file : files.filter(Files::isSymbolicLink).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void thePageWorksOnTheClassPath() throws Exception {
        files.remove("src/main/java/module-info.java");
        Path project = project();
        build(project);
        runLikeThePage(project, runs);
    }

    @Test
    void thePageWorksOnTheModulePath() throws Exception {
        Path project = project();
        build(project);
        runLikeThePage(project, modules);
    }

    /** Runs programs by the lines that the page shows, after it has built the project. */
    private void runLikeThePage(Path project, Map<String, String> shown) throws Exception {
        String path = JAVA.getParent() + File.pathSeparator + System.getenv("PATH");
        for (Map.Entry<String, String> program : shown.entrySet()) {
            String lines = program.getValue();
            assertTrue(lines.startsWith(BUILD), () -> program.getKey() + " is not built: " + lines);
            String line = lines.substring(BUILD.length());
            assertEquals(
                    outputs.get(program.getKey()),
                    run(project, List.of("env", "PATH=" + path, "sh", "-c", line)),
                    program.getKey());
        }
    }

    /** The table of modules: each of them, by its name, with the size of its jar. */
    @Test
    void thePageListsEveryModuleWithItsSize() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        Map<String, Long> sizes = new TreeMap<>();
        Matcher row = ROW.matcher(House.read(ROOT.resolve("docs/library.md")));
        while (row.find()) {
            listed.put(row.group(1), row.group(2));
            sizes.put(row.group(1), Long.parseLong(row.group(3)));
        }
        Map<String, String> published = new TreeMap<>();
        for (Published module : Published.modules()) {
            if (module.hasJar()) {
                Matcher name =
                        Pattern.compile("module ([a-z.]+) \\{")
                                .matcher(
                                        House.read(
                                                module.folder()
                                                        .resolve(
                                                                "src/main/java/module-info.java")));
                assertTrue(name.find(), module.artifact());
                published.put(module.artifact(), name.group(1));
            }
        }
        assertEquals(published, listed);
        for (Published module : Published.modules()) {
            if (module.hasJar()) {
                double kilobytes = Files.size(module.jar(VERSION)) / 1000.0;
                long said = sizes.getOrDefault(module.artifact(), 0L);
                assertTrue(
                        Math.abs(said - kilobytes) <= Math.max(5, kilobytes / 5),
                        "docs/library.md says that %s has %d KB; it has %.0f KB"
                                .formatted(module.artifact(), said, kilobytes));
            }
        }
    }

    /** What {@code hocket run} and {@code hocket check} compile may use every module. */
    @Test
    void tasksFromSourceFilesMayUseEveryModule() throws Exception {
        StringBuilder imports = new StringBuilder();
        for (Published module : Published.modules()) {
            if (module.hasJar() && !INTERNAL.contains(module.artifact())) {
                Path info = module.folder().resolve("src/main/java/module-info.java");
                Matcher exported = Pattern.compile("exports ([a-z.]+)").matcher(House.read(info));
                assertTrue(exported.find(), info + " exports nothing");
                imports.append("import ").append(exported.group(1)).append(".*;\n");
            }
        }
        Files.writeString(
                folder.resolve("Shout.java"),
                imports + "String run(String word) { return word.toUpperCase(); }\n");
        String hocket = ROOT.resolve("hocket").toString();
        assertEquals("A\n", run(folder, List.of(hocket, "run", "Shout.java", "a")));
    }

    private Path project() throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = project.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        String shown = files.getOrDefault("pom.xml", "");
        assertTrue(shown.contains("hocket-bom"), "docs/library.md shows no dependencies");
        Files.writeString(project.resolve("pom.xml"), pom(shown));
        return project;
    }

    /** The POM that the page shows, with the versions of all other plugins that are at hand. */
    private static String pom(String shown) {
        StringBuilder plugins = new StringBuilder();
        Map<String, String> versions = new TreeMap<>();
        Matcher plugin =
                Pattern.compile(
                                "<artifactId>(maven-[a-z]+-plugin)</artifactId>\\s*<version>([^<]+)</version>")
                        .matcher(House.read(ROOT.resolve("pom.xml")));
        while (plugin.find()) {
            versions.put(plugin.group(1), plugin.group(2));
        }
        versions.forEach((name, version) -> {
            int named = shown.indexOf("<artifactId>" + name + "<");
            if (named >= 0) {
                String rest = shown.substring(named);
                assertTrue(
                        rest.substring(0, rest.indexOf("</version>")).endsWith(">" + version),
                        () ->
                                "docs/library.md has another version of "
                                        + name
                                        + " than "
                                        + version);
                return;
            }
            plugins.append(
                    "<plugin><artifactId>%s</artifactId><version>%s</version></plugin>"
                            .formatted(name, version));
        });
        return shown.replace(
                "<build>",
                "<build><pluginManagement><plugins>" + plugins + "</plugins></pluginManagement>");
    }

    /** Builds and tests the project; its checked test must have run. */
    private void build(Path project) throws Exception {
        run(
                project,
                List.of(
                        ROOT.resolve("mvnw").toString(),
                        "-o",
                        "-q",
                        "-B",
                        "-Dstyle.color=never",
                        "-Dmaven.repo.local=" + repository(),
                        "package"));
        String report =
                House.read(
                        project.resolve(
                                "target/surefire-reports/TEST-com.example.CounterTest.xml"));
        assertTrue(report.contains("tests=\"1\"") && report.contains("failures=\"0\""), report);
    }

    /** The local repository of whoever builds, by links, with what is published here beside it. */
    private Path repository() throws IOException {
        Path theirs = Path.of(System.getProperty("hocket.local.repository"));
        Path repository = Files.createDirectories(folder.resolve("repository"));
        link(theirs, repository, "dev");
        Path dev = Files.createDirectories(repository.resolve("dev"));
        if (Files.isDirectory(theirs.resolve("dev"))) {
            link(theirs.resolve("dev"), dev, "hocket");
        }
        store(dev, "hocket", ROOT.resolve("pom.xml"), "pom");
        for (Published module : Published.modules()) {
            store(dev, module.artifact(), module.folder().resolve("pom.xml"), "pom");
            if (module.hasJar()) {
                store(dev, module.artifact(), module.jar(VERSION), "jar");
            }
        }
        return repository;
    }

    private static void link(Path from, Path to, String except) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                if (!entry.endsWith(except)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
                }
            }
        }
    }

    private static void store(Path dev, String artifact, Path file, String type)
            throws IOException {
        Path folder = dev.resolve("hocket/" + artifact + "/" + VERSION);
        Files.createDirectories(folder);
        Files.copy(file, folder.resolve(artifact + "-" + VERSION + "." + type));
    }

    /** What a program printed; it must have said nothing else, and ended well. */
    private String run(Path project, List<String> words) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(words));
        builder.directory(project.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            assertTrue(process.waitFor(200, TimeUnit.SECONDS), "still runs: " + words);
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(err) + (process.exitValue() == 0 ? "" : House.read(out));
        said = said.replaceAll("\\u001B\\[[0-9;]*m", ""); // Maven sets colours back
        assertEquals("0 ", process.exitValue() + " " + said, words::toString);
        return Files.readString(out);
    }
}
