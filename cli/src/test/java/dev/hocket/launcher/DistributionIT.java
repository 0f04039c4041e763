package dev.hocket.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@code package} leaves in {@code target/hocket}. */
class DistributionIT {
    private static final Path DISTRIBUTION = Path.of("target/hocket").toAbsolutePath();

    @Test
    void theLauncherStartsFromTheCache() throws Exception {
        Path cache = DISTRIBUTION.resolve("hocket.aot");
        assumeTrue(
                Files.isRegularFile(cache) && Files.size(cache) > 0,
                "this JDK made no ahead-of-time cache");
        String said = run("-Xlog:class+load");
        assertTrue(said.contains("dev.hocket.cli.Main source: shared objects file"), said);
        assertFalse(said.contains("picocli."), "a command without help needs no picocli");
    }

    @Test
    void theLauncherStartsWithoutACache() throws Exception {
        String said = run("-Xshare:off -Xlog:class+load");
        assertTrue(
                said.contains("dev.hocket.cli.Main source: ") && said.contains("hocket-cli.jar"),
                said);
    }

    private static String run(String options) throws IOException, InterruptedException {
        Path launcher = Path.of("").toAbsolutePath().resolveSibling("hocket");
        ProcessBuilder builder =
                new ProcessBuilder(launcher.toString(), "--version").redirectErrorStream(true);
        builder.environment().put("HOCKET_OPTS", options);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor() == 0, said);
        return said;
    }
}
