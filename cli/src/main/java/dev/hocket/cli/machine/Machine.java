package dev.hocket.cli.machine;

import dev.hocket.text.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The facts about a machine that matter for running jobs. Sizes are in bytes; what is not known is
 * empty.
 *
 * @param processor its cores and what they can do
 * @param caches each kind of cache, the smallest level first
 * @param numaNodes the memory nodes; one on most machines
 * @param memory main memory and the bounds on it
 * @param graphics graphics processors and the libraries to compute on them
 * @param openFiles how many files this process may have open
 * @param java the Java that runs this
 * @param system the operating system
 */
public record Machine(
        Processor processor,
        List<Cache> caches,
        List<NumaNode> numaNodes,
        Memory memory,
        Graphics graphics,
        OpenFiles openFiles,
        Java java,
        OperatingSystem system) {

    /** Copies the lists. */
    public Machine {
        caches = List.copyOf(caches);
        numaNodes = List.copyOf(numaNodes);
    }

    /** Reads the facts about the machine that this runs on. */
    public static Machine here() {
        return MachineReader.read(new SystemFiles(Path.of("/")), JavaRuntime.here());
    }

    /** The facts as two aligned columns, one line each, without a line break at the end. */
    public String toText() {
        return MachineText.of(this);
    }

    /** The facts as one JSON object on one line; what is not known is {@code null}. */
    public String toJson() {
        return Json.text(MachineJson.of(this));
    }

    /**
     * The processor.
     *
     * @param model its name
     * @param architecture as Java names it, such as {@code amd64} or {@code aarch64}
     * @param available how many logical cores Java may use, which heeds affinity and control groups
     * @param logical hardware threads in all
     * @param physical cores
     * @param sockets packages
     * @param quota the control group's bound on processor time, in cores
     * @param simd the vector instruction sets, the oldest first; empty when none is known
     */
    public record Processor(
            Optional<String> model,
            String architecture,
            int available,
            OptionalInt logical,
            OptionalInt physical,
            OptionalInt sockets,
            OptionalDouble quota,
            List<String> simd) {

        /** Copies the list. */
        public Processor {
            simd = List.copyOf(simd);
        }
    }

    /**
     * A kind of cache.
     *
     * @param level 1 is the nearest to the core
     * @param type {@code data}, {@code instruction} or {@code unified}
     * @param bytes the size of one
     * @param count how many there are
     * @param sharedBy how many logical cores share one
     */
    public record Cache(int level, String type, long bytes, int count, int sharedBy) {}

    /**
     * A node of memory with the cores close to it.
     *
     * @param number its number
     * @param cores how many logical cores it has
     * @param bytes its memory
     */
    public record NumaNode(int number, int cores, OptionalLong bytes) {}

    /**
     * Main memory.
     *
     * @param total what the machine has
     * @param available what can be had without swapping
     * @param limit the control group's bound, where it is less than the total
     * @param heap how large Java's heap may grow
     */
    public record Memory(
            OptionalLong total, OptionalLong available, OptionalLong limit, long heap) {}

    /**
     * Graphics processors, and what is installed to compute on them.
     *
     * @param devices those that the system lists
     * @param nvidiaDriver the version of NVIDIA's kernel driver, if it is loaded
     * @param cuda whether CUDA's driver library is installed
     * @param openCl whether an OpenCL loader is installed
     * @param openClDrivers how many OpenCL drivers are registered
     */
    public record Graphics(
            List<Gpu> devices,
            Optional<String> nvidiaDriver,
            boolean cuda,
            boolean openCl,
            int openClDrivers) {

        /** Copies the list. */
        public Graphics {
            devices = List.copyOf(devices);
        }
    }

    /**
     * A graphics processor.
     *
     * @param name its model, or its vendor where no more is known
     * @param displayOnly whether it is of a make that draws screens and computes nothing
     */
    public record Gpu(String name, boolean displayOnly) {}

    /**
     * The limit on open files; empty where there is none or it is not known.
     *
     * @param soft the limit in force
     * @param hard how far a process may raise it
     */
    public record OpenFiles(OptionalLong soft, OptionalLong hard) {}

    /**
     * The Java that runs this.
     *
     * @param version its full version
     * @param vendor who built it
     */
    public record Java(String version, String vendor) {}

    /**
     * The operating system.
     *
     * @param name what it calls itself, such as {@code Debian GNU/Linux 12 (bookworm)}
     * @param kernel the kernel's name and version
     */
    public record OperatingSystem(String name, String kernel) {}
}
