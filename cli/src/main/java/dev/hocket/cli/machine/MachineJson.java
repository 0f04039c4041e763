package dev.hocket.cli.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts as maps, lists, texts and numbers, in the order in which they are written. */
final class MachineJson {
    private MachineJson() {}

    static Map<String, @Nullable Object> of(Machine machine) {
        Machine.Processor processor = machine.processor();
        Machine.Memory memory = machine.memory();
        Machine.Graphics graphics = machine.graphics();
        return object(
                "processor",
                object(
                        "model", processor.model(),
                        "architecture", processor.architecture(),
                        "available", processor.available(),
                        "logical", processor.logical(),
                        "physical", processor.physical(),
                        "sockets", processor.sockets(),
                        "quota", processor.quota(),
                        "simd", processor.simd()),
                "caches",
                machine.caches().stream().map(MachineJson::cache).toList(),
                "numaNodes",
                machine.numaNodes().stream().map(MachineJson::node).toList(),
                "memory",
                object(
                        "total", memory.total(),
                        "available", memory.available(),
                        "limit", memory.limit(),
                        "heap", memory.heap()),
                "graphics",
                object(
                        "devices", graphics.devices().stream().map(MachineJson::gpu).toList(),
                        "nvidiaDriver", graphics.nvidiaDriver(),
                        "cuda", graphics.cuda(),
                        "openCl", graphics.openCl(),
                        "openClDrivers", graphics.openClDrivers()),
                "openFiles",
                object("soft", machine.openFiles().soft(), "hard", machine.openFiles().hard()),
                "java",
                object("version", machine.java().version(), "vendor", machine.java().vendor()),
                "system",
                object("name", machine.system().name(), "kernel", machine.system().kernel()));
    }

    private static Map<String, @Nullable Object> cache(Machine.Cache cache) {
        return object(
                "level", cache.level(),
                "type", cache.type(),
                "bytes", cache.bytes(),
                "count", cache.count(),
                "sharedBy", cache.sharedBy());
    }

    private static Map<String, @Nullable Object> node(Machine.NumaNode node) {
        return object("number", node.number(), "cores", node.cores(), "bytes", node.bytes());
    }

    private static Map<String, @Nullable Object> gpu(Machine.Gpu gpu) {
        return object("name", gpu.name(), "displayOnly", gpu.displayOnly());
    }

    /** A map of names and values in turn. */
    private static Map<String, @Nullable Object> object(Object... members) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], members[i + 1]);
        }
        return object;
    }
}
