package dev.hocket.processes.start;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of this JVM's options its workers get. */
class LaunchOptionsTest {
    @TempDir private Path folder;

    @Test
    void whatATaskMayDependOnIsForwarded() {
        List<String> forwarded =
                List.of(
                        "-ea",
                        "-da:some.Class",
                        "-Dmode=fast and loose",
                        "-Dfile.encoding=ISO-8859-1",
                        "-Duser.timezone=Asia/Tokyo",
                        "-Xss4m",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--enable-preview");
        assertEquals(
                forwarded,
                LaunchOptions.select(
                        java.util.stream.Stream.concat(
                                        forwarded.stream(),
                                        java.util.stream.Stream.of(
                                                "-cp", "a.jar:b.jar", "some.Main", "-Dlater=1"))
                                .toList()));
        assertEquals(
                List.of("--add-opens=java.base/java.lang=ALL-UNNAMED"),
                LaunchOptions.select(
                        List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "some.Main")));
    }

    @Test
    void whatBelongsToOneProcessIsNot() {
        assertEquals(
                List.of(),
                LaunchOptions.select(
                        List.of(
                                "-Xmx4g",
                                "-Xms1g",
                                "-XX:+UseZGC",
                                "-XX:MaxRAMPercentage=80",
                                "-XX:AOTCache=a.aot",
                                "-Xlog:gc",
                                "-verbose:gc",
                                "-javaagent:agent.jar",
                                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                                "-agentpath:/agent.so",
                                "-Xrunjdwp:server=y",
                                "-Xdebug",
                                "-Dcom.sun.management.jmxremote.port=9010",
                                "-Djava.rmi.server.hostname=here",
                                "--module-path",
                                "mods",
                                "-jar",
                                "program.jar",
                                "-ea")));
    }

    @Test
    void argumentFilesAreRead() throws IOException {
        Path file = folder.resolve("options");
        Files.writeString(file, "# a comment\n-ea -Da='b c'\n\"-Dd=e \\\"f\\\"\"\n");
        assertEquals(
                List.of("-ea", "-Da=b c", "-Dd=e \"f\"", "Main"),
                LaunchOptions.expand(List.of("@" + file, "Main")));
    }

    @Test
    void theVariablesOfJavaLoseWhatBelongsToOneProcess() {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "JAVA_TOOL_OPTIONS",
                                "-Da=b -agentlib:jdwp=server=y,address=5005 -Xmx1g",
                                "JDK_JAVA_OPTIONS",
                                "-javaagent:agent.jar",
                                "OTHER",
                                "-Xmx1g"));
        LaunchOptions.clean(environment);
        assertEquals(Map.of("JAVA_TOOL_OPTIONS", "-Da=b", "OTHER", "-Xmx1g"), environment);
    }
}
