package dev.hocket.cli.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The bounds that Linux control groups put on this process, of version 2 or 1. A group is bound by
 * those above it too, so the least bound on the way to the root counts. Inside a container the path
 * that the process knows may not exist: then the root is the group.
 */
final class ControlGroup {
    private static final String ROOT = "sys/fs/cgroup";

    private final SystemFiles files;

    ControlGroup(SystemFiles files) {
        this.files = files;
    }

    OptionalLong memoryLimit() {
        Stream<String> limits =
                Stream.concat(
                        folders("", "").map(f -> f + "/memory.max"),
                        folders("memory", "memory").map(f -> f + "/memory.limit_in_bytes"));
        return limits.map(files::number)
                .flatMapToLong(OptionalLong::stream)
                .filter(limit -> limit > 0)
                .min();
    }

    OptionalDouble processorQuota() {
        Stream<OptionalDouble> quotas =
                Stream.concat(
                        folders("", "").map(this::quota),
                        Stream.of("cpu", "cpu,cpuacct")
                                .flatMap(mount -> folders("cpu", mount))
                                .map(this::quotaOfVersion1));
        return quotas.flatMapToDouble(OptionalDouble::stream).min();
    }

    /**
     * {@code cpu.max} holds the time and the period, as in {@code 150000 100000}, or {@code max}.
     */
    private OptionalDouble quota(String folder) {
        String[] parts = files.text(folder + "/cpu.max").orElse("max").split("\\s+", -1);
        return parts.length < 2
                ? OptionalDouble.empty()
                : ratio(SystemFiles.numberIn(parts[0]), SystemFiles.numberIn(parts[1]));
    }

    private OptionalDouble quotaOfVersion1(String folder) {
        return ratio(
                files.number(folder + "/cpu.cfs_quota_us"),
                files.number(folder + "/cpu.cfs_period_us"));
    }

    private static OptionalDouble ratio(OptionalLong time, OptionalLong period) {
        return time.isEmpty() || period.isEmpty() || period.getAsLong() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) time.getAsLong() / period.getAsLong());
    }

    /**
     * The folders of this process's group and of those above it.
     *
     * @param controller of version 1, or empty for the one hierarchy of version 2
     * @param mount the folder below the root where the hierarchy is
     */
    private Stream<String> folders(String controller, String mount) {
        String top = mount.isEmpty() ? ROOT : ROOT + "/" + mount;
        List<String> folders = new ArrayList<>(List.of(top));
        String folder = top;
        for (String name : group(controller).split("/", -1)) {
            if (!name.isEmpty() && !name.equals("..")) {
                folder = folder + "/" + name;
                folders.add(folder);
            }
        }
        return folders.stream();
    }

    /** Lines read {@code number:controllers:path}, with no controllers for version 2. */
    private String group(String controller) {
        Function<String[], List<String>> controllers = f -> List.of(f[1].split(",", -1));
        return files.lines("proc/self/cgroup").stream()
                .map(line -> line.split(":", 3))
                .filter(fields -> fields.length == 3)
                .filter(fields -> controllers.apply(fields).contains(controller))
                .map(fields -> fields[2])
                .findFirst()
                .orElse("");
    }
}
