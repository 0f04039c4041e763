package dev.hocket.cli.machine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds graphics processors and compute libraries by their files alone; no driver is loaded. */
final class GraphicsReader {
    private static final String NVIDIA = "0x10de";

    private static final Map<String, String> VENDORS =
            Map.of(
                    NVIDIA, "NVIDIA", "0x1002", "AMD", "0x8086", "Intel", "0x13b5", "ARM", "0x1a03",
                    "ASPEED", "0x102b", "Matrox", "0x1013", "Cirrus", "0x1234", "QEMU", "0x1af4",
                    "virtio", "0x15ad", "VMware");

    private static final Set<String> DISPLAY_ONLY =
            Set.of("0x1a03", "0x102b", "0x1013", "0x1234", "0x1af4", "0x15ad");

    /** Where libraries are on common systems; others are found through the linker's own list. */
    private static final List<String> LIBRARY_FOLDERS =
            List.of(
                    "usr/lib/x86_64-linux-gnu",
                    "usr/lib/aarch64-linux-gnu",
                    "usr/lib64",
                    "usr/lib",
                    "usr/local/lib",
                    "usr/local/nvidia/lib64",
                    "usr/lib/wsl/lib");

    private static final Pattern DRIVER_VERSION =
            Pattern.compile("Kernel Module.*?\\s(\\d+(\\.\\d+)+)");

    private final SystemFiles files;

    GraphicsReader(SystemFiles files) {
        this.files = files;
    }

    Machine.Graphics read() {
        List<Machine.Gpu> devices = new ArrayList<>(nvidia());
        boolean named = !devices.isEmpty();
        for (String card : files.names("sys/class/drm", "card\\d+")) {
            files.text("sys/class/drm/" + card + "/device/vendor")
                    .filter(vendor -> !(named && vendor.equals(NVIDIA)))
                    .ifPresent(vendor -> devices.add(gpu(vendor)));
        }
        String linked =
                files.bytes("etc/ld.so.cache")
                        .map(b -> new String(b, StandardCharsets.ISO_8859_1))
                        .orElse("");
        return new Machine.Graphics(
                devices,
                nvidiaDriver(),
                installed("libcuda.so.1", linked),
                installed("libOpenCL.so.1", linked),
                files.names("etc/OpenCL/vendors", ".*\\.icd").size());
    }

    private List<Machine.Gpu> nvidia() {
        String folder = "proc/driver/nvidia/gpus";
        return files.names(folder, ".*").stream()
                .map(gpu -> files.lines(folder + "/" + gpu + "/information"))
                .map(lines ->
                        lines.stream()
                                .filter(line -> line.startsWith("Model:"))
                                .map(line -> line.substring("Model:".length()).strip())
                                .findFirst()
                                .orElse("NVIDIA"))
                .map(name -> new Machine.Gpu(name, false))
                .toList();
    }

    private Optional<String> nvidiaDriver() {
        return files.text("proc/driver/nvidia/version")
                .map(DRIVER_VERSION::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    private static Machine.Gpu gpu(String vendor) {
        return new Machine.Gpu(
                VENDORS.getOrDefault(vendor, "PCI vendor " + vendor),
                DISPLAY_ONLY.contains(vendor));
    }

    private boolean installed(String library, String linked) {
        return linked.contains(library + "\0")
                || LIBRARY_FOLDERS.stream()
                        .anyMatch(folder -> files.exists(folder + "/" + library));
    }
}
