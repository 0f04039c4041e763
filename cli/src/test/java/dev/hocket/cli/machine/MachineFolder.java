package dev.hocket.cli.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tree of system files below a folder, made by a test. */
final class MachineFolder {
    static final JavaRuntime LINUX =
            new JavaRuntime(
                    8, 2L << 30, "amd64", "Linux", "6.1.0", "25.0.3+9-LTS", "Eclipse Adoptium");

    private static final String CPUS = "sys/devices/system/cpu/";

    private final Path root;

    MachineFolder(Path root) {
        this.root = root;
    }

    MachineFolder file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** A core as cpuinfo lists it. */
    static String x86(int cpu, int socket, int core, String flags) {
        return """
        processor	: %d
        vendor_id	: GenuineIntel
        model name	: Intel(R) Xeon(R) Gold   6338 CPU @ 2.00GHz
        physical id	: %d
        core id		: %d
        flags		: %s

        """
                .formatted(cpu, socket, core, flags);
    }

    MachineFolder topology(int cpu, int socket, String siblings) throws IOException {
        String topology = CPUS + "cpu" + cpu + "/topology/";
        return file(topology + "physical_package_id", socket + "\n")
                .file(topology + "core_cpus_list", siblings + "\n");
    }

    MachineFolder cache(int cpu, int index, int level, String type, String size, String sharing)
            throws IOException {
        String cache = CPUS + "cpu" + cpu + "/cache/index" + index + "/";
        return file(cache + "level", level + "\n")
                .file(cache + "type", type + "\n")
                .file(cache + "size", size + "\n")
                .file(cache + "shared_cpu_list", sharing + "\n");
    }

    Machine read() {
        return read(LINUX);
    }

    Machine read(JavaRuntime host) {
        return MachineReader.read(new SystemFiles(root), host);
    }
}
