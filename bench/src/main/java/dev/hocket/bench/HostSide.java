package dev.hocket.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of 1 KB, asked for by wrk over 64 connections; then 10,000 connections that wait. */
final class HostSide {
    private static final int PAGE = 1_000;
    private static final int SECONDS = 3;
    private static final int IDLE = 10_000;
    private static final double CPU_LIMIT = 1.5;
    private static final double RATE_LIMIT = 0.9;
    private static final double MEMORY_LIMIT = 200;
    private static final double SHORT_LIMIT = 0.5;

    /** For wrk: each tenth request of a thread is the last one of its connection. */
    private static final String SHORT =
            """
            local count = 0
            local stay, last
            function init(args)
              stay = wrk.format("GET", "/page.html")
              last = wrk.format("GET", "/page.html", { ["Connection"] = "close" })
            end
            function request()
              count = count + 1
              return count % 10 == 0 and last or stay
            end
            """;

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");

    /** What a round gave: requests a second, and microseconds of the server's CPU for each. */
    private record Round(double rate, double cpu) {}

    private HostSide() {}

    static boolean compare(int rounds) throws Exception {
        if (Program.isMissing("wrk") || Program.isMissing("nginx")) {
            System.out.println("host: nginx or wrk is not installed; left out");
            return true;
        }
        Path folder = Files.createTempDirectory("hocket-bench-host");
        try {
            Path site = Files.createDirectory(folder.resolve("site"));
            byte[] page = new byte[PAGE];
            Arrays.fill(page, (byte) 'x');
            Files.write(site.resolve("page.html"), page);
            try (WebServer ours = WebServer.hocket(site);
                    WebServer nginx = WebServer.nginx(site, folder)) {
                requireSame(page, ours.uri());
                requireSame(page, nginx.uri());
                boolean fast = requests(ours, nginx, rounds);
                Path script = Files.writeString(folder.resolve("short.lua"), SHORT);
                fast &= shortConnections(ours, nginx, script, rounds);
                return idle(ours) && fast;
            }
        } finally {
            FetchSide.delete(folder);
        }
    }

    private static URI page(URI server) {
        return server.resolve("/page.html");
    }

    private static void requireSame(byte[] page, URI server) throws IOException {
        try (InputStream in = page(server).toURL().openStream()) {
            if (!Arrays.equals(page, in.readAllBytes())) {
                throw new IllegalStateException(server + " serves another page");
            }
        }
    }

    /** Connections of about ten requests each. */
    private static boolean shortConnections(
            WebServer ours, WebServer nginx, Path script, int rounds) throws Exception {
        double[] ratios = new double[rounds];
        List<Round> mine = new ArrayList<>();
        List<Round> theirs = new ArrayList<>();
        for (int round = -2; round < rounds; round++) {
            Round first = round(ours, "-s", script.toString());
            Round second = round(nginx, "-s", script.toString());
            if (round >= 0) {
                mine.add(first);
                theirs.add(second);
                ratios[round] = first.rate / second.rate;
            }
        }
        double ratio = Program.median(ratios);
        System.out.printf(
                Locale.ROOT,
                "host, connections of 10 requests: hocket %.0f/s with %.1f us of CPU each, nginx"
                        + " %.0f/s with %.1f us%n  requests/s, hocket / nginx %.2f  %s %.2f%n",
                median(mine, Round::rate),
                median(mine, Round::cpu),
                median(theirs, Round::rate),
                median(theirs, Round::cpu),
                ratio,
                ratio >= SHORT_LIMIT ? "within" : "MISSES",
                SHORT_LIMIT);
        return ratio >= SHORT_LIMIT;
    }

    private static boolean requests(WebServer ours, WebServer nginx, int rounds) throws Exception {
        List<Round> mine = new ArrayList<>();
        List<Round> theirs = new ArrayList<>();
        for (int round = -2; round < rounds; round++) {
            Round first = round(ours);
            Round second = round(nginx);
            if (round >= 0) {
                mine.add(first);
                theirs.add(second);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "host, a page of 1 KB, 64 connections: hocket %.0f/s with %.1f us of CPU each,"
                        + " nginx %.0f/s with %.1f us%n",
                median(mine, Round::rate),
                median(mine, Round::cpu),
                median(theirs, Round::rate),
                median(theirs, Round::cpu));
        double[] rates = new double[rounds];
        double[] cpus = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            rates[i] = mine.get(i).rate / theirs.get(i).rate;
            cpus[i] = mine.get(i).cpu / theirs.get(i).cpu;
        }
        double rate = Program.median(rates);
        double cpu = Program.median(cpus);
        System.out.printf(
                Locale.ROOT,
                "  requests/s, hocket / nginx %.2f  %s %.2f%n  CPU, hocket / nginx %.2f  %s %.2f%n",
                rate,
                rate >= RATE_LIMIT ? "within" : "MISSES",
                RATE_LIMIT,
                cpu,
                cpu <= CPU_LIMIT ? "within" : "MISSES",
                CPU_LIMIT);
        return rate >= RATE_LIMIT && cpu <= CPU_LIMIT;
    }

    private static Round round(WebServer server, String... options)
            throws IOException, InterruptedException {
        double before = server.cpu();
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c64", "-d" + SECONDS));
        command.addAll(List.of(options));
        command.add(page(server.uri()).toString());
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher requests = REQUESTS.matcher(said);
        Matcher rate = RATE.matcher(said);
        boolean failed = said.contains("Socket errors") || said.contains("Non-2xx");
        if (wrk.waitFor() != 0 || failed || !requests.find() || !rate.find()) {
            throw new IllegalStateException("wrk: " + said);
        }
        double cpu = (server.cpu() - before) / Long.parseLong(requests.group(1));
        return new Round(Double.parseDouble(rate.group(1)), cpu * 1e6);
    }

    private static boolean idle(WebServer server) throws IOException {
        byte[] request =
                "GET /page.html HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        List<Socket> sockets = new ArrayList<>(IDLE);
        double before = server.memory();
        try {
            for (int i = 0; i < IDLE; i++) {
                Socket socket = new Socket(server.uri().getHost(), server.uri().getPort());
                sockets.add(socket);
                socket.getOutputStream().write(request);
                socket.getInputStream().skipNBytes(PAGE); // and the head stays where it is
            }
            double memory = server.memory();
            System.out.printf(
                    Locale.ROOT,
                    "  with %d idle connections %.0f MB (%.0f before)  %s %.0f%n",
                    IDLE,
                    memory,
                    before,
                    memory <= MEMORY_LIMIT ? "within" : "MISSES",
                    MEMORY_LIMIT);
            return memory <= MEMORY_LIMIT;
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
        return Program.median(rounds.stream().mapToDouble(of).toArray());
    }
}
