package dev.hocket.testkit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Programs that tests start, each as an account that it accepts. One that is not installed skips
 * its test.
 */
class InstalledServicesTest {
    @BeforeAll
    static void onLinux() {
        Service.needsLinux();
    }

    /** PostgreSQL refuses root. */
    @Test
    void aDatabaseAnswers() throws Exception {
        ServiceRecipe recipe = Recipes.postgres();
        String psql =
                InstalledProgram.orSkip("psql", "postgresql", "/usr/lib/postgresql/*/bin")
                        .toString();
        try (Service service = recipe.start()) {
            CommandEnd end =
                    service.run(
                            List.of(
                                    psql,
                                    "-h127.0.0.1",
                                    "-p" + service.place().port(),
                                    "-Utest",
                                    "-Atc",
                                    "select 6 * 7",
                                    "postgres"));
            assertEquals(new CommandEnd(0, "42\n"), end);
        }
    }

    /** A server of ssh lets in only the account that it runs as, root or not. */
    @Test
    void aServerOfSshLetsIn() throws Exception {
        String sshd = InstalledProgram.orSkip("sshd", "openssh-server").toString();
        String ssh = InstalledProgram.orSkip("ssh", "openssh-client").toString();
        ServiceRecipe recipe =
                ServiceRecipe.of(
                                "sshd",
                                at ->
                                        List.of(
                                                sshd,
                                                "-D",
                                                "-e",
                                                "-f",
                                                "none",
                                                "-p" + at.port(),
                                                "-oListenAddress=127.0.0.1",
                                                "-oHostKey=" + at.folder().resolve("host"),
                                                "-oAuthorizedKeysFile="
                                                        + at.folder().resolve("user.pub"),
                                                "-oStrictModes=no",
                                                "-oPidFile=none"))
                        .as(UnixAccount.current())
                        .after(key("host"))
                        .after(key("user"));
        if (UnixAccount.isRoot()) {
            Files.createDirectories(
                    Path.of("/run/sshd"),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        try (Service service = recipe.start()) {
            CommandEnd end =
                    service.run(
                            List.of(
                                    ssh,
                                    "-q",
                                    "-F/dev/null",
                                    "-p" + service.place().port(),
                                    "-i" + service.place().folder().resolve("user"),
                                    "-oBatchMode=yes",
                                    "-oStrictHostKeyChecking=no",
                                    "-oUserKnownHostsFile=/dev/null",
                                    "127.0.0.1",
                                    "echo in"));
            assertEquals(new CommandEnd(0, "in\n"), end, service.output());
        }
    }

    private static Function<ServicePlace, List<String>> key(String name) {
        return at ->
                List.of(
                        "ssh-keygen",
                        "-q",
                        "-ted25519",
                        "-N",
                        "",
                        "-f" + at.folder().resolve(name));
    }

    /** mpirun refuses root; it is a command whose end is awaited. */
    @Test
    void ranksRun() throws Exception {
        String mpirun = InstalledProgram.orSkip("mpirun", "openmpi-bin").toString();
        ServiceRecipe recipe =
                ServiceRecipe.of(
                                "mpirun",
                                at ->
                                        List.of(
                                                mpirun,
                                                "--oversubscribe",
                                                "-n",
                                                "2",
                                                "sh",
                                                "-c",
                                                "echo rank; exit 0"))
                        .readyWhen(Readiness.atOnce());
        try (Service service = recipe.start()) {
            assertEquals(new CommandEnd(0, "rank\nrank\n"), service.await());
        }
    }

    /** Chromium refuses root. */
    @Test
    void aBrowserShowsAPage() throws Exception {
        String chromium = InstalledProgram.orSkip("chromium", "chromium").toString();
        ServiceRecipe recipe =
                ServiceRecipe.of(
                                "chromium",
                                at ->
                                        List.of(
                                                chromium,
                                                "--headless",
                                                "--no-sandbox",
                                                "--disable-gpu",
                                                "--disable-dev-shm-usage",
                                                "--user-data-dir=" + at.folder(),
                                                "--window-size=300,200",
                                                "--screenshot=" + at.folder().resolve("shot.png"),
                                                "data:text/html,<h1>Hocket</h1>"))
                        .readyWhen(Readiness.atOnce())
                        .endedBy("TERM", Duration.ofSeconds(2));
        try (Service service = recipe.start()) {
            CommandEnd end = service.await();
            Path shot = service.place().folder().resolve("shot.png");
            assertEquals(0, end.status(), end::output);
            assertTrue(Files.size(shot) > 500, end::output);
        }
    }
}
