package dev.hocket.bench;

import dev.hocket.site.Site;
import dev.hocket.site.SiteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** 2,000 files of 50 KB, 64 at a time, from a server that takes 20 ms for each answer. */
final class FetchSide {
    private static final int FILES = 2_000;
    private static final int BYTES = 50_000;
    private static final int AT_A_TIME = 64;
    private static final double TIME_LIMIT = 1.2;
    private static final double CPU_LIMIT = 3.0;

    private final Path folder;
    private final Path files;
    private final Map<String, List<Program.Cost>> costs = new HashMap<>();

    private FetchSide(Path folder) {
        this.folder = folder;
        this.files = folder.resolve("files");
    }

    static boolean compare(int rounds) throws Exception {
        Path folder = Program.temporaryFolder("hocket-bench-fetch");
        try {
            return new FetchSide(folder).measure(rounds);
        } finally {
            delete(folder);
        }
    }

    private boolean measure(int rounds) throws Exception {
        Path site = Files.createDirectory(folder.resolve("site"));
        Random random = new Random(1);
        byte[] content = new byte[BYTES];
        for (int i = 0; i < FILES; i++) {
            random.nextBytes(content);
            Files.write(site.resolve(String.valueOf(i)), content);
        }
        try (SiteServer server =
                Site.of(site).withPort(0).withLatency(Duration.ofMillis(20)).start()) {
            List<Program> programs = programs(server.uri().toString());
            for (int round = -1; round < rounds; round++) {
                for (Program program : programs) {
                    delete(files);
                    Files.createDirectory(files);
                    Program.Cost cost = program.run();
                    check(program, site);
                    if (round >= 0) {
                        costs.computeIfAbsent(program.name(), _ -> new ArrayList<>()).add(cost);
                    }
                }
            }
        }
        return told();
    }

    private List<Program> programs(String base) throws IOException {
        StringBuilder urls = new StringBuilder();
        StringBuilder config = new StringBuilder();
        for (int i = 0; i < FILES; i++) {
            urls.append(base).append(i).append('\n');
            config.append("url=\"%s%d\"\noutput=\"%s/%d\"\n".formatted(base, i, files, i));
        }
        String list = Files.writeString(folder.resolve("list"), urls).toString();
        String curl = Files.writeString(folder.resolve("curl"), config).toString();
        String many = String.valueOf(AT_A_TIME);
        String to = files.toString();
        return List.of(
                new Program(
                        "hocket",
                        List.of(
                                "./hocket",
                                "fetch",
                                "-a",
                                list,
                                "-o",
                                to,
                                "-e",
                                "threads:" + many,
                                "--per-host",
                                many)),
                new Program(
                        "wget2",
                        List.of("wget2", "-q", "--max-threads=" + many, "-P", to, "-i", list)),
                new Program(
                        "curl", List.of("curl", "-s", "-Z", "--parallel-max", many, "-K", curl)));
    }

    private void check(Program program, Path site) throws IOException {
        for (int i = 0; i < FILES; i++) {
            String name = String.valueOf(i);
            if (Files.mismatch(site.resolve(name), files.resolve(name)) >= 0) {
                throw new IllegalStateException(program.name() + " has another file " + name);
            }
        }
    }

    private boolean told() {
        System.out.println("fetch, 2,000 x 50 KB, 20 ms, 64 at a time; medians");
        costs.forEach((name, all) ->
                System.out.printf(
                        Locale.ROOT,
                        "  %-8s %6.2f s  %5.2f s of CPU%n",
                        name,
                        Program.median(all.stream().mapToDouble(Program.Cost::seconds).toArray()),
                        Program.median(all.stream().mapToDouble(Program.Cost::cpu).toArray())));
        double time = ratio("wget2", false);
        double cpu = ratio("curl", true);
        told("time, hocket / wget2", time, TIME_LIMIT);
        told("CPU, hocket / curl", cpu, CPU_LIMIT);
        return time <= TIME_LIMIT && cpu <= CPU_LIMIT;
    }

    private static void told(String what, double ratio, double limit) {
        System.out.printf(
                Locale.ROOT,
                "  %-22s %5.2f  %s %.2f%n",
                what,
                ratio,
                ratio <= limit ? "within" : "MISSES",
                limit);
    }

    /** The median of the ratios of each round. */
    private double ratio(String peer, boolean cpu) {
        List<Program.Cost> ours = costs.getOrDefault("hocket", List.of());
        List<Program.Cost> theirs = costs.getOrDefault(peer, List.of());
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] =
                    cpu
                            ? ours.get(i).cpu() / theirs.get(i).cpu()
                            : ours.get(i).seconds() / theirs.get(i).seconds();
        }
        return Program.median(ratios);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.toList();
        }
        for (Path path : all.reversed()) {
            Files.delete(path);
        }
    }
}
