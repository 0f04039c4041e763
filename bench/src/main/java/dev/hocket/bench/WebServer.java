package dev.hocket.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A web server in a process of its own, with a folder to serve, and what it costs. */
final class WebServer implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on each Linux

    @SuppressWarnings("InlineFormatString") // it is a file
    private static final String NGINX =
            """
            daemon off;
            master_process off;
            pid %1$s/pid;
            error_log %1$s/log;
            worker_rlimit_nofile 20000;
            events { worker_connections 20000; }
            http {
                types { text/html html; }
                access_log off;
                sendfile on;
                tcp_nopush on;
                keepalive_requests 1000000000;
                open_file_cache max=1000;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                server { listen 127.0.0.1:%2$d; root %3$s; }
            }
            """;

    private final Process process;
    private final URI uri;

    private WebServer(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Ours, with one thread for the connections. */
    static WebServer hocket(Path site) throws IOException {
        Process process =
                new ProcessBuilder(
                                "./hocket",
                                "host",
                                site.toString(),
                                "--port",
                                "0",
                                "--threads",
                                "1")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException("./hocket host does not start");
        }
        return new WebServer(process, URI.create(line));
    }

    /**
     * nginx with one worker, set up for small files.
     *
     * @param folder for its files
     */
    static WebServer nginx(Path site, Path folder) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = folder.resolve("nginx.conf");
        Files.writeString(config, NGINX.formatted(folder, port, site));
        Process process =
                new ProcessBuilder(
                                List.of(
                                        "nginx",
                                        "-e",
                                        folder.resolve("log").toString(),
                                        "-c",
                                        config.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Path pid = folder.resolve("pid");
        while (process.isAlive() && !Files.exists(pid)) { // written when it listens
            Thread.sleep(10);
        }
        return new WebServer(process, URI.create("http://127.0.0.1:" + port + "/"));
    }

    URI uri() {
        return uri;
    }

    /** The CPU time that it has taken, in seconds. */
    double cpu() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** How much memory it has, in MB. */
    double memory() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1e3;
            }
        }
        throw new IOException("no VmRSS in " + status);
    }

    @Override
    public void close() {
        process.destroy();
        Process _ = process.onExit().join();
    }
}
