package dev.hocket.cli.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines of several kinds, each a tree of the files by which it would be known. */
class MachineTest {
    private static final long GIB = 1L << 30;

    @TempDir Path root;
    private MachineFolder fixture;

    @BeforeEach
    void makeFixture() {
        fixture = new MachineFolder(root);
    }

    /** Two sockets of two cores with two threads each. */
    private void twoSockets() throws IOException {
        StringBuilder cpuinfo = new StringBuilder();
        for (int cpu = 0; cpu < 8; cpu++) {
            int socket = cpu / 2 % 2;
            int core = cpu % 4;
            String siblings = core + "," + (core + 4);
            cpuinfo.append(MachineFolder.x86(cpu, socket, core % 2, "fpu sse4_2 avx avx2 avx512f"));
            fixture.topology(cpu, socket, siblings)
                    .cache(cpu, 0, 1, "Data", "48K", siblings)
                    .cache(cpu, 1, 1, "Instruction", "32K", siblings)
                    .cache(cpu, 2, 2, "Unified", "1280K", siblings)
                    .cache(cpu, 3, 3, "Unified", "49152K", socket == 0 ? "0-1,4-5" : "2-3,6-7");
        }
        fixture.file("proc/cpuinfo", cpuinfo.toString())
                .file("sys/devices/system/cpu/online", "0-7\n")
                .file("sys/devices/system/node/node0/cpulist", "0-1,4-5\n")
                .file("sys/devices/system/node/node0/meminfo", "Node 0 MemTotal:  67108864 kB\n")
                .file("sys/devices/system/node/node1/cpulist", "2-3,6-7\n")
                .file("sys/devices/system/node/node1/meminfo", "Node 1 MemTotal:  67108864 kB\n")
                .file("proc/meminfo", "MemTotal: 134217728 kB\nMemAvailable: 100663296 kB\n")
                .file("proc/self/limits", "Max open files            1024      524288     files\n")
                .file("etc/os-release", "NAME=Debian\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n");
    }

    @Test
    void aServerOfTwoSocketsIsReadInFull() throws Exception {
        twoSockets();
        Machine machine = fixture.read();
        Machine.Processor processor = machine.processor();
        assertEquals(Optional.of("Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz"), processor.model());
        assertEquals(OptionalInt.of(8), processor.logical());
        assertEquals(OptionalInt.of(4), processor.physical());
        assertEquals(OptionalInt.of(2), processor.sockets());
        assertEquals(List.of("SSE4.2", "AVX", "AVX2", "AVX-512"), processor.simd());
        assertEquals(
                List.of(
                        new Machine.Cache(1, "data", 48 << 10, 4, 2),
                        new Machine.Cache(1, "instruction", 32 << 10, 4, 2),
                        new Machine.Cache(2, "unified", 1280 << 10, 4, 2),
                        new Machine.Cache(3, "unified", 48 << 20, 2, 4)),
                machine.caches());
        assertEquals(
                List.of(
                        new Machine.NumaNode(0, 4, OptionalLong.of(64 * GIB)),
                        new Machine.NumaNode(1, 4, OptionalLong.of(64 * GIB))),
                machine.numaNodes());
        assertEquals(OptionalLong.of(1024), machine.openFiles().soft());
        assertEquals(OptionalLong.of(524288), machine.openFiles().hard());
    }

    @Test
    void itsTextIsTwoColumns() throws Exception {
        twoSockets();
        assertEquals(
                """
                processor   Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz, amd64
                cores       8 for Java, 4 physical, 8 logical, 2 sockets
                SIMD        SSE4.2, AVX, AVX2, AVX-512
                caches      L1d 4 x 48 KiB, L1i 4 x 32 KiB, L2 4 x 1.3 MiB, L3 2 x 48 MiB
                NUMA        2 nodes of 4 cores and 64 GiB
                memory      128 GiB, 96 GiB available, Java heap up to 2 GiB
                GPU         none found
                open files  at most 1024, can be raised to 524288
                Java        25.0.3+9-LTS, Eclipse Adoptium
                system      Debian GNU/Linux 12, Linux 6.1.0\
                """,
                fixture.read().toText());
    }

    @Test
    void aContainerIsBoundByItsControlGroup() throws Exception {
        fixture.file("proc/cpuinfo", MachineFolder.x86(0, 0, 0, "fpu sse4_2"))
                .file("proc/meminfo", "MemTotal: 16777216 kB\n")
                .file("proc/self/cgroup", "0::/\n")
                .file("sys/fs/cgroup/cpu.max", "150000 100000\n")
                .file("sys/fs/cgroup/memory.max", "536870912\n");
        Machine machine = fixture.read();
        assertEquals(OptionalDouble.of(1.5), machine.processor().quota());
        assertEquals(OptionalLong.of(GIB / 2), machine.memory().limit());
        assertEquals(OptionalInt.of(1), machine.processor().logical(), "from cpuinfo alone");
        assertEquals(OptionalInt.of(1), machine.processor().physical(), "from cpuinfo alone");
        String text = machine.toText();
        assertTrue(text.contains("limited to 1.5 by the control group"), text);
        assertTrue(text.contains("limited to 512 MiB by the control group"), text);
    }

    @Test
    void theTightestControlGroupOnTheWayCounts() throws Exception {
        fixture.file("proc/meminfo", "MemTotal: 16777216 kB\n")
                .file("proc/self/cgroup", "0::/a.slice/b.scope\n")
                .file("sys/fs/cgroup/a.slice/memory.max", "1073741824\n")
                .file("sys/fs/cgroup/a.slice/cpu.max", "max 100000\n")
                .file("sys/fs/cgroup/a.slice/b.scope/memory.max", "max\n")
                .file("sys/fs/cgroup/a.slice/b.scope/cpu.max", "200000 100000\n");
        Machine machine = fixture.read();
        assertEquals(OptionalLong.of(GIB), machine.memory().limit());
        assertEquals(OptionalDouble.of(2), machine.processor().quota());
    }

    @Test
    void controlGroupsOfVersion1AreUnderstood() throws Exception {
        fixture.file("proc/meminfo", "MemTotal: 16777216 kB\n")
                .file("proc/self/cgroup", "4:memory:/docker/abc\n2:cpu,cpuacct:/docker/abc\n")
                .file("sys/fs/cgroup/memory/memory.limit_in_bytes", "2147483648\n")
                .file("sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_quota_us", "50000\n")
                .file("sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_period_us", "100000\n");
        Machine machine = fixture.read();
        assertEquals(OptionalLong.of(2 * GIB), machine.memory().limit());
        assertEquals(OptionalDouble.of(0.5), machine.processor().quota());
    }

    @Test
    void noLimitOfVersion1IsNone() throws Exception {
        fixture.file("proc/meminfo", "MemTotal: 16777216 kB\n")
                .file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n")
                .file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n")
                .file("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        Machine machine = fixture.read();
        assertEquals(OptionalLong.empty(), machine.memory().limit());
        assertEquals(OptionalDouble.empty(), machine.processor().quota());
    }

    @Test
    void anArmBoardIsNamedByItsDesign() throws Exception {
        fixture.file(
                        "proc/cpuinfo",
                        """
                        processor	: 0
                        BogoMIPS	: 243.75
                        Features	: fp asimd evtstrm aes sve sve2
                        CPU implementer	: 0x41
                        CPU part	: 0xd4f
                        """)
                .file("proc/device-tree/model", "Example Board\0");
        Machine.Processor processor = fixture.read().processor();
        assertEquals(Optional.of("ARM Neoverse V2 (Example Board)"), processor.model());
        assertEquals(List.of("NEON", "SVE", "SVE2"), processor.simd());
        assertEquals(OptionalInt.empty(), processor.sockets());
    }

    @Test
    void aSystemWithoutTheseFilesIsUnknownNotAnError() {
        JavaRuntime mac =
                new JavaRuntime(10, 4 * GIB, "aarch64", "Mac OS X", "15.1", "25.0.3+9", "Homebrew");
        Machine machine = fixture.read(mac);
        assertEquals(
                """
                processor   unknown, aarch64
                cores       10 for Java
                SIMD        unknown
                caches      unknown
                NUMA        unknown
                memory      unknown, Java heap up to 4 GiB
                GPU         none found
                open files  unknown
                Java        25.0.3+9, Homebrew
                system      Mac OS X, Mac OS X 15.1\
                """,
                machine.toText());
        assertEquals(
                "{\"processor\": {\"model\": null, \"architecture\": \"aarch64\", \"available\":"
                    + " 10, \"logical\": null, \"physical\": null, \"sockets\": null, \"quota\":"
                    + " null, \"simd\": []}, \"caches\": [], \"numaNodes\": [], \"memory\":"
                    + " {\"total\": null, \"available\": null, \"limit\": null, \"heap\":"
                    + " 4294967296}, \"graphics\": {\"devices\": [], \"nvidiaDriver\": null,"
                    + " \"cuda\": false, \"openCl\": false, \"openClDrivers\": 0}, \"openFiles\":"
                    + " {\"soft\": null, \"hard\": null}, \"java\": {\"version\": \"25.0.3+9\","
                    + " \"vendor\": \"Homebrew\"}, \"system\": {\"name\": \"Mac OS X\", \"kernel\":"
                    + " \"Mac OS X 15.1\"}}",
                machine.toJson());
    }

    @Test
    void nonsenseInTheFilesIsUnknownNotAnError() throws Exception {
        fixture.file("proc/cpuinfo", ":\n::\nprocessor\nprocessor : x\nflags :\n")
                .file("proc/meminfo", "MemTotal: lots\nMemAvailable:\n")
                .file("proc/self/cgroup", "::\nx\n0::/../..\n")
                .file("proc/self/limits", "Max open files\n")
                .file("sys/fs/cgroup/cpu.max", "100000 0")
                .file("sys/fs/cgroup/memory.max", "-5")
                .file("sys/devices/system/cpu/online", "0-99999999999,a-b,7-3")
                .file("sys/devices/system/node/nodeX/cpulist", "0")
                .file("sys/devices/system/node/node0/cpulist", "?");
        fixture.topology(0, -1, "?")
                .cache(0, 0, 1, "Data", "big", "0")
                .cache(0, 1, 2, "", "4K", "0");
        Machine machine = fixture.read();
        assertEquals(OptionalLong.empty(), machine.memory().total());
        assertEquals(OptionalLong.empty(), machine.memory().limit());
        assertEquals(OptionalDouble.empty(), machine.processor().quota());
        assertEquals(OptionalInt.of(1), machine.processor().logical(), "one in cpuinfo");
        assertEquals(OptionalInt.empty(), machine.processor().sockets());
        assertEquals(List.of(new Machine.Cache(2, "unified", 4096, 1, 1)), machine.caches());
    }

    @Test
    void theMachineOfThisTestIsRead() {
        Machine machine = Machine.here();
        assertEquals(Runtime.getRuntime().availableProcessors(), machine.processor().available());
        assertEquals(10, machine.toText().lines().count());
    }
}
