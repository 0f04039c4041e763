package dev.hocket.testkit.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Says whether a service that was started can be used; asked again until it can. */
@FunctionalInterface
public interface Readiness {
    /** The exit status of what starts a command, where the command may not be run. */
    int CANNOT_RUN = 126;

    /** The same where there is no such command. */
    int NOT_FOUND = 127;

    /** Whether the service can be used now. */
    boolean isReady(Service service) throws IOException, InterruptedException;

    /** At once: for a command whose end is awaited. */
    static Readiness atOnce() {
        return service -> true;
    }

    /** When the service accepts a connection on its port. */
    static Readiness port() {
        return service -> accepts(service.place().port());
    }

    /** When the service has written something in which {@code pattern} is found. */
    static Readiness output(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return service -> compiled.matcher(service.output()).find();
    }

    /** When a command succeeds that asks the service, run as its account: pg_isready, say. */
    static Readiness command(Function<ServicePlace, List<String>> command) {
        return service -> {
            List<String> words = command.apply(service.place());
            CommandEnd end = service.run(words);
            if (end.status() == CANNOT_RUN || end.status() == NOT_FOUND) {
                throw new IOException(words.getFirst() + " cannot be run: " + end.output());
            }
            return end.status() == 0;
        };
    }

    /** Whether somebody listens on a port of the loopback address. */
    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
