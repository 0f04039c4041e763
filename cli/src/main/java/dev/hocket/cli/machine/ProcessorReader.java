package dev.hocket.cli.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the processor from {@code /proc/cpuinfo} and {@code /sys/devices/system/cpu}. */
final class ProcessorReader {
    private static final String CPUS = "sys/devices/system/cpu";

    /** The kernel's names of vector instruction sets, and everyone's. */
    private static final Map<String, String> SIMD = new LinkedHashMap<>();

    /** ARM's designs by the numbers of implementer and part: their cpuinfo has no names. */
    private static final Map<String, String> ARM_PARTS =
            Map.ofEntries(
                    Map.entry("0x41/0xd03", "ARM Cortex-A53"),
                    Map.entry("0x41/0xd07", "ARM Cortex-A57"),
                    Map.entry("0x41/0xd08", "ARM Cortex-A72"),
                    Map.entry("0x41/0xd0b", "ARM Cortex-A76"),
                    Map.entry("0x41/0xd0c", "ARM Neoverse N1"),
                    Map.entry("0x41/0xd40", "ARM Neoverse V1"),
                    Map.entry("0x41/0xd49", "ARM Neoverse N2"),
                    Map.entry("0x41/0xd4f", "ARM Neoverse V2"),
                    Map.entry("0x41/0xd84", "ARM Neoverse V3"),
                    Map.entry("0x41/0xd8e", "ARM Neoverse N3"),
                    Map.entry("0xc0/0xac3", "Ampere-1"));

    static {
        SIMD.put("sse4_2", "SSE4.2");
        SIMD.put("avx", "AVX");
        SIMD.put("avx2", "AVX2");
        SIMD.put("avx512f", "AVX-512");
        SIMD.put("neon", "NEON");
        SIMD.put("asimd", "NEON");
        SIMD.put("sve", "SVE");
        SIMD.put("sve2", "SVE2");
    }

    private final SystemFiles files;
    private final JavaRuntime host;
    private final List<Map<String, String>> listed;

    ProcessorReader(SystemFiles files, JavaRuntime host) {
        this.files = files;
        this.host = host;
        this.listed = listed(files.lines("proc/cpuinfo"));
    }

    Machine.Processor read() {
        return new Machine.Processor(
                model(),
                host.architecture(),
                host.processors(),
                logical(),
                physical(),
                sockets(),
                quota(),
                simd());
    }

    /** One map for each processor that cpuinfo lists. */
    private static List<Map<String, String>> listed(List<String> lines) {
        List<Map<String, String>> all = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String key = line.substring(0, colon).strip();
            if (key.equals("processor")) {
                all.add(new HashMap<>());
            }
            if (!all.isEmpty()) {
                all.getLast().putIfAbsent(key, line.substring(colon + 1).strip());
            }
        }
        return all;
    }

    private Optional<String> model() {
        Optional<String> named = first("model name").filter(name -> !name.equals("unknown"));
        if (named.isPresent()) {
            return named.map(name -> name.replaceAll("\\s+", " "));
        }
        Optional<String> board = files.text("proc/device-tree/model");
        Optional<String> part =
                first("CPU implementer").flatMap(i -> first("CPU part").map(p -> i + "/" + p));
        Optional<String> design = part.map(p -> ARM_PARTS.getOrDefault(p, "ARM part " + p));
        return design.map(d -> board.map(b -> d + " (" + b + ")").orElse(d)).or(() -> board);
    }

    private Optional<String> first(String key) {
        return listed.stream().flatMap(p -> Optional.ofNullable(p.get(key)).stream()).findFirst();
    }

    private OptionalInt logical() {
        int online = files.text(CPUS + "/online").map(t -> SystemFiles.list(t).size()).orElse(0);
        int count = online > 0 ? online : listed.size();
        return count > 0 ? OptionalInt.of(count) : OptionalInt.empty();
    }

    private OptionalInt physical() {
        Set<Set<Integer>> cores = new HashSet<>();
        for (String cpu : files.names(CPUS, "cpu\\d+")) {
            String topology = CPUS + "/" + cpu + "/topology/";
            files.text(topology + "core_cpus_list")
                    .or(() -> files.text(topology + "thread_siblings_list"))
                    .ifPresent(list -> cores.add(SystemFiles.list(list)));
        }
        return cores.isEmpty() ? distinct("physical id", "core id") : OptionalInt.of(cores.size());
    }

    private OptionalInt sockets() {
        Set<Integer> packages = new HashSet<>();
        for (String cpu : files.names(CPUS, "cpu\\d+")) {
            // ARM boards without the notion say -1, which is no number here.
            files.smallNumber(CPUS + "/" + cpu + "/topology/physical_package_id")
                    .ifPresent(packages::add);
        }
        return packages.isEmpty() ? distinct("physical id") : OptionalInt.of(packages.size());
    }

    /** How many different values cpuinfo's processors have for these keys together. */
    private OptionalInt distinct(String... keys) {
        Set<List<String>> values = new HashSet<>();
        for (Map<String, String> processor : listed) {
            if (!processor.keySet().containsAll(List.of(keys))) {
                return OptionalInt.empty();
            }
            values.add(List.of(keys).stream().map(k -> processor.getOrDefault(k, "")).toList());
        }
        return values.isEmpty() ? OptionalInt.empty() : OptionalInt.of(values.size());
    }

    private OptionalDouble quota() {
        return new ControlGroup(files).processorQuota();
    }

    private List<String> simd() {
        String flags = first("flags").or(() -> first("Features")).orElse("");
        Set<String> present = new HashSet<>(List.of(flags.split("\\s+", -1)));
        return SIMD.entrySet().stream()
                .filter(e -> present.contains(e.getKey()))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
    }
}
