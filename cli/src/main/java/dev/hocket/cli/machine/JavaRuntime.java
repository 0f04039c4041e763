package dev.hocket.cli.machine;

/** What Java itself says of where it runs, apart from files, so that tests can be elsewhere. */
record JavaRuntime(
        int processors,
        long maxHeap,
        String architecture,
        String osName,
        String osVersion,
        String javaVersion,
        String javaVendor) {

    static JavaRuntime here() {
        Runtime runtime = Runtime.getRuntime();
        return new JavaRuntime(
                runtime.availableProcessors(),
                runtime.maxMemory(),
                System.getProperty("os.arch", "unknown"),
                System.getProperty("os.name", "unknown"),
                System.getProperty("os.version", "unknown"),
                Runtime.version().toString(),
                System.getProperty("java.vendor", "unknown"));
    }
}
