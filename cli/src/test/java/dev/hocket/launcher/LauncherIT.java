package dev.hocket.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.launcher.ClonedRepository.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher, with a probe in the place of Hocket. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherIT {
    /** A build that takes note of itself and puts the probe where Hocket belongs. */
    private static final String BUILD =
            """
            echo built >>"$PWD/builds"
            mkdir -p cli/target/hocket/lib
            cp probe.jar cli/target/hocket/lib/hocket-cli.jar
            printf '%s\\n' "$JAVA_HOME" >cli/target/hocket/jdk
            """;

    @TempDir private Path folder;

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        Ended ended =
                ClonedRepository.built(folder)
                        .run(Map.of(), "a b", "*", "", "$HOME", "'\"\\", "two\nlines", "-version");
        assertEquals(
                List.of(
                        "arg=[a b]",
                        "arg=[*]",
                        "arg=[]",
                        "arg=[$HOME]",
                        "arg=['\"\\]",
                        "arg=[two\\nlines]",
                        "arg=[-version]"),
                ended.lines().stream().filter(line -> line.startsWith("arg")).toList());
        assertEquals("", ended.err());
    }

    @Test
    void theLauncherBecomesTheJvmAndItsStatusIsTheJvms() throws Exception {
        Ended ended = ClonedRepository.built(folder).run(Map.of(), "exit");
        assertTrue(ended.lines().contains("pid=" + ended.pid()), ended::out);
        assertEquals(42, ended.status());
    }

    @Test
    void aLinkToTheLauncherServesFromAnywhere() throws Exception {
        ClonedRepository clone = ClonedRepository.built(folder.resolve("clone with blank"));
        Ended ended =
                clone.shell(
                        Map.of(),
                        "mkdir bin; ln -s ../hocket bin/one; ln -s one bin/two; cd /;"
                                + " \"$OLDPWD/bin/two\" a");
        assertTrue(ended.lines().contains("arg=[a]"), ended::err);
    }

    @ParameterizedTest
    @CsvSource({
        "LC_ALL, C, C.UTF-8, C",
        "LC_ALL, POSIX, C.UTF-8, POSIX",
        "LC_CTYPE, C, C.UTF-8, ''",
        "LANG, none.utf8, C.UTF-8, ''",
        "LC_ALL, C.UTF-8, C.UTF-8, null",
        "LC_ALL, de_DE.ISO-8859-15, de_DE.ISO-8859-15, null"
    })
    void theJvmRunsInUtf8AndTheUsersLocaleIsKept(
            String name, String value, String forJvm, String kept) throws Exception {
        Ended ended = ClonedRepository.built(folder).run(Map.of(name, value));
        assertTrue(ended.lines().contains("LC_ALL=" + forJvm), ended::out);
        assertTrue(ended.lines().contains("HOCKET_USER_LC_ALL=" + kept), ended::out);
    }

    @Test
    void aFileWithAnUmlautIsFoundInLocaleC() throws Exception {
        String line = "name=$(printf '\\303\\251.txt'); : >\"$name\"; exec ./hocket \"$name\"";
        Ended ended = ClonedRepository.built(folder).shell(Map.of("LC_ALL", "C"), line);
        assertTrue(ended.lines().contains("arg=[\u00e9.txt] is a file"), ended::out);
    }

    @Test
    void optionsReachTheJvm() throws Exception {
        ClonedRepository clone = ClonedRepository.built(folder);
        Files.createFile(folder.resolve("-Dprobe=a file that the option must not turn into"));
        Ended ended = clone.run(Map.of("HOCKET_OPTS", "-Xmx64m -Dprobe=*"));
        assertTrue(ended.lines().contains("probe=*"), ended::out);
        assertEquals("", ended.err());
    }

    @Test
    void anOptionThatTheJvmRefusesIsNamed() throws Exception {
        Ended ended = ClonedRepository.built(folder).run(Map.of("HOCKET_OPTS", "-Xnonsense"));
        assertEquals(
                "hocket: the JVM does not start with HOCKET_OPTS='-Xnonsense': Unrecognized option:"
                        + " -Xnonsense\n",
                ended.err());
        assertEquals(255, ended.status());
    }

    @Test
    void aFolderThatIsNoJdkIsNamed() throws Exception {
        Ended ended = ClonedRepository.built(folder).run(Map.of("HOCKET_JAVA_HOME", "/nowhere"));
        assertEquals(
                "hocket: HOCKET_JAVA_HOME=/nowhere is not the home of a JDK 25, 25.0.3 or newer;"
                        + " correct it or unset it.\n",
                ended.err());
        assertEquals(255, ended.status());
    }

    @ParameterizedTest
    @CsvSource({
        "25, 255",
        "25-ea, 255",
        "25.0.2, 255",
        "25.0.2.1, 255",
        "25.0.3, 0",
        "25.0.10, 0",
        "25.1, 0",
        "24.0.2, 255",
        "250, 255",
        "17.0.1, 255"
    })
    void aJdkIsKnownByItsReleaseFile(String version, int status) throws Exception {
        Path jdk = folder.resolve("jdk");
        Path bin = Files.createDirectories(jdk.resolve("bin"));
        for (String tool : List.of("java", "javac")) {
            Path file = Files.writeString(bin.resolve(tool), "#!/bin/sh\necho fake $0\n");
            file.toFile().setExecutable(true);
        }
        Files.writeString(
                jdk.resolve("release"), "IMPLEMENTOR=\"A\"\nJAVA_VERSION=\"" + version + "\"\n");
        Ended ended =
                ClonedRepository.built(folder.resolve("clone"))
                        .run(Map.of("HOCKET_JAVA_HOME", jdk.toString()));
        assertEquals(status, ended.status(), ended::err);
        if (version.startsWith("25.0.2")) {
            assertTrue(
                    ended.err()
                            .endsWith(
                                    "25.0.3 or newer (it has %s, older than 25.0.3); correct it or unset it.\n"
                                            .formatted(version)),
                    ended::err);
        }
    }

    @ParameterizedTest
    @CsvSource({"rubbish", "''"})
    void aCacheThatDoesNotFitIsPassedOverInSilence(String content) throws Exception {
        ClonedRepository clone = ClonedRepository.built(folder);
        Files.writeString(clone.distribution().resolve("hocket.aot"), content);
        Ended ended = clone.run(Map.of(), "a");
        assertTrue(ended.lines().getFirst().startsWith("pid="), ended::out);
        assertEquals("", ended.err());
    }

    @Test
    void theFirstUseBuildsOnceForAllWhoWait() throws Exception {
        ClonedRepository clone = ClonedRepository.unbuilt(folder, "cd \"${0%/*}\"\n" + BUILD);
        List<ClonedRepository.Started> launchers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            launchers.add(clone.start(Map.of(), List.of(clone.launcher().toString(), "a")));
        }
        for (ClonedRepository.Started launcher : launchers) {
            assertTrue(ClonedRepository.await(launcher).lines().contains("arg=[a]"));
        }
        assertEquals("built\n", Files.readString(folder.resolve("builds")));
    }

    @Test
    void aLockWhoseOwnerIsGoneDoesNotHold() throws Exception {
        ClonedRepository clone = ClonedRepository.unbuilt(folder, "cd \"${0%/*}\"\n" + BUILD);
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path target = Files.createDirectories(folder.resolve("cli/target"));
        Files.createSymbolicLink(target.resolve("building"), Path.of(Long.toString(gone.pid())));
        assertTrue(clone.run(Map.of(), "a").lines().contains("arg=[a]"));
    }

    @Test
    void aFailedBuildShowsItsEndAndIsTriedAgain() throws Exception {
        ClonedRepository clone =
                ClonedRepository.unbuilt(folder, "seq 1 100; echo the reason; exit 1");
        Ended ended = clone.run(Map.of());
        assertEquals(255, ended.status());
        assertEquals("", ended.out());
        List<String> said = ended.err().lines().toList();
        assertEquals("hocket: first use, building (a minute or two) ...", said.getFirst());
        assertEquals("the reason", said.get(said.size() - 2));
        assertEquals(
                "hocket: the build failed; all it said is in " + folder + "/cli/target/build.log",
                said.getLast());
        assertEquals(ended.err(), clone.run(Map.of()).err());
    }
}
