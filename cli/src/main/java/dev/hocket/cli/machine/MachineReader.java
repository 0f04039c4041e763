package dev.hocket.cli.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Puts the facts together from the system's files and from Java. */
final class MachineReader {
    private final SystemFiles files;
    private final JavaRuntime host;

    private MachineReader(SystemFiles files, JavaRuntime host) {
        this.files = files;
        this.host = host;
    }

    static Machine read(SystemFiles files, JavaRuntime host) {
        MachineReader reader = new MachineReader(files, host);
        return new Machine(
                new ProcessorReader(files, host).read(),
                reader.caches(),
                reader.numaNodes(),
                reader.memory(),
                new GraphicsReader(files).read(),
                reader.openFiles(),
                new Machine.Java(host.javaVersion(), host.javaVendor()),
                reader.system());
    }

    /** What caches have in common that are listed as one kind. */
    private record Kind(int level, String type, long bytes, int sharedBy) {}

    private List<Machine.Cache> caches() {
        Map<Kind, Set<Set<Integer>>> kinds = new LinkedHashMap<>();
        String cpus = "sys/devices/system/cpu";
        for (String cpu : files.names(cpus, "cpu\\d+")) {
            String folder = cpus + "/" + cpu + "/cache";
            for (String index : files.names(folder, "index\\d+")) {
                cache(folder + "/" + index, kinds);
            }
        }
        List<Machine.Cache> caches = new ArrayList<>();
        kinds.forEach((kind, instances) ->
                caches.add(
                        new Machine.Cache(
                                kind.level,
                                kind.type,
                                kind.bytes,
                                instances.size(),
                                kind.sharedBy)));
        caches.sort(
                Comparator.comparingInt(Machine.Cache::level).thenComparing(Machine.Cache::type));
        return caches;
    }

    /** The same cache shows below each core that shares it; its list of cores identifies it. */
    private void cache(String folder, Map<Kind, Set<Set<Integer>>> kinds) {
        OptionalInt level = files.smallNumber(folder + "/level");
        OptionalLong bytes =
                files.text(folder + "/size").map(SystemFiles::size).orElse(OptionalLong.empty());
        Optional<Set<Integer>> sharing =
                files.text(folder + "/shared_cpu_list").map(SystemFiles::list);
        if (level.isPresent() && bytes.isPresent() && sharing.isPresent()) {
            String type = files.text(folder + "/type").orElse("Unified").toLowerCase(Locale.ROOT);
            Set<Integer> cores = sharing.get();
            Kind kind = new Kind(level.getAsInt(), type, bytes.getAsLong(), cores.size());
            kinds.computeIfAbsent(kind, k -> new HashSet<>()).add(cores);
        }
    }

    private List<Machine.NumaNode> numaNodes() {
        List<Machine.NumaNode> nodes = new ArrayList<>();
        String folder = "sys/devices/system/node";
        for (String node : files.names(folder, "node\\d{1,6}")) {
            int cores =
                    files.text(folder + "/" + node + "/cpulist")
                            .map(list -> SystemFiles.list(list).size())
                            .orElse(0);
            int number = Integer.parseInt(node.substring("node".length()));
            OptionalLong bytes = field(folder + "/" + node + "/meminfo", "MemTotal:");
            nodes.add(new Machine.NumaNode(number, cores, bytes));
        }
        return nodes;
    }

    private Machine.Memory memory() {
        OptionalLong total = field("proc/meminfo", "MemTotal:");
        OptionalLong limit = new ControlGroup(files).memoryLimit();
        // "No limit" is a huge number in control groups of version 1.
        long most = total.orElse(Long.MAX_VALUE / 2);
        return new Machine.Memory(
                total,
                field("proc/meminfo", "MemAvailable:"),
                limit.isPresent() && limit.getAsLong() < most ? limit : OptionalLong.empty(),
                host.maxHeap());
    }

    /** The size that follows a name in a list such as {@code /proc/meminfo}. */
    private OptionalLong field(String file, String name) {
        return files.lines(file).stream()
                .filter(line -> line.contains(name))
                .map(line -> SystemFiles.size(line.substring(line.indexOf(name) + name.length())))
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private Machine.OpenFiles openFiles() {
        String name = "Max open files";
        String[] limits =
                files.lines("proc/self/limits").stream()
                        .filter(line -> line.startsWith(name))
                        .map(line -> line.substring(name.length()).strip().split("\\s+", -1))
                        .filter(fields -> fields.length >= 2)
                        .findFirst()
                        .orElse(new String[] {"", ""});
        return new Machine.OpenFiles(
                SystemFiles.numberIn(limits[0]), SystemFiles.numberIn(limits[1]));
    }

    private Machine.OperatingSystem system() {
        String key = "PRETTY_NAME=";
        String name =
                files.lines("etc/os-release").stream()
                        .filter(line -> line.startsWith(key))
                        .map(line -> line.substring(key.length()).replace("\"", ""))
                        .findFirst()
                        .orElse(host.osName());
        return new Machine.OperatingSystem(name, host.osName() + " " + host.osVersion());
    }
}
