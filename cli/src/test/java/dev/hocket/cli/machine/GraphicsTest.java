package dev.hocket.cli.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphicsTest {
    @TempDir Path root;
    private MachineFolder fixture;

    @BeforeEach
    void makeFixture() {
        fixture = new MachineFolder(root);
    }

    private String line() {
        return fixture.read()
                .toText()
                .lines()
                .filter(l -> l.startsWith("GPU"))
                .findFirst()
                .orElse("");
    }

    @Test
    void nvidiasDriverNamesItsDevices() throws Exception {
        String gpus = "proc/driver/nvidia/gpus/";
        fixture.file(gpus + "0000:17:00.0/information", "Model: \t\t NVIDIA H200\nIRQ: 1\n")
                .file(gpus + "0000:65:00.0/information", "Model: \t\t NVIDIA H200\nIRQ: 2\n")
                .file(
                        "proc/driver/nvidia/version",
                        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar 5\n")
                .file("sys/class/drm/card0/device/vendor", "0x1a03\n")
                .file("sys/class/drm/card1/device/vendor", "0x10de\n")
                .file("sys/class/drm/card1-DP-1/device/vendor", "0x10de\n")
                .file("usr/lib/x86_64-linux-gnu/libcuda.so.1", "")
                .file("etc/ld.so.cache", "ld.so-1.7.0\0\0libOpenCL.so.1\0/opt/lib/libOpenCL.so.1\0")
                .file("etc/OpenCL/vendors/nvidia.icd", "libnvidia-opencl.so.1\n");
        Machine.Graphics graphics = fixture.read().graphics();
        assertEquals(
                List.of(
                        new Machine.Gpu("NVIDIA H200", false),
                        new Machine.Gpu("NVIDIA H200", false),
                        new Machine.Gpu("ASPEED", true)),
                graphics.devices());
        assertEquals(Optional.of("550.54.15"), graphics.nvidiaDriver());
        assertEquals(
                "GPU         2 x NVIDIA H200, ASPEED (display only), NVIDIA driver 550.54.15,"
                        + " CUDA installed, OpenCL installed with 1 driver",
                line());
    }

    @Test
    void theOpenKernelModuleIsUnderstood() throws Exception {
        fixture.file(
                "proc/driver/nvidia/version",
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.10  Release"
                        + " Build\n");
        assertEquals(Optional.of("570.86.10"), fixture.read().graphics().nvidiaDriver());
    }

    @Test
    void otherCardsAreNamedByTheirVendors() throws Exception {
        fixture.file("sys/class/drm/card0/device/vendor", "0x1002\n")
                .file("sys/class/drm/card1/device/vendor", "0xbeef\n");
        Machine.Graphics graphics = fixture.read().graphics();
        assertEquals(
                List.of(new Machine.Gpu("AMD", false), new Machine.Gpu("PCI vendor 0xbeef", false)),
                graphics.devices());
        assertFalse(graphics.cuda());
        assertFalse(graphics.openCl());
        assertEquals("GPU         AMD, PCI vendor 0xbeef", line());
    }

    @Test
    void aLibraryMustHaveTheWholeName() throws Exception {
        fixture.file("etc/ld.so.cache", "libcuda.so.1.1\0libOpenCL.so.1.0.0\0");
        assertFalse(fixture.read().graphics().cuda());
        fixture.file("usr/lib64/libOpenCL.so.1", "");
        assertTrue(fixture.read().graphics().openCl());
    }
}
