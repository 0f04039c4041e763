package dev.hocket.cli.machine;

import dev.hocket.text.Quantities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The facts for reading: a name and a value on each line. ASCII only, for any terminal. */
final class MachineText {
    private static final String UNKNOWN = "unknown";

    private MachineText() {}

    static String of(Machine machine) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("processor", processor(machine.processor()));
        lines.put("cores", cores(machine.processor()));
        lines.put("SIMD", orUnknown(String.join(", ", machine.processor().simd())));
        lines.put(
                "caches",
                orUnknown(
                        machine.caches().stream()
                                .map(MachineText::cache)
                                .collect(Collectors.joining(", "))));
        lines.put("NUMA", numa(machine.numaNodes()));
        lines.put("memory", memory(machine.memory()));
        lines.put("GPU", graphics(machine.graphics()));
        lines.put("open files", openFiles(machine.openFiles()));
        lines.put("Java", machine.java().version() + ", " + machine.java().vendor());
        lines.put("system", machine.system().name() + ", " + machine.system().kernel());
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        return lines.entrySet().stream()
                .map(line -> pad(line.getKey(), width) + "  " + line.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static String pad(String name, int width) {
        return name + " ".repeat(width - name.length());
    }

    private static String processor(Machine.Processor processor) {
        return processor.model().orElse(UNKNOWN) + ", " + processor.architecture();
    }

    private static String cores(Machine.Processor processor) {
        List<String> parts = new ArrayList<>();
        parts.add(processor.available() + " for Java");
        processor.physical().ifPresent(n -> parts.add(n + " physical"));
        processor.logical().ifPresent(n -> parts.add(n + " logical"));
        processor.sockets().ifPresent(n -> parts.add(Quantities.count(n, "socket")));
        processor
                .quota()
                .ifPresent(q ->
                        parts.add("limited to " + Quantities.number(q) + " by the control group"));
        return String.join(", ", parts);
    }

    private static String cache(Machine.Cache cache) {
        String suffix =
                switch (cache.type()) {
                    case "data" -> "d";
                    case "instruction" -> "i";
                    default -> "";
                };
        String size =
                (cache.count() > 1 ? cache.count() + " x " : "")
                        + Quantities.binaryBytes(cache.bytes());
        return "L" + cache.level() + suffix + " " + size;
    }

    private static String numa(List<Machine.NumaNode> nodes) {
        if (nodes.isEmpty()) {
            return UNKNOWN;
        }
        // Most machines have equal nodes: say each shape once.
        Map<String, Integer> shapes = new LinkedHashMap<>();
        for (Machine.NumaNode node : nodes) {
            String memory =
                    node.bytes().isPresent()
                            ? Quantities.binaryBytes(node.bytes().getAsLong())
                            : UNKNOWN;
            shapes.merge(
                    Quantities.count(node.cores(), "core") + " and " + memory, 1, Integer::sum);
        }
        return shapes.entrySet().stream()
                .map(e -> Quantities.count(e.getValue(), "node") + " of " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String memory(Machine.Memory memory) {
        List<String> parts = new ArrayList<>();
        parts.add(sizeOr(memory.total()));
        memory.available().ifPresent(a -> parts.add(Quantities.binaryBytes(a) + " available"));
        memory.limit()
                .ifPresent(limit ->
                        parts.add(
                                "limited to "
                                        + Quantities.binaryBytes(limit)
                                        + " by the control group"));
        parts.add("Java heap up to " + Quantities.binaryBytes(memory.heap()));
        return String.join(", ", parts);
    }

    private static String graphics(Machine.Graphics graphics) {
        List<String> parts = new ArrayList<>();
        Map<Machine.Gpu, Integer> counts = new LinkedHashMap<>();
        graphics.devices().forEach(gpu -> counts.merge(gpu, 1, Integer::sum));
        counts.forEach((gpu, n) ->
                parts.add(
                        (n > 1 ? n + " x " : "")
                                + gpu.name()
                                + (gpu.displayOnly() ? " (display only)" : "")));
        if (counts.isEmpty()) {
            parts.add("none found");
        }
        graphics.nvidiaDriver().ifPresent(version -> parts.add("NVIDIA driver " + version));
        if (graphics.cuda()) {
            parts.add("CUDA installed");
        }
        if (graphics.openCl()) {
            parts.add(
                    "OpenCL installed with "
                            + Quantities.count(graphics.openClDrivers(), "driver"));
        }
        return String.join(", ", parts);
    }

    private static String openFiles(Machine.OpenFiles limits) {
        if (limits.soft().isEmpty()) {
            return UNKNOWN;
        }
        String soft = "at most " + limits.soft().getAsLong();
        return limits.hard().equals(limits.soft()) || limits.hard().isEmpty()
                ? soft
                : soft + ", can be raised to " + limits.hard().getAsLong();
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? UNKNOWN : text;
    }

    private static String sizeOr(OptionalLong bytes) {
        return bytes.isPresent() ? Quantities.binaryBytes(bytes.getAsLong()) : UNKNOWN;
    }
}
